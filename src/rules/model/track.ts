import type { Box } from '../../media/isobmff/box.ts';
import type { TrackEvent } from './event.ts';
import type { Header, Trak } from './header.ts';
import type { Settings } from '../settings.ts';

/** A chunk that was read before, as few numbers. */
export interface PastChunk {
  readonly object: string;
  readonly ordinal: number;
  readonly start: number;
  readonly sequence: number;
  /** Relative to the origin of the track, like `Chunk.time`. */
  readonly time: number;
  readonly duration: number;
  readonly samples: number;
  readonly bytes: number;
  /** Whether its numbers could be read: false where its moof was broken, so that nothing can be said of what follows. */
  readonly sound: boolean;
  /** Sizes and durations of its samples as one number, to tell whether a chunk was sent again. */
  readonly print: number;
}

/** A fragment that is over: the chunks from one random access point to the next. Times relative to the origin. */
export interface Fragment {
  readonly index: number;
  readonly object: string;
  readonly ordinal: number;
  /** Absolute offset of its first moof. */
  readonly start: number;
  readonly sequence: number;
  readonly time: number;
  readonly duration: number;
  readonly samples: number;
  readonly bytes: number;
  readonly chunks: number;
  /** Earliest composition time and latest composition end, relative to `time`. */
  readonly earliest: number;
  readonly latest: number;
  readonly firstFlags: number;
  readonly nonSync: number;
  readonly syncs: number;
  readonly smallest: number;
  readonly largest: number;
  readonly leastOffset: number;
  readonly greatestOffset: number;
  /** Version of the first trun of the first chunk. */
  readonly trunVersion: number;
  /** Whether every chunk was taken in by its own sums (no chunk missing or broken in between). */
  readonly contiguous: boolean;
  /** Brands of the styp in front of it, if there is one. */
  readonly brands: readonly string[];
  /** What each sample's decode time, composition time (relative to `time`), duration and flags are; for video only. */
  readonly listed?: FragmentSamples;
  /** Last fragment of the track, or the last before an interruption: it may be short. */
  readonly last: boolean;
  /** First fragment, or the first behind an interruption. */
  readonly first: boolean;
}

/** Columns of the samples of a video fragment, at most `mostFragmentSamples`. Valid during the call only. */
export interface FragmentSamples {
  readonly count: number;
  readonly decode: Float64Array;
  readonly composition: Float64Array;
  readonly durations: Uint32Array;
  readonly flags: Uint32Array;
}

export const mostFragmentSamples = 8192;

/** Time and duration of the fragments of a track, oldest first: what sets and redundant sources compare. */
export interface FragmentGrid {
  readonly count: number;
  /** baseMediaDecodeTime of fragment `i`, absolute. */
  time(i: number): bigint;
  duration(i: number): number;
  samples(i: number): number;
  sequence(i: number): number;
  /** Earliest composition time relative to the fragment's time. */
  earliest(i: number): number;
  /** A number made of durations (and composition offsets) of its samples. */
  print(i: number): number;
  /** A number made of the payload of its samples, 0 where it was not read. */
  payload(i: number): number;
  bytes(i: number): number;
  object(i: number): string;
  start(i: number): number;
}

/** A track while it is read, and when it is over. */
export interface Track {
  readonly name: string;
  readonly settings: Settings;
  /** Facts of the track's own trak in the newest header, once there is one. */
  trak?: Trak;
  /** All headers so far, the first one first; at most `mostHeaders` are kept. */
  readonly headers: readonly Header[];
  /** baseMediaDecodeTime that `time` 0 stands for. */
  origin: bigint;
  /** Chunks so far. */
  chunks: number;
  previous?: PastChunk | undefined;
  /** The fragment before the one that is read. */
  previousFragment?: Fragment | undefined;
  readonly grid: FragmentGrid;
  /** Names of the objects so far, at most a few thousand. */
  readonly objects: readonly string[];
  /** Whether any chunk had a sample that is no sync sample; whether any had composition offsets other than zero. */
  nonSync: boolean;
  reordered: boolean;
  /** Sum of durations and of sample bytes so far. */
  duration: number;
  bytes: number;
  /** Events that were told so far, in samples of a metadata track or beside the media: at most `mostEvents`. */
  events?: TrackEvent[];
  /** Top-level type of the last box of the last object. */
  lastBox?: string;
  /** Brands of the styp of the last segment with media; empty where it has none. */
  lastBrands?: readonly string[];
  /** Whether the object that is read follows a request that failed or was refused. */
  afterFailure?: boolean;
  /** Whether the last object ended as its sender meant it to. */
  complete: boolean;
}

/** A top-level box other than an mdat behind its moof or a moof behind an mdat. */
export interface TopBox {
  readonly type: string;
  readonly object: string;
  readonly start: number;
  /** Undefined for a size of 0: to the end. */
  readonly size: number | undefined;
  readonly header: number;
  /** The box itself where it is small enough to be held; its bytes stay valid. */
  readonly box?: Box;
  /** Type of the box before it in the object. */
  readonly previous?: string;
  /** Types of all boxes since the last mdat of the object (or its beginning), this one not included. */
  readonly since: readonly string[];
  /** How many moofs and mdats of the object precede it. */
  readonly moofs: number;
  readonly mdats: number;
  /** Whether a header (moov) has been seen on this track, in this object or an earlier one. */
  readonly hasHeader: boolean;
}

/** An object, or what lies between two styp boxes of a longer one. */
export interface Segment {
  readonly object: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is a whole object. */
  readonly whole: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly styp?: Box;
  readonly brands: readonly string[];
  /** Small top-level boxes in their order (styp, prft, emsg, sidx, free …), at most 256. */
  readonly boxes: readonly Box[];
  readonly chunks: number;
  /** Fragments that begin in it; undefined where that cannot be told. */
  readonly fragments: number | undefined;
  readonly opensWithFragment: boolean | undefined;
  /** Time of the first chunk relative to the origin, and sum of durations. NaN without chunks or tfdt. */
  readonly time: number;
  readonly duration: number;
  readonly samples: number;
  /** Earliest composition time relative to `time`. */
  readonly earliest: number;
  /** Whether every chunk begins where the one before it ends. */
  readonly contiguous: boolean;
  /** Starts, ends and durations of its chunks as absolute offsets and ticks, at most 4096. */
  readonly chunkSpans: readonly { readonly start: number; readonly end: number; readonly duration: number }[];
  readonly hasHeader: boolean;
}

/** The samples of a chunk with their bytes: of text and metadata always, of other media with `--deep`. */
export interface ChunkSamples {
  readonly count: number;
  /** The bytes of sample `i`; shorter than its size where not all of it was read, empty where nothing was. */
  bytes(i: number): Uint8Array;
  /** Absolute offset of sample `i`. */
  offset(i: number): number;
  size(i: number): number;
  duration(i: number): number;
  flags(i: number): number;
  /** Composition time of sample `i` as baseMediaDecodeTime + … (before edits), relative to the track's origin. */
  composition(i: number): number;
  /** Whether all of sample `i` is there. */
  whole(i: number): boolean;
  /** Whether sample 0 is the first of a fragment. */
  readonly opensFragment: boolean | undefined;
  /** Which of a deep look this is: only the first sample of a fragment, or every sample. */
  readonly every: boolean;
  readonly subsamples: Box | undefined;
}
