/** Uploads that break off, which nobody may take for whole, and those that come after them. */
import {
  givesBack,
  notGivenAsWhole,
  takenFrom,
  whereTaken,
} from '../../../src/scenario/checks/store-objects.ts';
import { filler, media } from '../../../src/scenario/ingest/media-step.ts';
import { uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import { awaitClosed, endOf } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { chunkedPlan, fetch, putObject } from './store-steps.ts';

const name = 'video-1.cmfv';

const sixtyKilobytes = uploadPlan(name, { framing: { by: 'length', length: 60_000 } });

/** The beginning of an upload. */
const half = (plan: RequestPlan, conn = 'source'): readonly Step[] => [
  { do: 'request', conn, plan },
  media([filler(25_000, 9)], { conn }),
];

/** The end of an upload that breaks off: the target is heard out where it can still answer. */
const brokenOff = (how: 'fin' | 'rst'): readonly Step[] =>
  how === 'rst' ? [endOf(how)] : [endOf(how), awaitClosed()];

const alone = (title: string, plan: RequestPlan, how: 'fin' | 'rst'): ServerScenario => ({
  title,
  send: [
    ...putObject('video-0.cmfv', [filler(60_000, 8)], 'whole'),
    ...half(plan),
    ...brokenOff(how),
    ...fetch(name),
  ],
  expect: { 'DI-I2-HTTP-01a': whereTaken('whole', notGivenAsWhole('reader')) },
});

const overAnOlder = (title: string, plan: RequestPlan, how: 'fin' | 'rst'): ServerScenario => ({
  title,
  send: [...putObject(name, [filler(40_000, 8)], 'older'), ...half(plan), ...brokenOff(how), ...fetch(name)],
  expect: { 'DI-I2-NAME-04': notGivenAsWhole('reader', 'source', 'older') },
});

export const interrupted = <const F extends Format>(format: F) =>
  suite(`${format}/interrupted`, {
    'by-fin': alone('a segment that ends before its length is reached', sixtyKilobytes, 'fin'),
    'by-reset': alone('a segment that is reset before its length is reached', sixtyKilobytes, 'rst'),
    'chunks-by-fin': alone('a chunked segment that ends without its last chunk', chunkedPlan(name), 'fin'),
    'chunks-by-reset': alone('a chunked segment that is reset', chunkedPlan(name), 'rst'),
    'over-an-older-object': overAnOlder(
      'a segment that breaks off where there is an older one',
      sixtyKilobytes,
      'fin',
    ),
    'chunks-over-an-older-object': overAnOlder(
      'a chunked segment that is reset where there is an older one',
      chunkedPlan(name),
      'rst',
    ),
    'sent-again': {
      title: 'a segment that was reset, and comes again over a new connection',
      send: [
        ...half(sixtyKilobytes, 'first'),
        endOf('rst', 'first'),
        ...putObject(name, [filler(60_000, 9)]),
        ...fetch(name),
      ],
      expect: { 'DI-I2-HTTP-01a': [takenFrom('source'), givesBack()] },
    },
    'sent-again-while-the-first-hangs': {
      title: 'a segment that comes over a second connection, while the first one says nothing more',
      send: [...half(sixtyKilobytes, 'first'), ...putObject(name, [filler(60_000, 9)]), ...fetch(name)],
      expect: { 'DI-I2-NAME-04': [takenFrom('source'), givesBack()] },
    },
  });
