import type { Broken, Outcome, Subjects } from '../rule.ts';
import type { ChunkSamples, Track } from './track.ts';

/** A sample of a text or metadata track whose bytes are all there. */
export interface WholeSample {
  /** Which sample of its chunk it is, from 0. */
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Absolute offset of its first byte. */
  readonly offset: number;
  /** As it is written, in ticks of the track. */
  readonly duration: number;
  /** Presentation time in ticks behind the origin of the track, edit list applied; NaN without a tfdt. */
  readonly time: number;
}

/** Samples of one chunk that are looked at. No track of text or metadata has that many by far. */
const mostSamples = 8192;
/** Different faults of one rule in one chunk that are told. */
const mostTold = 8;

const known = new WeakMap<ChunkSamples, readonly WholeSample[]>();

/** The samples of a chunk that are there as a whole, in their order; gathered once for all rules that ask. */
export const wholeSamples = (
  { chunk, samples }: Subjects['samples'],
  track: Track,
): readonly WholeSample[] => {
  const gathered = known.get(samples);
  if (gathered !== undefined) return gathered;
  const list: WholeSample[] = [];
  const skipped = Number(track.trak?.mediaTime ?? 0n);
  let decoded = chunk.time;
  for (let i = 0; i < samples.count && i < mostSamples; i++) {
    const duration = samples.duration(i);
    if (samples.whole(i)) {
      list.push({
        index: i,
        bytes: samples.bytes(i),
        offset: samples.offset(i),
        duration,
        time: decoded + (chunk.listed.offsets[i] ?? 0) - skipped,
      });
    }
    decoded += duration;
  }
  known.set(samples, list);
  return list;
};

/** A time of a sample in ticks on the timeline of the track, or undefined where it has none. */
export const absolute = (time: number, track: Track): bigint | undefined =>
  Number.isFinite(time) ? track.origin + BigInt(Math.trunc(time)) : undefined;

/**
 * What a check says of the samples of a chunk, one by one: each kind of fault once, and no more than a few. Faults
 * that do not say where they are stand at the first byte of their sample.
 */
export const overSamples = (
  subject: Subjects['samples'],
  track: Track,
  check: (sample: WholeSample) => Outcome,
): readonly Broken[] | undefined => {
  const told = new Map<string, Broken>();
  for (const sample of wholeSamples(subject, track)) {
    const outcome = check(sample);
    if (outcome === undefined) continue;
    for (const broken of 'says' in outcome ? [outcome] : outcome) {
      if (told.has(broken.says) || told.size >= mostTold) continue;
      told.set(
        broken.says,
        broken.offset === undefined
          ? { ...broken, offset: sample.offset, length: sample.bytes.length }
          : broken,
      );
    }
  }
  return told.size === 0 ? undefined : [...told.values()];
};
