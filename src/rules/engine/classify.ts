import type { Chunk } from '../model/chunk.ts';
import type { Track } from '../model/track.ts';
import { beginsWithSync } from './fragments.ts';

/** Segment and fragment brands of styp (ISO/IEC 23000-19, 7.2), and those of DASH. */
const opening = ['cmff', 'cmfs'];
const dash = ['msdh', 'msix'];

/**
 * Whether a fragment begins with a chunk. In this order: its styp says so; it is the first behind a header or of an
 * object; its first sample is a sync sample of a track that has others; and of a track of sync samples only, it is so
 * long that it must be a fragment. `undefined` where a track of short all-sync chunks tells its fragments by nothing.
 */
export const opensFragment = (
  chunk: Chunk,
  track: Track,
  brands: readonly string[],
  marked: boolean,
): boolean | undefined => {
  const sync = beginsWithSync(chunk);
  if (chunk.afterHeader) return true;
  if (brands.length > 0) {
    if (brands.some((brand) => opening.includes(brand))) return true;
    if (brands.some((brand) => dash.includes(brand)) && (sync || chunk.opensObject)) return true;
  }
  const kind = track.trak?.kind;
  const mixed = kind === 'video' || track.nonSync || chunk.nonSync > 0;
  // A styp with nothing but `cmfl` is told of a chunk that need not begin a fragment.
  if (chunk.opensObject && !brands.includes('cmfl')) return true;
  if (mixed) return sync;
  const timescale = track.trak?.timescale ?? 0;
  if (timescale > 0 && chunk.duration >= 0.9 * timescale) return true;
  return marked ? false : undefined;
};
