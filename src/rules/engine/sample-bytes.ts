import { child } from '../../media/isobmff/box.ts';
import type { Chunk } from '../model/chunk.ts';
import type { ChunkSamples } from '../model/track.ts';

const nothing = new Uint8Array(0);

/** Where the samples of a chunk lie, and how to look at them once their bytes are there. */
export interface SampleBytes {
  /** Offset of the first sample in the payload, and of its end; 0 where it lies outside. */
  readonly firstAt: number;
  readonly firstEnd: number;
  readonly samples: (payload: Uint8Array) => ChunkSamples;
}

/**
 * The samples of a chunk (ISO/IEC 14496-12, 8.8.8) over the payload of its mdat, whose first byte has the absolute
 * offset `dataStart`. Offsets are counted from the moof; a trun without one goes on where the last one ended.
 */
export const sampleBytes = (chunk: Chunk, dataStart: number, every: boolean): SampleBytes => {
  const { listed, traf } = chunk;
  const starts = new Float64Array(listed.listed);
  let at = dataStart;
  let i = 0;
  for (const trun of traf.truns) {
    if (trun.dataOffset !== undefined) at = chunk.start + trun.dataOffset;
    for (let n = 0; n < trun.listed && i < listed.listed; n++, i++) {
      starts[i] = at;
      at += listed.sizes[i] ?? 0;
    }
  }
  const firstAt = Math.max(0, (starts[0] ?? dataStart) - dataStart);
  const compositions = (index: number): number => {
    let time = chunk.time;
    for (let n = 0; n < index; n++) time += listed.durations[n] ?? 0;
    return time + (listed.offsets[index] ?? 0);
  };
  const subsamples = child(
    chunk.moof.children.find(({ type }) => type === 'traf'),
    'subs',
  );
  return {
    firstAt,
    firstEnd: listed.listed === 0 ? 0 : firstAt + (listed.sizes[0] ?? 0),
    samples: (payload) => ({
      count: every ? listed.listed : Math.min(1, listed.listed),
      bytes: (index) => {
        const from = (starts[index] ?? 0) - dataStart;
        if (from < 0 || from > payload.length) return nothing;
        return payload.subarray(from, from + (listed.sizes[index] ?? 0));
      },
      offset: (index) => starts[index] ?? 0,
      size: (index) => listed.sizes[index] ?? 0,
      duration: (index) => listed.durations[index] ?? 0,
      flags: (index) => listed.flags[index] ?? 0,
      composition: compositions,
      whole: (index) => {
        const from = (starts[index] ?? 0) - dataStart;
        return from >= 0 && from + (listed.sizes[index] ?? 0) <= payload.length;
      },
      opensFragment: chunk.opensFragment,
      every,
      subsamples,
    }),
  };
};
