import type { Box } from '../../media/isobmff/box.ts';
import type { SampleDefaults } from './header.ts';
import type { Shape, TrafShape, TrunShape } from './shape.ts';

/** No more samples of a chunk than this are looked at one by one; sums hold for all. */
export const mostListed = 2 ** 20;

/** The samples of one chunk, as columns. Valid until the next chunk is read. */
export interface Samples {
  /** How many are listed here: `Chunk.samples`, or `mostListed`. */
  listed: number;
  durations: Uint32Array;
  sizes: Uint32Array;
  flags: Uint32Array;
  /** Composition offsets, signed in version 1 and unsigned in version 0 (ISO/IEC 14496-12, 8.8.8). */
  offsets: Float64Array;
}

/** Where the mdat of a chunk begins, how long its header is, and its payload (undefined: to the end of the object). */
export interface ChunkData {
  readonly start: number;
  readonly header: number;
  readonly payload: number | undefined;
}

/**
 * One moof and its mdat, as numbers. One value is used again for every chunk of a track: nothing may keep it.
 * Times are ticks of the track's timescale.
 */
export interface Chunk {
  shape: Shape;
  traf: TrafShape;
  /** Name of the object, and which of its moofs this is, from 0. */
  object: string;
  ordinal: number;
  /** Absolute offset of the moof in the object. */
  start: number;
  /** mfhd.sequence_number; NaN without mfhd. */
  sequence: number;
  /** Whether there is a tfdt. */
  timed: boolean;
  /** baseMediaDecodeTime less the origin of the track: exact; NaN without tfdt. */
  time: number;
  /** baseMediaDecodeTime in two halves: see `baseMediaDecodeTime()`. */
  timeHigh: number;
  timeLow: number;
  /** Samples, as declared. */
  samples: number;
  /** Sum of the durations and of the sizes. */
  duration: number;
  bytes: number;
  listed: Samples;
  shortest: number;
  longest: number;
  smallest: number;
  largest: number;
  /** All flags of the samples ORed, those of the first, and how many are no sync samples. */
  anyFlags: number;
  firstFlags: number;
  nonSync: number;
  /** Whether any composition offset differs from zero; the least and the greatest. */
  reordered: boolean;
  leastOffset: number;
  greatestOffset: number;
  /** Earliest composition time and latest composition end, relative to `time`. */
  earliest: number;
  latest: number;
  /** The mdat behind it, if one follows directly: where it begins, its header, its payload (undefined: to the end). */
  data: ChunkData | undefined;
  /** Type of the box behind the moof, once there is one. */
  followedBy: string | undefined;
  /** Small top-level boxes in front of it, since the chunk before: styp, prft, emsg, sidx and others. */
  preceding: readonly Box[];
  /** The moof: of the first chunk of its shape, or its own where it has parts that differ (senc, saiz, uuid). */
  moof: Box;
  /** First chunk of its object; first behind a CMAF header. */
  opensObject: boolean;
  afterHeader: boolean;
  /** First chunk behind an interruption: a new header, an object that was cut, a box that could not be followed. */
  resumes: boolean;
  /** Whether a fragment begins here; undefined where it cannot be told. */
  opensFragment: boolean | undefined;
}

/** `baseMediaDecodeTime` as it is written: 64 bits. */
export const baseMediaDecodeTime = (chunk: Chunk): bigint =>
  (BigInt(chunk.timeHigh) << 32n) | BigInt(chunk.timeLow);

/** Bit 16 of the sample flags: no sync sample (ISO/IEC 14496-12, 8.8.3.1). */
export const nonSyncBit = 0x10000;

const room = (samples: Samples, wanted: number): void => {
  if (samples.durations.length >= wanted) return;
  const length = Math.max(wanted, samples.durations.length * 2);
  const { durations, sizes, flags, offsets } = samples;
  samples.durations = new Uint32Array(length);
  samples.sizes = new Uint32Array(length);
  samples.flags = new Uint32Array(length);
  samples.offsets = new Float64Array(length);
  // The samples of truns before are kept.
  samples.durations.set(durations);
  samples.sizes.set(sizes);
  samples.flags.set(flags);
  samples.offsets.set(offsets);
};

