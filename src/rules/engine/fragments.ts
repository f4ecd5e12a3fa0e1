import { mostFragmentSamples, type Fragment, type FragmentSamples } from '../model/track.ts';
import type { Chunk } from '../model/chunk.ts';
import { nonSyncBit } from '../model/chunk.ts';

const none: readonly string[] = [];

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
  /** Ends it. The value is used again for the next one but one; its samples are valid until `settle`. */
  close(last: boolean): Fragment | undefined;
  /** Takes the samples off what was closed last, for those of the next one overwrite them. */
  settle(): void;
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

/** A value to be filled in: all its numbers are set where a fragment is opened. */
const blankFragment = (): Mutable<Fragment> & { listed: FragmentSamples | undefined } => ({
  index: 0,
  object: '',
  ordinal: 0,
  start: 0,
  sequence: 0,
  time: 0,
  duration: 0,
  samples: 0,
  bytes: 0,
  chunks: 0,
  earliest: Infinity,
  latest: -Infinity,
  firstFlags: 0,
  nonSync: 0,
  syncs: 0,
  smallest: Infinity,
  largest: 0,
  leastOffset: Infinity,
  greatestOffset: -Infinity,
  trunVersion: 0,
  contiguous: true,
  brands: none,
  listed: undefined,
  first: false,
  last: false,
});

export const openFragment = (): OpenFragment & { print(): number } => {
  /** Of two values one is the fragment that is read and the other the one before it: rules look at both. */
  let next = blankFragment();
  let closedLast = blankFragment();
  let current: typeof next | undefined;
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
      const opened = next;
      opened.index = index;
      opened.object = chunk.object;
      opened.ordinal = chunk.ordinal;
      opened.start = chunk.start;
      opened.sequence = chunk.sequence;
      opened.time = time;
      opened.duration = 0;
      opened.samples = 0;
      opened.bytes = 0;
      opened.chunks = 0;
      opened.earliest = Infinity;
      opened.latest = -Infinity;
      opened.firstFlags = chunk.firstFlags;
      opened.nonSync = 0;
      opened.syncs = 0;
      opened.smallest = Infinity;
      opened.largest = 0;
      opened.leastOffset = Infinity;
      opened.greatestOffset = -Infinity;
      opened.trunVersion = chunk.traf.truns[0]?.version ?? 0;
      opened.contiguous = true;
      opened.brands = brands;
      opened.first = first;
      opened.last = false;
      current = opened;
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
      if (listing) closed.listed = { count: listed, decode, composition, durations, flags };
      next = closedLast;
      closedLast = closed;
      return closed;
    },
    settle: () => {
      closedLast.listed = undefined;
    },
  };
};

/** Whether the first sample of a chunk is a sync sample by its flags. */
export const beginsWithSync = (chunk: Chunk): boolean => (chunk.firstFlags & nonSyncBit) === 0;
