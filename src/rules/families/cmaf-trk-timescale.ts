import { decodeAs } from '../../media/isobmff/box.ts';
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import type { Trak } from '../model/header.ts';
import { at } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { isAlone } from './cmaf-trk-arrival.ts';

/** Frame rates in use, as a timescale and the ticks of a frame. */
const rates: readonly (readonly [timescale: number, frame: number])[] = [
  [24000, 1001],
  [24000, 1000],
  [25000, 1000],
  [30000, 1001],
  [30000, 1000],
  [48000, 1001],
  [48000, 1000],
  [50000, 1000],
  [60000, 1001],
  [60000, 1000],
  [100000, 1000],
  [120000, 1001],
  [120000, 1000],
];

/** The timescale of Smooth Streaming, which is what it is for every rate. */
const smooth = 10_000_000;

/** What would count a track of this many ticks a sample in integers, as far as we know. */
const advice = (trak: Trak, ticks: number): string => {
  const entry = trak.entries[0];
  if (trak.kind === 'audio') {
    const rate = entry?.type === 'mp4a' ? decodeAs(entry, 'mp4a').value.samplerate / 0x10000 : 0;
    return rate > 0
      ? `timescale ${String(Math.trunc(rate))}, the sampling rate`
      : 'the sampling rate, such as 48000';
  }
  const rate = trak.timescale / ticks;
  const known = rates.find(([timescale, frame]) => Math.abs(timescale / frame / rate - 1) < 0.0005);
  return known === undefined
    ? 'a multiple of the frame rate'
    : `timescale ${String(known[0])} with ${String(known[1])} ticks a frame`;
};

/** The timescale, for the frames and samples that it counts. */
export const cmafTrkTimescaleRules = {
  'CMAF-TRK-012': rule('chunk', {
    says: 'The timescale counts frames in integers, so that all of them have the same duration.',
    decides: ['DI-MT-05a', 'DI-MT-05b', 'DI-MT-05c', 'DI-MT-03c'],
    applies: (track) => isAlone(track) && (track.trak?.kind === 'video' || track.trak?.kind === 'audio'),
    start: () => {
      let before = 0;
      return (chunk, { trak }): Broken | undefined => {
        const { shortest, longest } = chunk;
        const last = before === 0 ? shortest : before;
        before = shortest;
        if (shortest === longest && shortest === last) return undefined;
        // Rounding differs by a tick. Frames that are left out, and the last one of a track, differ by more.
        const least = Math.min(shortest, last);
        const spread = Math.max(longest, last) - least;
        if (trak === undefined || spread === 0 || spread > 2 || least <= 2 * spread) return undefined;
        const mdhd = trak.box.children
          .find(({ type }) => type === 'mdia')
          ?.children.find(({ type }) => type === 'mdhd');
        return {
          says: 'sample durations alternate by a tick: the timescale does not fit the rate',
          ...(mdhd === undefined ? {} : { object: trak.header.object, ...at(mdhd, 'mdhd', 'timescale') }),
          expected: advice(trak, chunk.samples === 0 ? least : chunk.duration / chunk.samples),
          actual: `timescale ${String(trak.timescale)}, durations of ${String(least)} to ${String(least + spread)} ticks`,
          ...(trak.timescale === smooth ? { as: 'info' as const } : {}),
        };
      };
    },
  }),
} satisfies Partial<Record<keyof typeof cmafTrkFacts, Rule>>;
