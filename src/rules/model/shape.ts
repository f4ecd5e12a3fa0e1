/**
 * The shape of a moof: everything in it but the numbers that change from chunk to chunk (sequence number, time, sizes,
 * durations, flags of samples, initialization vectors). Encoders write the same shape thousands of times; what depends
 * on the shape alone is judged once for each.
 */
import { child, childrenOf, decodeAs, everyBox, isKnown, type Box } from '../../media/isobmff/box.ts';
import { readTree, type StructureFault } from '../../media/isobmff/tree.ts';

/** Where the entries of a trun stand, relative to the moof. Fields that are absent have an offset of -1. */
export interface TrunShape {
  readonly box: Box;
  readonly version: number;
  readonly flags: number;
  /** As declared. */
  readonly count: number;
  /** How many entries there is room for: no more than declared, all of them where entries have no fields. */
  readonly listed: number;
  readonly dataOffset?: number;
  readonly firstFlags?: number;
  /** Offset of the first entry, and bytes an entry. */
  readonly at: number;
  readonly stride: number;
  readonly duration: number;
  readonly size: number;
  readonly sampleFlags: number;
  readonly composition: number;
}

export interface TrafShape {
  readonly box: Box;
  readonly tfhd?: Box;
  readonly tfdt?: Box;
  readonly trackId: number;
  readonly tfhdFlags: number;
  readonly descriptionIndex?: number;
  /** Offsets of the defaults in the moof, -1 where tfhd has none. */
  readonly durationAt: number;
  readonly sizeAt: number;
  readonly defaultFlags?: number;
  /** Offset of baseMediaDecodeTime, -1 without tfdt; whether it has 64 bits. */
  readonly timeAt: number;
  readonly wideTime: boolean;
  readonly truns: readonly TrunShape[];
  /** Samples of all truns, as declared. */
  readonly count: number;
}

export interface Shape {
  /** The first moof of this shape; its bytes are a copy. Offsets in it are those of that first one. */
  readonly moof: Box;
  readonly faults: readonly StructureFault[];
  readonly size: number;
  /** Offset of sequence_number, -1 without mfhd. */
  readonly sequenceAt: number;
  readonly trafs: readonly TrafShape[];
  /** Offsets of the 32-bit words that make the shape, and what they are. */
  readonly fixedAt: Uint32Array;
  readonly fixed: Uint32Array;
}

const trunShape = (box: Box, moof: Box): TrunShape => {
  const { value, at } = decodeAs(box, 'trun');
  const { flags, version } = value;
  const has = (bit: number): boolean => (flags & bit) !== 0;
  let stride = 0;
  const next = (bit: number): number => {
    if (!has(bit)) return -1;
    stride += 4;
    return stride - 4;
  };
  const [duration, size, sampleFlags, composition] = [next(0x100), next(0x200), next(0x400), next(0x800)];
  const first = (at['samples'] ?? box.start + box.size) - moof.start;
  const room = Math.max(0, box.start + box.size - moof.start - first);
  return {
    box,
    version,
    flags,
    count: value.sample_count,
    listed: stride === 0 ? value.sample_count : Math.min(value.sample_count, Math.floor(room / stride)),
    ...(value.data_offset === undefined ? {} : { dataOffset: value.data_offset }),
    ...(value.first_sample_flags === undefined ? {} : { firstFlags: value.first_sample_flags }),
    at: first,
    stride,
    duration,
    size,
    sampleFlags,
    composition,
  };
};

