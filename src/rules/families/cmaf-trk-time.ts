import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { baseMediaDecodeTime, type Chunk } from '../model/chunk.ts';
import type { PastChunk, Track } from '../model/track.ts';
import { alias, rule, type Broken, type Rule } from '../rule.ts';
import { arrivalOf, isAlone, type Arrival } from './cmaf-trk-arrival.ts';

/** Where the time of a chunk stands. */
const timeSpot = ({ traf, shape }: Chunk): Pick<Broken, 'box' | 'offset' | 'length'> =>
  traf.tfdt === undefined
    ? {}
    : { box: traf.tfdt, offset: shape.moof.start + traf.timeAt, length: traf.wideTime ? 8 : 4 };

const inTime = (ticks: number, { trak }: Track): string => {
  const length = `${String(Math.abs(ticks))} ticks`;
  const timescale = trak?.timescale ?? 0;
  return timescale === 0 ? length : `${length}, ${((Math.abs(ticks) / timescale) * 1000).toFixed(3)} ms`;
};

/** Why there is a gap: what the sequence numbers say of it. */
const cause = (step: number): string => {
  if (step === 1) return ', and no sequence number is missing: the encoder left it';
  return step > 1 ? ', and sequence numbers are missing as well: media was lost' : '';
};

/** What is wrong between a chunk and the one before it, if it begins later or earlier than that ends. */
const discontinuity = (
  chunk: Chunk,
  track: Track,
  { newest, difference }: Arrival,
  where: string,
): Broken => {
  const late = difference > 0;
  const sent = baseMediaDecodeTime(chunk);
  const step = chunk.sequence - (newest?.sequence ?? NaN);
  return {
    says: late
      ? `a gap ${where}${cause(step)}`
      : `a chunk begins before the one before it ends${where === 'inside a fragment' ? ', inside a fragment' : ''}`,
    ...timeSpot(chunk),
    expected: `baseMediaDecodeTime ${String(sent - BigInt(difference))}`,
    actual: `baseMediaDecodeTime ${String(sent)} (${inTime(difference, track)} ${late ? 'later' : 'earlier'}${late && step > 1 ? `; sequence numbers missing: ${String(step - 1)}` : ''})`,
    // A source that was interrupted may go on at another time.
    ...(chunk.resumes ? { as: 'warning' as const } : {}),
  };
};

/** Text of a coarse timescale is rounded to a tick now and then. */
const isRounding = (difference: number, { trak, settings }: Track): boolean =>
  !settings.strict &&
  (difference === 1 || difference === -1) &&
  trak !== undefined &&
  trak.timescale <= 1000 &&
  (trak.kind === 'text' || trak.kind === 'subtitle');

const samplesOf = ({ samples, duration, bytes }: Pick<PastChunk, 'samples' | 'duration' | 'bytes'>): string =>
  `${String(samples)} samples, ${String(duration)} ticks, ${String(bytes)} bytes`;

/** Seconds beyond which no clock of today is: the year 2100. */
const beyondClocks = 4_102_444_800;

