import { mostPayload } from '../../media/isobmff/walker.ts';
import type { Chunk } from '../model/chunk.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { sampleBytes } from './sample-bytes.ts';

/** Text and metadata payloads larger than this are not read. */
const mostSmallPayload = 2 ** 20;
/** Bytes of the first sample that a deep look at first samples reads. */
const mostFirstSample = 2 ** 16;

/** How much of a payload is to be read, and how its samples are looked at then. */
export interface WantedPayload {
  /** Bytes from the beginning of the payload. */
  readonly length: number;
  readonly samples: (payload: Uint8Array) => ChunkSamples;
}

/**
 * What of a chunk's payload is to be read: all of text and metadata (up to a limit); of other media, with a deep look,
 * the first sample of each fragment or everything. Undefined for nothing.
 */
export const wantedPayload = (
  chunk: Chunk,
  track: Track,
  payload: number | undefined,
  dataStart: number,
): WantedPayload | undefined => {
  const kind = track.trak?.kind;
  const small = kind === 'text' || kind === 'subtitle' || kind === 'metadata';
  const { deep } = track.settings;
  if (!small && deep === 'off') return undefined;
  const every = small || deep === 'every';
  if (!every && chunk.opensFragment === false) return undefined;
  if (small && (payload ?? Infinity) > mostSmallPayload) return undefined;
  const { firstAt, firstEnd, samples } = sampleBytes(chunk, dataStart, every);
  const limit = small ? mostSmallPayload : every ? mostPayload : firstAt + mostFirstSample;
  const length = Math.min(limit, payload ?? limit, every ? (payload ?? limit) : firstEnd);
  return { length: Math.max(0, length), samples };
};