const trafShape = (box: Box, moof: Box): TrafShape => {
  const tfhd = child(box, 'tfhd');
  const tfdt = child(box, 'tfdt');
  const head = tfhd === undefined ? undefined : decodeAs(tfhd, 'tfhd');
  const time = tfdt === undefined ? undefined : decodeAs(tfdt, 'tfdt');
  const truns = childrenOf(box, 'trun').map((trun) => trunShape(trun, moof));
  const offsetOf = (name: string, length: number): number => {
    const at = head?.at[name];
    return at === undefined || tfhd === undefined || at + length > tfhd.start + tfhd.size
      ? -1
      : at - moof.start;
  };
  const timeAt = time?.at['baseMediaDecodeTime'];
  return {
    box,
    ...(tfhd === undefined ? {} : { tfhd }),
    ...(tfdt === undefined ? {} : { tfdt }),
    trackId: head?.value.track_ID ?? 0,
    tfhdFlags: head?.value.flags ?? 0,
    ...(head?.value.sample_description_index === undefined
      ? {}
      : { descriptionIndex: head.value.sample_description_index }),
    durationAt: offsetOf('default_sample_duration', 4),
    sizeAt: offsetOf('default_sample_size', 4),
    ...(head?.value.default_sample_flags === undefined
      ? {}
      : { defaultFlags: head.value.default_sample_flags }),
    timeAt: timeAt === undefined || time?.fault !== undefined ? -1 : timeAt - moof.start,
    wideTime: time !== undefined && time.value.version !== 0,
    truns,
    count: truns.reduce((sum, trun) => sum + trun.count, 0),
  };
};

/** Parts of a moof that are no part of its shape, as [from, to) relative to it. */
const variableParts = (moof: Box, trafs: readonly TrafShape[], sequenceAt: number): [number, number][] => {
  const parts: [number, number][] = [];
  const inside = (from: number, to: number): void => void parts.push([from, Math.max(from, to)]);
  if (sequenceAt >= 0) inside(sequenceAt, sequenceAt + 4);
  for (const traf of trafs) {
    if (traf.durationAt >= 0) inside(traf.durationAt, traf.durationAt + 4);
    if (traf.sizeAt >= 0) inside(traf.sizeAt, traf.sizeAt + 4);
    if (traf.timeAt >= 0) inside(traf.timeAt, traf.timeAt + (traf.wideTime ? 8 : 4));
    for (const trun of traf.truns) {
      if (trun.stride > 0) inside(trun.at, trun.at + trun.listed * trun.stride);
    }
  }
  for (const box of everyBox(moof)) {
    const from = box.start - moof.start;
    const to = from + box.size;
    if (box.type === 'senc') inside(Math.min(to, from + box.header + 8), to);
    else if (box.type === 'saiz') inside(Math.min(to, from + box.header + 9), to);
    else if (!isKnown(box.type)) inside(from + box.header, to);
  }
  return parts.sort((a, b) => a[0] - b[0]);
};

/** The shape of the moof in `bytes`, which must be a copy that stays. `start` is its absolute offset. */
export const shapeOf = (bytes: Uint8Array, start: number, ordinal: number): Shape | undefined => {
  const { boxes, faults } = readTree(bytes, start, ordinal);
  const [moof] = boxes;
  if (moof === undefined) return undefined;
  const mfhd = child(moof, 'mfhd');
  const sequence = mfhd === undefined ? undefined : decodeAs(mfhd, 'mfhd');
  const at = sequence?.fault === undefined ? sequence?.at['sequence_number'] : undefined;
  const sequenceAt = at === undefined ? -1 : at - moof.start;
  const trafs = childrenOf(moof, 'traf').map((traf) => trafShape(traf, moof));
  const words: number[] = [];
  const region = (from: number, to: number): void => {
    for (let word = from; word + 4 <= to; word += 4) words.push(word);
    if (to - from >= 4 && (to - from) % 4 !== 0) words.push(to - 4);
  };
  let from = 0;
  for (const [begin, end] of variableParts(moof, trafs, sequenceAt)) {
    if (begin > from) region(from, begin);
    from = Math.max(from, end);
  }
  region(from, moof.size);
  const fixedAt = Uint32Array.from(words);
  return {
    moof,
    faults,
    size: moof.size,
    sequenceAt,
    trafs,
    fixedAt,
    fixed: fixedAt.map((word) => moof.view.getUint32(moof.at + word)),
  };
};

/** Whether the moof of `size` bytes at `at` of a view has a shape. */
export const hasShape = (shape: Shape, view: DataView, at: number, size: number): boolean => {
  if (shape.size !== size) return false;
  const { fixedAt, fixed } = shape;
  for (let i = 0; i < fixedAt.length; i++) {
    if (view.getUint32(at + (fixedAt[i] ?? 0)) !== fixed[i]) return false;
  }
  return true;
};
