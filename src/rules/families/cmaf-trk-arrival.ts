/**
 * How each chunk of a track follows those before it. Several rules ask; it is found out once for each chunk, and what is
 * remembered is the last few chunks.
 */
import type { Chunk } from '../model/chunk.ts';
import type { PastChunk, Track } from '../model/track.ts';

/**
 * `next`: where the newest one ends. `gap` and `overlap`: later and earlier than that. `again`: a chunk that was sent
 * before, unchanged; `conflict`: one with the same time but other samples. `back`: before the newest one, and not known.
 * `unknown`: nothing can be said, because one of the two has no time, or was broken.
 */
export type Following = 'first' | 'next' | 'gap' | 'overlap' | 'again' | 'conflict' | 'back' | 'unknown';

export interface Arrival {
  readonly following: Following;
  /** The chunk that the media time had reached, and the earlier one with the same time (`again`, `conflict`). */
  readonly newest: PastChunk | undefined;
  readonly twin: PastChunk | undefined;
  /** Ticks from the end of the newest one to the beginning of this one. */
  readonly difference: number;
}

/** Chunks that are remembered, to tell a chunk that comes again from one that goes back. */
const mostPast = 64;

const unknownDuration = 0xffffffff;

interface Memory {
  following: Following;
  newest: PastChunk | undefined;
  twin: PastChunk | undefined;
  difference: number;
  /** For which chunk of the track this was found out. */
  chunk: number;
  origin: bigint;
  past: PastChunk[];
  at: number;
  /** Whether the newest one is the one before, wherever it lies: after an interruption, or when time was set back. */
  anew: boolean;
}

const memories = new WeakMap<Track, Memory>();

/** The track that was asked about last, which is nearly always the next one too. */
let lastTrack: Track | undefined;
let lastMemory: Memory | undefined;

const memoryOf = (track: Track): Memory => {
  if (track !== lastTrack || lastMemory === undefined) {
    lastTrack = track;
    lastMemory = memoryFor(track);
  }
  return lastMemory;
};

const memoryFor = (track: Track): Memory => {
  const known = memories.get(track);
  if (known !== undefined) return known;
  const made: Memory = {
    following: 'first',
    newest: undefined,
    twin: undefined,
    difference: 0,
    chunk: -1,
    origin: track.origin,
    past: [],
    at: 0,
    anew: false,
  };
  memories.set(track, made);
  return made;
};

/** Sizes and durations of the samples as one number, like `PastChunk.print`. */
const printOf = ({ listed: { sizes, durations, listed } }: Chunk): number => {
  let print = 0x811c9dc5;
  for (let i = 0; i < listed; i++) {
    print = Math.imul(print ^ (sizes[i] ?? 0), 0x01000193);
    print = Math.imul(print ^ (durations[i] ?? 0), 0x01000193);
  }
  return print >>> 0;
};

const sameSamples = (chunk: Chunk, past: PastChunk): boolean =>
  chunk.samples === past.samples &&
  chunk.duration === past.duration &&
  chunk.bytes === past.bytes &&
  printOf(chunk) === past.print;

/** Whether the duration of a chunk is one that a later one is to correct, or none at all. */
const openEnded = ({ duration }: PastChunk): boolean => duration === 0 || duration >= unknownDuration;

const forget = (memory: Memory): void => {
  memory.newest = undefined;
  memory.twin = undefined;
  memory.past = [];
  memory.at = 0;
};

/** Takes in the chunk before, whose numbers are final now. */
const takeIn = (memory: Memory, previous: PastChunk): void => {
  memory.past[memory.at] = previous;
  memory.at = (memory.at + 1) % mostPast;
  if (memory.newest === undefined || memory.anew || previous.time >= memory.newest.time)
    memory.newest = previous;
  memory.anew = false;
};

const earlier = (memory: Memory, chunk: Chunk, newest: PastChunk, previous: PastChunk): Following => {
  const twin = memory.past.findLast(({ time }) => time === chunk.time);
  if (twin !== undefined) {
    memory.twin = twin;
    return openEnded(twin) ? 'unknown' : sameSamples(chunk, twin) ? 'again' : 'conflict';
  }
  if (chunk.time > newest.time) return openEnded(newest) ? 'unknown' : 'overlap';
  // A second chunk that goes on from one that went back: from there on time counts anew.
  if (memory.following === 'back' && chunk.time === previous.time + previous.duration) {
    memory.anew = true;
    return 'next';
  }
  return 'back';
};

const follow = (memory: Memory, chunk: Chunk, track: Track): Following => {
  const { previous } = track;
  memory.twin = undefined;
  memory.difference = 0;
  if (previous === undefined) return 'first';
  if (memory.origin !== track.origin) {
    forget(memory);
    memory.origin = track.origin;
  }
  if (!previous.sound) {
    forget(memory);
    return 'unknown';
  }
  takeIn(memory, previous);
  const newest = memory.newest ?? previous;
  if (!chunk.timed) return 'unknown';
  memory.difference = chunk.time - (newest.time + newest.duration);
  if (chunk.resumes) memory.anew = true;
  if (memory.difference === 0) return 'next';
  if (memory.difference > 0) return openEnded(newest) ? 'unknown' : 'gap';
  return earlier(memory, chunk, newest, previous);
};

/** How a chunk follows those before it. The answer is valid until the next chunk is asked about. */
export const arrivalOf = (chunk: Chunk, track: Track): Arrival => {
  const memory = memoryOf(track);
  if (memory.chunk !== track.chunks) {
    memory.following = follow(memory, chunk, track);
    memory.chunk = track.chunks;
  }
  return memory;
};

/** Whether a track is the only one of its file: what follows what is not told of several that are interleaved. */
export const isAlone = ({ headers }: Track): boolean => (headers.at(-1)?.traks.length ?? 0) <= 1;
