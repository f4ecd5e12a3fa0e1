/** What an ingest source does about media objects that it cannot upload in their time. */
import {
  discontinuityStays,
  discontinuityTold,
  namedOnceThere,
} from '../../../src/scenario/checks/publishes-discontinuity.ts';
import {
  mediaTriedAgain,
  outlived,
  serverErrorOutlived,
  stepTriedAgain,
} from '../../../src/scenario/checks/publishes-failure.ts';
import {
  leftConnection,
  lostObjectLater,
  nextInTime,
  objectAgain,
  samePathAgain,
} from '../../../src/scenario/checks/publishes-recovery.ts';
import { under } from '../../../src/scenario/combine.ts';
import { answer, onObject } from '../../../src/scenario/ingest/act.ts';
import type { Act, Deed, IngestUntil } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, Format, PresentationPlan } from '../../../src/scenario/scenario.ts';

/** The third media object fails, and again as often as it comes, until so many others were taken. */
const untilOthersCame = (deed: Deed, part: 'inside' | 'end' = 'end'): readonly Act[] => [
  { when: onObject('media', 3, part), deed, times: 'always', sticks: true, heals: 3 },
];

/** Long enough for the lost object to come late, and for a manifest to tell it. */
const longAfter: IngestUntil = { objects: 8, orQuietFor: 'indefinite' };
const soonAfter: IngestUntil = { objects: 4, orQuietFor: 'indefinite' };

/** A manifest that reaches back to the lost object when it has come. */
const long: { readonly presentation: PresentationPlan } = { presentation: { window: 12 } };

/** What holds of a media object that fails for more than its duration. */
const lost = (format: Format): Expectations => ({
  'DI-I2-FAIL-1': outlived,
  'DI-I2-FAIL-1b': mediaTriedAgain,
  'DI-I2-FAIL-1b2': [nextInTime, discontinuityTold],
  ...(format === 'hls' ? { 'DI-HLS-ORD-4': stepTriedAgain, 'DI-HLS-ORD-6': discontinuityTold } : {}),
});

/** The same, where it can be uploaded in the end. */
const late = (format: Format): Expectations => ({
  ...lost(format),
  'DI-I2-FAIL-1b3': lostObjectLater,
  ...(format === 'dash' ? { 'DI-I2-FAIL-1b4': namedOnceThere } : { 'DI-I2-FAIL-1b5': discontinuityStays }),
});

/** What holds where a connection breaks in the middle of an object. */
const brokenOff: Expectations = {
  'DI-GEN-14a': under('E-DI-48', objectAgain),
  'DI-GEN-16a': leftConnection,
  'DI-GEN-16b': samePathAgain,
};

export const mediaFailure = <const F extends Format>(format: F) =>
  suite(`${format}/client/media-failure`, {
    'server-error': {
      title: '500 to a media object, until three others were taken',
      receive: untilOthersCame(answer(500, [], false)),
      until: longAfter,
      reference: long,
      expect: { ...late(format), 'DI-GEN-21': serverErrorOutlived },
    },

    unavailable: {
      title: '503 to a media object, until three others were taken; each answer ends the connection',
      receive: untilOthersCame(answer(503)),
      until: longAfter,
      reference: long,
      expect: { ...late(format), 'DI-GEN-21': serverErrorOutlived },
    },

    'unavailable-once': {
      title: '503 to a media object, once',
      receive: [{ when: onObject('media', 3), deed: answer(503, [], false) }],
      until: soonAfter,
      expect: {
        'DI-I2-FAIL-1': outlived,
        'DI-I2-FAIL-1b': mediaTriedAgain,
        'DI-GEN-21': serverErrorOutlived,
        ...(format === 'hls' ? { 'DI-HLS-ORD-4': stepTriedAgain } : {}),
      },
    },

    'unavailable-for-good': {
      title: '503 to a media object, whenever it comes',
      receive: [{ when: onObject('media', 2), deed: answer(503, [], false), times: 'always', sticks: true }],
      until: { window: 'indefinite' },
      reference: long,
      expect: lost(format),
    },

    'reset-inside': {
      title: 'A connection that is reset inside a media object, once',
      receive: [{ when: onObject('media', 3, 'inside'), deed: { do: 'reset' } }],
      until: soonAfter,
      expect: { 'DI-I2-FAIL-1': outlived, 'DI-I2-FAIL-1b': mediaTriedAgain, ...brokenOff },
    },

    'reset-inside-each-time': {
      title: 'A connection that is reset inside a media object, until three others were taken',
      receive: untilOthersCame({ do: 'reset' }, 'inside'),
      until: longAfter,
      reference: long,
      expect: { ...late(format), ...brokenOff },
    },

    'closed-inside': {
      title: 'A connection that is closed inside a media object, until three others were taken',
      receive: untilOthersCame({ do: 'close' }, 'inside'),
      until: longAfter,
      reference: long,
      expect: { ...late(format), ...brokenOff },
    },

    'no-answer': {
      title: 'A media object that is read and never answered, until three others were taken',
      receive: untilOthersCame({ do: 'silence' }),
      until: longAfter,
      reference: long,
      expect: late(format),
    },

    'stops-reading': {
      title: 'A receiving entity that stops reading inside a media object, once',
      receive: [{ when: onObject('media', 3, 'inside'), deed: { do: 'stall' } }],
      until: soonAfter,
      expect: { 'DI-I2-FAIL-1': outlived, 'DI-I2-FAIL-1b': mediaTriedAgain },
    },
  });
