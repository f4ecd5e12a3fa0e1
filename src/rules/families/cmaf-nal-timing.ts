import { child, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { parseAvcC } from '../../media/codec/avc.ts';
import { parseAvcSps } from '../../media/codec/avc-sps.ts';
import { parseHvcC } from '../../media/codec/hevc.ts';
import { parseHevcSps } from '../../media/codec/hevc-sps.ts';
import type { Rational } from '../../media/text/rational.ts';
import type { Presentation } from '../model/together.ts';
import type { Fragment, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { hasNals, sequenceSet } from './cmaf-nal-coding.ts';

/** Pictures a second by the parameter set of a configuration; undefined where none is told. */
const rateOf = (entry: Box): number | undefined => {
  const avcC = child(entry, 'avcC');
  if (avcC !== undefined) {
    const config = parseAvcC(payloadOf(avcC));
    const sps = 'value' in config ? config.value.sequenceParameterSets[0] : undefined;
    const parsed = sps === undefined ? undefined : parseAvcSps(sps.bytes);
    const timing = parsed !== undefined && 'value' in parsed ? parsed.value.vui?.timing : undefined;
    // A tick is a field, of which a picture has two (ISO/IEC 14496-10, E.2.1).
    return timing !== undefined && timing.num_units_in_tick > 0
      ? timing.time_scale / (2 * timing.num_units_in_tick)
      : undefined;
  }
  const hvcC = child(entry, 'hvcC');
  if (hvcC === undefined) return undefined;
  const config = parseHvcC(payloadOf(hvcC));
  const sets = 'value' in config ? config.value.arrays : [];
  const sps = sets.find(({ NAL_unit_type }) => NAL_unit_type === sequenceSet.hevc)?.nalus[0];
  const parsed = sps === undefined ? undefined : parseHevcSps(sps.bytes);
  const timing = parsed !== undefined && 'value' in parsed ? parsed.value.vui?.timing : undefined;
  return timing !== undefined && timing.num_units_in_tick > 0
    ? timing.time_scale / timing.num_units_in_tick
    : undefined;
};

const rates = new WeakMap<Box, number>();

const knownRate = (entry: Box): number => {
  let rate = rates.get(entry);
  if (rate === undefined) {
    rate = rateOf(entry) ?? 0;
    rates.set(entry, rate);
  }
  return rate;
};

const otherRate = ({ samples, duration, last }: Fragment, { trak }: Track): Broken | undefined => {
  const [entry] = trak?.entries ?? [];
  if (trak === undefined || entry === undefined || trak.entries.length > 1 || last || duration === 0)
    return undefined;
  const told = knownRate(entry);
  const measured = (samples * trak.timescale) / duration;
  if (told === 0 || measured === 0 || Math.abs(measured / told - 1) <= 0.01) return undefined;
  return {
    says: 'pictures come at another rate than the parameter set tells',
    expected: `about ${String(Math.round(told * 1000) / 1000)} pictures a second`,
    actual: String(Math.round(measured * 1000) / 1000),
  };
};

/** A fragment of a video track, by the times at which its first picture is shown, and how long a picture lasts. */
interface Start {
  readonly at: bigint;
  readonly duration: bigint;
  readonly frame: bigint;
}

const startAt = ({ grid, trak }: Track, i: number): Start => ({
  at: grid.time(i) + BigInt(Math.trunc(grid.earliest(i))) - (trak?.mediaTime ?? 0n),
  duration: BigInt(Math.trunc(grid.duration(i))),
  frame: BigInt(Math.ceil(grid.duration(i) / Math.max(1, grid.samples(i)))),
});

/** The last fragment that begins at or before a time, and the one behind it. */
const around = (track: Track, at: bigint): readonly Start[] => {
  let low = 0;
  let high = track.grid.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startAt(track, middle).at <= at) low = middle + 1;
    else high = middle;
  }
  return [low - 1, low].filter((i) => i >= 0 && i < track.grid.count).map((i) => startAt(track, i));
};

/** How a splice lies in the fragments of a video track: undefined where it begins one, or lies outside of all. */
const missedBy = (track: Track, { numerator, denominator }: Rational): string | undefined => {
  const at = (numerator * BigInt(track.trak?.timescale ?? 0)) / denominator;
  const near = around(track, at);
  const [holder] = near;
  if (holder === undefined || at < holder.at || at >= holder.at + holder.duration) return undefined;
  const distances = near.map((start) => (start.at > at ? start.at - at : at - start.at));
  const least = distances.reduce((a, b) => (a < b ? a : b));
  return least <= holder.frame ? undefined : `the nearest fragment begins ${String(least)} ticks off`;
};

const missedSplices = ({ tracks }: Presentation): readonly Broken[] => {
  const pictures = tracks.filter(({ trak }) => trak?.kind === 'video' && trak.timescale > 0);
  const splices = tracks.flatMap(({ events = [] }) => events.filter(({ splice }) => splice));
  return splices.flatMap(({ time, id }) => {
    if (time === undefined) return [];
    return pictures.flatMap((track) => {
      const missed = missedBy(track, time);
      if (missed === undefined) return [];
      return [
        {
          says: 'no video fragment begins where a splice is announced',
          object: track.name,
          expected: `a fragment that begins at ${String(Number(time.numerator) / Number(time.denominator))} s (event ${String(id)})`,
          actual: missed,
        },
      ];
    });
  });
};

/** Times of pictures. */
export const cmafNalTimingRules = {
  'CMAF-NAL-013': rule('fragment', {
    says: 'Pictures come at the rate that their parameter set tells.',
    decides: ['DI-MT-05a'],
    applies: (track) => hasNals(track) && track.trak?.kind === 'video',
    check: otherRate,
  }),
  'CMAF-NAL-014': rule('presentation', {
    says: 'Where a splice is announced, a fragment of every video track begins.',
    check: missedSplices,
  }),
};
