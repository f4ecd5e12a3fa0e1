/** What an ingest source does about manifests and CMAF headers that it cannot upload. */
import {
  headerAgain,
  headerResent,
  manifestTriedAgain,
  outlived,
  serverErrorOutlived,
  stepTriedAgain,
} from '../../../src/scenario/checks/publishes-failure.ts';
import { leftConnection } from '../../../src/scenario/checks/publishes-recovery.ts';
import { answer, onObject } from '../../../src/scenario/ingest/act.ts';
import type { Act, Deed, IngestUntil } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, Format, ReferencePlan, SourceScenario } from '../../../src/scenario/scenario.ts';

const goesOn: IngestUntil = { objects: 4, orQuietFor: 'indefinite' };

/** One rendition, so that a manifest has one new version a segment. */
const reference: ReferencePlan = { tracks: ['video'] };

/** The third manifest to be uploaded fails. */
const once = (deed: Deed, part: 'inside' | 'end' = 'end'): readonly Act[] => [
  { when: onObject('manifest', 3, part), deed },
];

const failed = (format: Format): Expectations => ({
  'DI-I2-FAIL-1': outlived,
  'DI-I2-FAIL-1a': manifestTriedAgain,
  ...(format === 'hls' ? { 'DI-HLS-ORD-4': stepTriedAgain } : {}),
});

export const manifestFailure = <const F extends Format>(format: F) =>
  suite(`${format}/client/manifest-failure`, {
    'server-error': {
      title: '500 to a manifest, once',
      receive: once(answer(500, [], false)),
      until: goesOn,
      reference,
      expect: { ...failed(format), 'DI-GEN-21': serverErrorOutlived },
    },

    unavailable: {
      title: '503 to a manifest, and again when it comes again; each answer ends the connection',
      receive: [{ when: onObject('manifest', 3), deed: answer(503), times: 2, sticks: true }],
      until: goesOn,
      reference,
      expect: { ...failed(format), 'DI-GEN-21': serverErrorOutlived },
    },

    'reset-inside': {
      title: 'A connection that is reset inside a manifest, once',
      receive: once({ do: 'reset' }, 'inside'),
      until: goesOn,
      reference,
      expect: { ...failed(format), 'DI-GEN-16a': leftConnection },
    },

    'closed-inside': {
      title: 'A connection that is closed inside a manifest, once',
      receive: once({ do: 'close' }, 'inside'),
      until: goesOn,
      reference,
      expect: { ...failed(format), 'DI-GEN-16a': leftConnection },
    },

    'no-answer': {
      title: 'A manifest that is read and never answered, once',
      receive: once({ do: 'silence' }),
      until: { objects: 8, orQuietFor: 'indefinite' },
      reference,
      expect: failed(format),
    },

    'stops-reading': {
      title: 'A receiving entity that stops reading inside a manifest, once',
      receive: once({ do: 'stall' }, 'inside'),
      until: { objects: 8, orQuietFor: 'indefinite' },
      reference,
      expect: failed(format),
    },
  });

const headerFails = (title: string, deed: Deed, part: 'inside' | 'end' = 'end'): SourceScenario => ({
  title,
  receive: [{ when: onObject('header', 1, part), deed }],
  until: { objects: 3, orQuietFor: 'indefinite' },
  reference,
  expect: {
    'DI-I2-FAIL-1': outlived,
    'DI-I2-FAIL-1b': headerAgain,
    'DI-EX2-02': headerResent,
  },
});

export const headerFailure = <const F extends Format>(format: F) =>
  suite(`${format}/client/header-failure`, {
    'server-error': headerFails('500 to a CMAF header, once', answer(500, [], false)),
    unavailable: headerFails('503 to a CMAF header, once, and the end of the connection', answer(503)),
    'reset-inside': headerFails(
      'A connection that is reset inside a CMAF header, once',
      { do: 'reset' },
      'inside',
    ),
    'no-answer': headerFails('A CMAF header that is read and never answered, once', { do: 'silence' }),
  });
