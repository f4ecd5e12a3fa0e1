import { mostFragmentSamples, type Fragment, type FragmentSamples } from '../model/track.ts';
import type { Chunk } from '../model/chunk.ts';
import { nonSyncBit } from '../model/chunk.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The fragment that is being read, chunk by chunk. */
export interface OpenFragment {
  /** Begins a fragment with this chunk. `listing` says whether its samples are listed. */
  open(chunk: Chunk, index: number, first: boolean, brands: readonly string[], listing: boolean): void;
  /** Takes a further chunk of it in. */
  add(chunk: Chunk): void;
  isOpen(): boolean;
  /** Gives it up: where it ends cannot be told. */
  discard(): void;
  /** Ends it. The value is used again for the next one; its samples are valid until then. */
  close(last: boolean): Fragment | undefined;
}

const mix = (print: number, chunk: Chunk): number => {
  let mixed = print;
  const { durations, offsets, listed } = chunk.listed;
  for (let i = 0; i < listed; i++) {
    mixed = Math.imul(mixed ^ (durations[i] ?? 0), 0x01000193);
    mixed = Math.imul(mixed ^ (offsets[i] ?? 0), 0x01000193);
  }
  return mixed >>> 0;
};

export const openFragment = (): OpenFragment & { print(): number } => {
  let current: Mutable<Fragment> | undefined;
  let print = 0;
  let end = 0;
  const decode = new Float64Array(mostFragmentSamples);
  const composition = new Float64Array(mostFragmentSamples);
  const durations = new Uint32Array(mostFragmentSamples);
  const flags = new Uint32Array(mostFragmentSamples);
  let listed = 0;
  let listing = false;

  const list = (chunk: Chunk, offset: number): void => {
    const { listed: samples } = chunk;
    let at = offset;
    for (let i = 0; i < samples.listed && listed < mostFragmentSamples; i++, listed++) {
      const duration = samples.durations[i] ?? 0;
      decode[listed] = at;
      composition[listed] = at + (samples.offsets[i] ?? 0);
      durations[listed] = duration;
      flags[listed] = samples.flags[i] ?? 0;
      at += duration;
    }
  };

  const add = (chunk: Chunk): void => {
    if (current === undefined) return;
    const offset = chunk.timed ? chunk.time - current.time : end - current.time;
    if (listing) list(chunk, offset);
    if (chunk.timed && chunk.time !== end) current.contiguous = false;
    current.chunks += 1;
    current.duration += chunk.duration;
    current.samples += chunk.samples;
    current.bytes += chunk.bytes;
    current.earliest = Math.min(current.earliest, offset + chunk.earliest);
    current.latest = Math.max(current.latest, offset + chunk.latest);
    current.nonSync += chunk.nonSync;
    current.syncs += chunk.samples - chunk.nonSync;
    current.smallest = Math.min(current.smallest, chunk.smallest);
    current.largest = Math.max(current.largest, chunk.largest);
    current.leastOffset = Math.min(current.leastOffset, chunk.leastOffset);
    current.greatestOffset = Math.max(current.greatestOffset, chunk.greatestOffset);
    print = mix(print, chunk);
    end = (chunk.timed ? chunk.time : end) + chunk.duration;
  };

  return {
    open: (chunk, index, first, brands, listsSamples) => {
      listed = 0;
      listing = listsSamples;
      print = 0x811c9dc5;
      const time = chunk.timed ? chunk.time : end;
      end = time;
      current = {
        index,
        object: chunk.object,
        ordinal: chunk.ordinal,
        start: chunk.start,
        sequence: chunk.sequence,
        time,
        duration: 0,
        samples: 0,
        bytes: 0,
        chunks: 0,
        earliest: Infinity,
        latest: -Infinity,
        firstFlags: chunk.firstFlags,
        nonSync: 0,
        syncs: 0,
        smallest: Infinity,
        largest: 0,
        leastOffset: Infinity,
        greatestOffset: -Infinity,
        trunVersion: chunk.traf.truns[0]?.version ?? 0,
        contiguous: true,
        brands,
        first,
        last: false,
      };
      add(chunk);
    },
    add,
    isOpen: () => current !== undefined,
    discard: () => {
      current = undefined;
    },
    print: () => print,
    close: (last) => {
      const closed = current;
      current = undefined;
      if (closed === undefined) return undefined;
      closed.last = last;
      if (listing) {
        const columns: FragmentSamples = { count: listed, decode, composition, durations, flags };
        closed.listed = columns;
      }
      return closed;
    },
  };
};

/** Whether the first sample of a chunk is a sync sample by its flags. */
export const beginsWithSync = (chunk: Chunk): boolean => (chunk.firstFlags & nonSyncBit) === 0;
