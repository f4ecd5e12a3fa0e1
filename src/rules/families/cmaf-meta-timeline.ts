import { find } from '../../media/isobmff/box.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { gapBefore, nonSyncSamples } from './cmaf-imsc-timeline.ts';
import { isInstances, isMetadata } from './cmaf-meta-events.ts';

/** How a sample says that nobody knows yet how long it lasts (DASH-IF Ingest, timed metadata 15). */
const isUnknown = (duration: number): boolean => duration === 0 || duration === 0xffffffff;

const lastIsUnknown = ({ listed: { durations, listed } }: Chunk): boolean =>
  listed > 0 && isUnknown(durations[listed - 1] ?? 1);

const gaps = () => {
  let unknown = false;
  return (chunk: Chunk, track: Track): Broken | undefined => {
    const before = unknown;
    unknown = lastIsUnknown(chunk);
    return before ? undefined : gapBefore(chunk, track, 'time without events is filled by empty samples');
  };
};

/** No sample of a metadata track may last so many ticks, or so many seconds. */
const mostTicks = 2 ** 31;
const mostSeconds = 3600;

const overflow = (chunk: Chunk, { trak }: Track): Broken | undefined => {
  const { longest } = chunk;
  const tooManyTicks = longest >= mostTicks;
  if (!tooManyTicks && longest <= mostSeconds * (trak?.timescale ?? Infinity)) return undefined;
  if (longest === 0xffffffff) return undefined;
  const [trun] = chunk.traf.truns;
  return {
    says: tooManyTicks
      ? 'the duration of a sample is close to the end of 32 bits: fill the time with empty samples'
      : 'a sample lasts longer than an hour: fill the time with empty samples',
    ...(trun === undefined ? {} : { box: trun.box }),
    expected: tooManyTicks ? `fewer than ${String(mostTicks)} ticks` : `at most ${String(mostSeconds)} s`,
    actual: `${String(longest)} ticks`,
  };
};

const unknownDurations = () => {
  let start = NaN;
  return (chunk: Chunk): Broken | undefined => {
    const earliest = start;
    start = lastIsUnknown(chunk) ? chunk.time + chunk.duration - lastDuration(chunk) : NaN;
    const [trun] = chunk.traf.truns;
    if (chunk.time < earliest) {
      return {
        says: 'the chunk after a sample of unknown duration begins before that sample',
        ...(chunk.traf.tfdt === undefined ? {} : { box: chunk.traf.tfdt }),
        expected: 'the time of that sample, or a later one',
        actual: `${String(earliest - chunk.time)} ticks before it`,
      };
    }
    if (chunk.shortest > 0 && chunk.longest < 0xffffffff) return undefined;
    const { durations, listed } = chunk.listed;
    if (listed === 0 || !durations.subarray(0, listed - 1).some(isUnknown)) return undefined;
    return {
      says: 'a sample of unknown duration is not the last of its chunk',
      ...(trun === undefined ? {} : { box: trun.box }),
      expected: 'durations of 0 or 0xFFFFFFFF only at the end',
      actual: 'one before the end',
    };
  };
};

const lastDuration = ({ listed: { durations, listed } }: Chunk): number => durations[listed - 1] ?? 0;

const syncOnly = (chunk: Chunk, { trak }: Track): Broken | undefined => {
  if (chunk.nonSync > 0) return nonSyncSamples(chunk, 'a metadata sample is flagged as no sync sample');
  if (!chunk.afterHeader || trak === undefined) return undefined;
  const stss = find(trak.box, 'mdia/minf/stbl/stss');
  return stss === undefined
    ? undefined
    : {
        says: 'a metadata track has a table of sync samples, as if it had others',
        box: stss,
        expected: 'no stss',
        actual: 'stss',
      };
};

/** How far the durations of fragments may differ: a tenth. */
const steady = ({ grid, trak }: Track): Broken | undefined => {
  if (grid.count < 4) return undefined;
  let shortest = Infinity;
  let longest = 0;
  for (let i = 1; i < grid.count - 1; i++) {
    const duration = grid.duration(i);
    if (duration < shortest) shortest = duration;
    if (duration > longest) longest = duration;
  }
  if (longest * 0.9 <= shortest) return undefined;
  const scale = trak?.timescale ?? 1;
  return {
    says: 'the fragments of a metadata track last differently long',
    expected: 'one duration for all but the first and the last',
    actual: `${(shortest / scale).toFixed(3)} to ${(longest / scale).toFixed(3)} s`,
  };
};

/** How a metadata track goes on in time (DASH-IF Ingest, timed metadata 7 to 10 and 15). */
export const metaTimelineRules = {
  'CMAF-META-007': rule('chunk', {
    says: 'A metadata track has no gaps: time without events is filled.',
    decides: ['DI-TM-07a', 'DI-TM-07b'],
    unless: ['CMAF-FRAG-014'],
    applies: isMetadata,
    start: gaps,
  }),
  'CMAF-META-008': rule('chunk', {
    says: 'No sample of a metadata track lasts nearly as long as 32 bits can tell.',
    decides: ['DI-TM-07b'],
    applies: isMetadata,
    check: overflow,
  }),
  'CMAF-META-009': rule('chunk', {
    says: 'Every sample of a metadata track is a sync sample, and no table tells them.',
    decides: ['DI-TM-10a', 'DI-TM-10b'],
    applies: isMetadata,
    check: syncOnly,
  }),
  'CMAF-META-011': rule('chunk', {
    says: 'A sample in which no event is active is an empty event message box.',
    decides: ['DI-TM-07b', 'DI-TM-08'],
    applies: isInstances,
    check: (chunk) => {
      if (chunk.smallest > 0 || chunk.samples === 0) return undefined;
      const [trun] = chunk.traf.truns;
      return {
        says: 'a sample of a track of event instances has no bytes',
        ...(trun === undefined ? {} : { box: trun.box }),
        expected: 'an emeb of 8 bytes',
        actual: '0 bytes',
      };
    },
  }),
  'CMAF-META-016': rule('chunk', {
    says: 'Only the last sample of a chunk has an unknown duration, and what follows does not begin before it.',
    decides: ['DI-TM-15'],
    applies: isMetadata,
    start: unknownDurations,
  }),
  'CMAF-META-020': rule('track', {
    says: 'Fragments of a metadata track are of one duration.',
    applies: (track) => isMetadata(track) && track.settings.head,
    check: steady,
  }),
};
