/** Objects for paths that lie outside the one that is allowed, in every spelling that may lead there. */
import { notTaken, oddPath, taken, wrongPath } from '../../../src/scenario/checks/receiver-answers.ts';
import { nothingLies, outsideRefused } from '../../../src/scenario/checks/store-refusal.ts';
import { header } from '../../../src/scenario/ingest/media-step.ts';
import { upload } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { fetch } from './store-steps.ts';

/** Of this scenario alone, for the path of its store stands in it once more. */
const beside = (number: number): string => `ingestspec-outside{store}video-${String(number)}.cmfv`;

/** Beside every publishing point that lies at the root of the target. */
const outside = `/${beside(1)}`;

/** Out of the publishing point by one step, which may be spelt otherwise than `../`. */
const upwards = (step: string, number = 1): string => `{root}${step}${beside(number)}`;

const uploadTo = (target: string, conn = 'source', plan: Partial<RequestPlan> = {}): readonly Step[] =>
  upload('', [header()], { conn, plan: { contentType: 'video/mp4', ...plan, target } });

const fetchFrom = (target: string, conn: string): readonly Step[] => fetch('', conn, { target });

/** Uploads to a target as it is spelt, and looks for the object by that spelling and by the path that it means. */
const probe = (target: string, plan: Partial<RequestPlan> = {}): readonly Step[] => [
  ...uploadTo(target, 'source', plan),
  ...fetchFrom(target, 'same-spelling'),
  ...fetchFrom(outside, 'outside'),
];

const refusedAndNowhere = [outsideRefused, nothingLies('same-spelling', 'outside')];

/** A spelling of a path outside that a careful reader of HTTP may also call malformed. */
const oddly = (title: string, target: string): ServerScenario => ({
  title,
  needs: ['provisionedPoints'],
  send: probe(target),
  expect: { 'DI-I2-NAME-02b': refusedAndNowhere, 'DI-GEN-17c': oddPath },
});

/** Steps that lead outside only where they are decoded once too often, or read by the rules of something else. */
const misreadSteps = ['%252e%252e%252f', '..%5C', '..;/'];

export const outsidePaths = <const F extends Format>(format: F) =>
  suite(`${format}/outside`, {
    inside: {
      title: 'an object at a path of its own below the allowed one',
      send: upload('rendition-1-video-1.cmfv', [header()]),
      expect: { 'DI-GEN-11b': taken },
    },
    beside: {
      title: 'an object that is PUT beside the allowed path, where nothing is set up',
      needs: ['provisionedPoints'],
      send: probe(outside),
      expect: {
        'DI-I2-NAME-02b': refusedAndNowhere,
        'DI-GEN-17c': wrongPath,
        'DI-GEN-22': wrongPath,
        'DI-DEF-pubpoint': notTaken,
      },
    },
    'beside-by-post': {
      title: 'an object that is POSTed beside the allowed path',
      needs: ['provisionedPoints'],
      send: probe(outside, { method: 'POST' }),
      expect: { 'DI-I2-NAME-02b': refusedAndNowhere, 'DI-GEN-17c': wrongPath },
    },
    'dot-segments': oddly('a path that leads out of the allowed one by dot segments', upwards('../')),
    'encoded-dot-segments': oddly('the same, its dots percent-encoded', upwards('%2e%2E/')),
    'encoded-slashes': oddly('the same, its slash percent-encoded', upwards('..%2f')),
    'double-slash': oddly('a path outside that begins with two slashes', `/${outside}`),
    'absolute-form': oddly('a path outside, in a request target that is a whole URL', `{origin}${outside}`),
    misread: {
      title:
        'odd names inside that lead outside where they are decoded twice, or read as those of another system',
      needs: ['provisionedPoints'],
      send: misreadSteps.flatMap((step, index) => [
        ...uploadTo(upwards(step, index), index === 0 ? 'source' : `source-${String(index)}`),
        ...fetchFrom(`/${beside(index)}`, `outside-${String(index)}`),
        ...fetchFrom(upwards('../', index), `upwards-${String(index)}`),
      ]),
      // They may be taken as the names that they are.
      expect: {
        'DI-I2-NAME-02b': nothingLies(
          'outside-0',
          'upwards-0',
          'outside-1',
          'upwards-1',
          'outside-2',
          'upwards-2',
        ),
      },
    },
  });
