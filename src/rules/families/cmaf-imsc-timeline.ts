import { baseMediaDecodeTime, type Chunk } from '../model/chunk.ts';
import type { Track } from '../model/track.ts';
import type { Broken } from '../rule.ts';

/**
 * What to say of a chunk of a sparse track in front of which samples are missing (ISO/IEC 23000-19, 7.3.2.2); nothing
 * where it begins where the one before ends. A tick of difference is forgiven where the timescale is coarse: it comes
 * of rounding.
 */
export const gapBefore = (chunk: Chunk, { previous, trak }: Track, hint: string): Broken | undefined => {
  if (previous === undefined || !previous.sound || !chunk.timed || chunk.resumes) return undefined;
  const missing = chunk.time - (previous.time + previous.duration);
  if (!(missing > ((trak?.timescale ?? 0) <= 1000 ? 1 : 0))) return undefined;
  const sent = baseMediaDecodeTime(chunk);
  return {
    says: `samples are missing in front of a chunk: ${hint}`,
    ...(chunk.traf.tfdt === undefined ? {} : { box: chunk.traf.tfdt }),
    expected: `baseMediaDecodeTime ${String(sent - BigInt(missing))}`,
    actual: `baseMediaDecodeTime ${String(sent)} (${String(missing)} ticks later)`,
  };
};

/** What to say of a chunk with a sample of no bytes, where silence has to be written as `silence`. */
export const emptySample = (chunk: Chunk, silence: string): Broken | undefined => {
  if (chunk.samples === 0 || chunk.smallest > 0) return undefined;
  const [trun] = chunk.traf.truns;
  return {
    says: `a sample has no bytes: silence is ${silence}`,
    ...(trun === undefined ? {} : { box: trun.box }),
    expected: silence,
    actual: 'a sample of 0 bytes',
  };
};

/** What to say of a chunk with samples that are flagged as no sync samples (ISO/IEC 14496-12, 8.8.3.1). */
export const nonSyncSamples = (chunk: Chunk, says: string): Broken => {
  const [trun] = chunk.traf.truns;
  return {
    says,
    ...(trun === undefined ? {} : { box: trun.box }),
    expected: 'sample_is_non_sync_sample 0',
    actual: `${String(chunk.nonSync)} of ${String(chunk.samples)} samples`,
  };
};
