import { child, decodeAs } from '../../media/isobmff/box.ts';
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import type { FragmentGrid, Track } from '../model/track.ts';
import { at } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { isAlone } from './cmaf-trk-arrival.ts';

/** Seconds that a fragment lasts ("about 1 to 6"), with a tenth of tolerance. */
const shortest = 0.9;
const longest = 6.6;

/** Fragments that have a neighbour on either side, without a gap: neither the first nor the last of a session. */
const inner = (grid: FragmentGrid): readonly number[] => {
  const follows = (i: number): boolean => grid.time(i - 1) + BigInt(grid.duration(i - 1)) === grid.time(i);
  const found: number[] = [];
  for (let i = 1; i + 1 < grid.count; i++) {
    if (follows(i) && follows(i + 1)) found.push(i);
  }
  return found;
};

/** The duration that most of some fragments have. */
const usual = (grid: FragmentGrid, fragments: readonly number[]): number => {
  const counts = new Map<number, number>();
  let mode = 0;
  for (const i of fragments) {
    const duration = grid.duration(i);
    const count = (counts.get(duration) ?? 0) + 1;
    counts.set(duration, count);
    if (count > (counts.get(mode) ?? 0)) mode = duration;
  }
  return mode;
};

const seconds = (ticks: number, timescale: number): string => `${(ticks / timescale).toFixed(3)} s`;

const sparse = ({ trak }: Track): boolean =>
  trak?.kind === 'text' || trak?.kind === 'subtitle' || trak?.kind === 'metadata';

/** Some fragments of a track that are not as they should be: the first, and how many more. */
const several = (
  track: Track,
  found: readonly number[],
  of: number,
  says: string,
  expected: string,
): Broken | undefined => {
  const { grid, trak } = track;
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    says,
    object: grid.object(first),
    box: 'moof',
    offset: grid.start(first),
    expected,
    actual: `${seconds(grid.duration(first), trak?.timescale ?? 1)} (${String(found.length)} of ${String(of)} fragments)`,
    ...(sparse(track) ? { as: 'info' as const } : {}),
  };
};

const bits = (rate: number): string => `${String(Math.round(rate))} bit/s`;

/** The fragments of a track: how long they are, and how much they hold. */
export const cmafTrkFragmentRules = {
  'CMAF-TRK-010': rule('track', {
    says: 'All fragments but the first and the last have the same duration, to a sample.',
    decides: ['DI-MT-03a', 'DI-MT-03b'],
    applies: isAlone,
    check: (track) => {
      const { grid, trak } = track;
      const fragments = inner(grid);
      if (fragments.length < 3 || trak === undefined || trak.timescale === 0) return undefined;
      const mode = usual(grid, fragments);
      const differ = fragments.filter((i) => {
        const sample = grid.samples(i) === 0 ? 0 : grid.duration(i) / grid.samples(i);
        const tolerance = trak.kind === 'audio' ? sample : Math.max(sample, mode / 100);
        return Math.abs(grid.duration(i) - mode) > Math.ceil(tolerance);
      });
      return several(
        track,
        differ,
        fragments.length,
        'fragments have different durations',
        `about ${seconds(mode, trak.timescale)}, as most`,
      );
    },
  }),
  'CMAF-TRK-011': rule('track', {
    says: 'A fragment lasts about one to six seconds.',
    decides: ['DI-MT-04'],
    applies: isAlone,
    check: (track) => {
      const { grid, trak } = track;
      const timescale = trak?.timescale ?? 0;
      if (timescale === 0) return undefined;
      const fragments = inner(grid);
      const long = fragments.filter((i) => grid.duration(i) > longest * timescale);
      const short = fragments.filter((i) => grid.duration(i) < shortest * timescale);
      return [
        several(track, long, fragments.length, 'fragments are longer than six seconds', '1 to 6 s'),
        several(track, short, fragments.length, 'fragments are shorter than a second', '1 to 6 s'),
      ].filter((each) => each !== undefined);
    },
  }),
  'CMAF-TRK-018': rule('track', {
    says: 'The bit rate keeps to what the sample entry announces.',
    decides: ['DI-CMAF-GP-11', 'DI-MT-07'],
    applies: isAlone,
    check: (track) => {
      const { grid, trak } = track;
      const btrt = child(trak?.entries[0], 'btrt');
      const timescale = trak?.timescale ?? 0;
      if (btrt === undefined || timescale === 0 || track.duration < 10 * timescale) return undefined;
      const { maxBitrate, avgBitrate } = decodeAs(btrt, 'btrt').value;
      const found: Broken[] = [];
      const where = trak === undefined ? {} : { object: trak.header.object };
      let peak = 0;
      for (let i = 0; i < grid.count; i++) {
        // The standard counts over a second; shorter ones say nothing.
        const duration = grid.duration(i) / timescale;
        if (duration >= 0.9) peak = Math.max(peak, (grid.bytes(i) * 8) / duration);
      }
      if (maxBitrate > 0 && peak > 1.1 * maxBitrate) {
        found.push({
          says: 'a fragment has a higher bit rate than the greatest that btrt announces',
          ...where,
          ...at(btrt, 'btrt', 'maxBitrate'),
          expected: `maxBitrate of at least ${bits(peak)}`,
          actual: bits(maxBitrate),
        });
      }
      const average = (track.bytes * 8 * timescale) / track.duration;
      // A quiet beginning says nothing of the average; a minute does.
      const low = track.duration >= 60 * timescale && average < 0.1 * avgBitrate;
      if (avgBitrate > 0 && (average > 1.25 * avgBitrate || low)) {
        found.push({
          says: `the bit rate is much ${low ? 'lower' : 'higher'} than the average that btrt announces`,
          ...where,
          ...at(btrt, 'btrt', 'avgBitrate'),
          expected: `avgBitrate of about ${bits(average)}`,
          actual: bits(avgBitrate),
        });
      }
      return found;
    },
  }),
  'CMAF-TRK-024': rule('chunk', {
    says: 'The chunks of low-latency fragments have the same duration, but for the last one.',
    decides: ['DI-MT-08'],
    applies: isAlone,
    start: () => {
      let regular: number | undefined;
      return (chunk, { previous, trak }) => {
        // The chunk before is not the last of its fragment where this one goes on with it.
        if (chunk.opensFragment !== false || previous === undefined || previous.samples === 0)
          return undefined;
        regular ??= previous.duration;
        const sample = previous.duration / previous.samples;
        if (Math.abs(previous.duration - regular) <= Math.max(sample, regular / 10)) return undefined;
        const timescale = trak?.timescale ?? 0;
        if (timescale === 0) return undefined;
        return {
          says: 'the chunks of fragments have different durations',
          object: previous.object,
          box: `moof[${String(previous.ordinal)}]`,
          offset: previous.start,
          expected: `about ${seconds(regular, timescale)}, as the first`,
          actual: seconds(previous.duration, timescale),
        };
      };
    },
  }),
} satisfies Partial<Record<keyof typeof cmafTrkFacts, Rule>>;