/** Decode times from chunk to chunk (ISO/IEC 23000-19, 7.3.2). */
export const cmafTrkTimeRules = {
  'CMAF-TRK-001': rule('chunk', {
    says: 'A chunk begins where the one before it ends: no gap, no overlap.',
    decides: ['DI-MT-01a', 'DI-INTRO-02', 'DI-FO-07c', 'DI-CMAF-GC-02'],
    unless: ['CMAF-FRAG-014'],
    applies: isAlone,
    check: (chunk, track) => {
      const arrival = arrivalOf(chunk, track);
      if (arrival.following !== 'gap' && arrival.following !== 'overlap') return undefined;
      // Inside a fragment the same is told of the fragment.
      if (chunk.opensFragment === false || isRounding(arrival.difference, track)) return undefined;
      return discontinuity(chunk, track, arrival, 'between two chunks');
    },
  }),
  'CMAF-TRK-002': rule('chunk', {
    says: 'The first decode time may be any; it counts from the beginning, or from a clock that there is.',
    decides: ['DI-FO-05b'],
    check: (chunk, { chunks, trak }) => {
      if (chunks > 0 || !chunk.timed || trak === undefined || trak.timescale === 0) return undefined;
      // One with the uppermost bit set is told by that.
      if (chunk.timeHigh >= 0x80000000) return undefined;
      const first = chunk.timeHigh * 2 ** 32 + chunk.timeLow;
      return first / trak.timescale > beyondClocks
        ? {
            says: 'the first decode time lies beyond the year 2100 if it is that of a clock: is the timescale right?',
            ...timeSpot(chunk),
            expected: `a time in units of 1/${String(trak.timescale)} s`,
            actual: `baseMediaDecodeTime ${String(baseMediaDecodeTime(chunk))}`,
          }
        : undefined;
    },
  }),
  'CMAF-TRK-003': rule('chunk', {
    says: 'Decode times increase from chunk to chunk, but for what is sent again.',
    decides: ['DI-CMAF-GP-09', 'DI-FO-07b'],
    unless: ['CMAF-FRAG-014'],
    applies: isAlone,
    check: (chunk, track) => {
      const { following, newest } = arrivalOf(chunk, track);
      if (following !== 'back' || newest === undefined) return undefined;
      const late = chunk.object !== newest.object && chunk.time + chunk.duration === newest.time;
      const sent = baseMediaDecodeTime(chunk);
      return {
        says: late
          ? 'two segments arrived in the wrong order'
          : 'the decode time goes back to media that was not sent before',
        ...timeSpot(chunk),
        expected: `baseMediaDecodeTime from ${String(sent + BigInt(newest.time - chunk.time + newest.duration))} on`,
        actual: `baseMediaDecodeTime ${String(sent)} (${inTime(newest.time - chunk.time, track)} before the newest)`,
        // Requests of their own overtake each other.
        ...(late ? { as: 'info' as const } : {}),
      };
    },
  }),
  'CMAF-TRK-004': rule('chunk', {
    says: 'A chunk that is sent again has the same samples.',
    decides: ['DI-CMAF-GP-09', 'DI-CMAF-GC-02'],
    applies: isAlone,
    check: (chunk, track) => {
      const { following, twin } = arrivalOf(chunk, track);
      if (following !== 'conflict' || twin === undefined) return undefined;
      return {
        says: 'a chunk of the same time was sent before with other samples',
        ...timeSpot(chunk),
        expected: `${samplesOf(twin)}, as in ${twin.object} at byte ${String(twin.start)}`,
        actual:
          samplesOf(chunk) === samplesOf(twin)
            ? 'the same sums, from samples of other sizes or durations'
            : samplesOf(chunk),
      };
    },
  }),
  'CMAF-TRK-013': rule('chunk', {
    says: 'Decode times can be held in 63 bits, and better in 53.',
    decides: ['DI-DEF-tfdt'],
    check: (chunk) => {
      const { timeHigh } = chunk;
      if (timeHigh < 0x200000 || !chunk.timed) return undefined;
      const actual = `baseMediaDecodeTime ${String(baseMediaDecodeTime(chunk))}`;
      if (timeHigh >= 0x80000000) {
        return {
          says: 'a decode time needs all 64 bits: many readers take it as negative',
          ...timeSpot(chunk),
          expected: 'less than 2^63',
          actual,
        };
      }
      return {
        says: 'a decode time beyond 2^53 loses ticks in readers that count in floating point',
        ...timeSpot(chunk),
        expected: 'less than 2^53',
        actual,
        as: 'info',
      };
    },
  }),
  'CMAF-TRK-022': alias(
    [
      'CMAF-TRK-001',
      'CMAF-TRK-003',
      'CMAF-TRK-023',
      'CMAF-SEG-030',
      'ISO-BOX-001',
      'ISO-BOX-002',
      'ISO-BOX-006',
    ],
    {
      says: 'A header and all fragments behind each other make a valid file.',
      decides: ['DI-CMAF-GC-02'],
    },
  ),
  'CMAF-TRK-023': rule('chunk', {
    says: 'The chunks of a fragment follow each other without a gap.',
    decides: ['DI-MT-08', 'DI-MT-01a', 'DI-INTRO-02'],
    unless: ['CMAF-FRAG-014'],
    applies: isAlone,
    check: (chunk, track) => {
      if (chunk.opensFragment !== false) return undefined;
      const arrival = arrivalOf(chunk, track);
      if (arrival.following !== 'gap' && arrival.following !== 'overlap') return undefined;
      return isRounding(arrival.difference, track)
        ? undefined
        : discontinuity(chunk, track, arrival, 'inside a fragment');
    },
  }),
} satisfies Partial<Record<keyof typeof cmafTrkFacts, Rule>>;