const emptySamples = (): Samples => ({
  listed: 0,
  durations: new Uint32Array(64),
  sizes: new Uint32Array(64),
  flags: new Uint32Array(64),
  offsets: new Float64Array(64),
});

/**
 * Fills in the numbers of the chunk whose moof stands at `at` of a view and has the shape that the chunk already has.
 * Linear in the samples that the moof has room for; a count without entries is multiplied, not walked.
 */
export const readNumbers = (
  chunk: Chunk,
  view: DataView,
  at: number,
  defaults: SampleDefaults | undefined,
): void => {
  const { shape, traf } = chunk;
  chunk.sequence = shape.sequenceAt < 0 ? NaN : view.getUint32(at + shape.sequenceAt);
  chunk.timed = traf.timeAt >= 0;
  if (chunk.timed) {
    chunk.timeHigh = traf.wideTime ? view.getUint32(at + traf.timeAt) : 0;
    chunk.timeLow = view.getUint32(at + traf.timeAt + (traf.wideTime ? 4 : 0));
  }
  const usualDuration =
    traf.durationAt >= 0 ? view.getUint32(at + traf.durationAt) : (defaults?.duration ?? 0);
  const usualSize = traf.sizeAt >= 0 ? view.getUint32(at + traf.sizeAt) : (defaults?.size ?? 0);
  const usualFlags = traf.defaultFlags ?? defaults?.flags ?? 0;

  const [only] = traf.truns;
  if (traf.truns.length === 1 && only?.count === 1 && only.listed === 1) {
    readOne(chunk, only, view, at, usualDuration, usualSize, usualFlags);
  } else {
    readAll(chunk, view, at, usualDuration, usualSize, usualFlags);
  }
};

const offsetAt = (trun: TrunShape, view: DataView, entry: number): number =>
  trun.composition < 0
    ? 0
    : trun.version === 0
      ? view.getUint32(entry + trun.composition)
      : view.getInt32(entry + trun.composition);

/** The numbers of a chunk of one sample, of which low-latency encoders send nothing else. */
const readOne = (
  chunk: Chunk,
  trun: TrunShape,
  view: DataView,
  at: number,
  usualDuration: number,
  usualSize: number,
  usualFlags: number,
): void => {
  const { listed } = chunk;
  const entry = at + trun.at;
  const duration = trun.duration < 0 ? usualDuration : view.getUint32(entry + trun.duration);
  const size = trun.size < 0 ? usualSize : view.getUint32(entry + trun.size);
  const flags =
    trun.sampleFlags >= 0 ? view.getUint32(entry + trun.sampleFlags) : (trun.firstFlags ?? usualFlags);
  const offset = offsetAt(trun, view, entry);
  listed.listed = 1;
  listed.durations[0] = duration;
  listed.sizes[0] = size;
  listed.flags[0] = flags;
  listed.offsets[0] = offset;
  chunk.samples = 1;
  chunk.duration = duration;
  chunk.bytes = size;
  chunk.shortest = duration;
  chunk.longest = duration;
  chunk.smallest = size;
  chunk.largest = size;
  chunk.anyFlags = flags;
  chunk.firstFlags = flags;
  chunk.nonSync = (flags & nonSyncBit) === 0 ? 0 : 1;
  chunk.leastOffset = offset;
  chunk.greatestOffset = offset;
  chunk.reordered = offset !== 0;
  chunk.earliest = offset;
  chunk.latest = offset + duration;
};

const readAll = (
  chunk: Chunk,
  view: DataView,
  at: number,
  usualDuration: number,
  usualSize: number,
  usualFlags: number,
): void => {
  const { traf, listed } = chunk;
  let walked = 0;
  let count = 0;
  let duration = 0;
  let bytes = 0;
  let shortest = Infinity;
  let longest = 0;
  let smallest = Infinity;
  let largest = 0;
  let anyFlags = 0;
  let firstFlags = usualFlags;
  let nonSync = 0;
  let leastOffset = Infinity;
  let greatestOffset = -Infinity;
  let earliest = Infinity;
  let latest = -Infinity;

  for (let t = 0; t < traf.truns.length; t++) {
    const trun = traf.truns[t];
    if (trun === undefined) break;
    const { stride, firstFlags: first } = trun;
    const uniform = stride === 0;
    const number = Math.min(trun.listed, mostListed - walked);
    room(listed, walked + number);
    const { durations, sizes, flags, offsets } = listed;
    let entry = at + trun.at;
    for (let i = 0; i < number; i++, entry += stride) {
      const d = trun.duration < 0 ? usualDuration : view.getUint32(entry + trun.duration);
      const s = trun.size < 0 ? usualSize : view.getUint32(entry + trun.size);
      const f =
        trun.sampleFlags >= 0
          ? view.getUint32(entry + trun.sampleFlags)
          : i === 0 && first !== undefined
            ? first
            : usualFlags;
      const o = offsetAt(trun, view, entry);
      durations[walked] = d;
      sizes[walked] = s;
      flags[walked] = f;
      offsets[walked] = o;
      const composed = duration + o;
      if (composed < earliest) earliest = composed;
      if (composed + d > latest) latest = composed + d;
      duration += d;
      bytes += s;
      if (d < shortest) shortest = d;
      if (d > longest) longest = d;
      if (s < smallest) smallest = s;
      if (s > largest) largest = s;
      anyFlags |= f;
      if (walked === 0) firstFlags = f;
      if ((f & nonSyncBit) !== 0) nonSync += 1;
      if (o < leastOffset) leastOffset = o;
      if (o > greatestOffset) greatestOffset = o;
      walked += 1;
    }
    if (uniform && trun.count > number) {
      const more = trun.count - number;
      duration += more * usualDuration;
      bytes += more * usualSize;
      if ((usualFlags & nonSyncBit) !== 0) nonSync += more;
      if (duration > latest) latest = duration;
    }
    count += trun.count;
  }

  listed.listed = walked;
  chunk.samples = count;
  chunk.duration = duration;
  chunk.bytes = bytes;
  chunk.shortest = walked === 0 ? 0 : shortest;
  chunk.longest = longest;
  chunk.smallest = walked === 0 ? 0 : smallest;
  chunk.largest = largest;
  chunk.anyFlags = anyFlags >>> 0;
  chunk.firstFlags = firstFlags;
  chunk.nonSync = nonSync;
  chunk.leastOffset = walked === 0 ? 0 : leastOffset;
  chunk.greatestOffset = walked === 0 ? 0 : greatestOffset;
  chunk.reordered = walked > 0 && (leastOffset !== 0 || greatestOffset !== 0);
  chunk.earliest = walked === 0 ? 0 : earliest;
  chunk.latest = walked === 0 ? 0 : latest;
};

/** A chunk of which nothing is known yet. All its fields are there from the beginning, which keeps it fast. */
export const blankChunk = (): Chunk => ({
  shape: undefined as unknown as Shape,
  traf: undefined as unknown as TrafShape,
  moof: undefined as unknown as Box,
  object: '',
  ordinal: 0,
  start: 0,
  sequence: NaN,
  timed: false,
  time: NaN,
  timeHigh: 0,
  timeLow: 0,
  samples: 0,
  duration: 0,
  bytes: 0,
  listed: emptySamples(),
  shortest: 0,
  longest: 0,
  smallest: 0,
  largest: 0,
  anyFlags: 0,
  firstFlags: 0,
  nonSync: 0,
  reordered: false,
  leastOffset: 0,
  greatestOffset: 0,
  earliest: 0,
  latest: 0,
  data: undefined,
  followedBy: undefined,
  preceding: [],
  opensObject: false,
  afterHeader: false,
  resumes: false,
  opensFragment: undefined,
});
