/** What each sample's encryption needs beside the sample: how it is declared, and where it stands. */
import { child, childrenOf, decodeAs, find, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { viewOf } from '../../media/bytes.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Trak } from '../model/header.ts';

/** How samples are protected: by default (tenc) or by a group (seig) of ISO/IEC 23001-7, 6 and 8.2. */
export interface Protection {
  readonly isProtected: number;
  /** Bytes of the initialization vector that each sample brings; 0 where it is constant, or nothing is protected. */
  readonly ivSize: number;
}

/** The sinf of a trak's sample entry that has a tenc, or its first one. */
export const sinfOf = (trak: Trak): Box | undefined => {
  const sinfs = trak.entries.flatMap((entry) => childrenOf(entry, 'sinf'));
  return sinfs.find((sinf) => find(sinf, 'schi/tenc') !== undefined) ?? sinfs[0];
};

/** The scheme of an encrypted trak: `cenc`, `cbcs`, …; an empty string where none is told. */
export const schemeOf = (trak: Trak): string => {
  const schm = child(sinfOf(trak), 'schm');
  return schm === undefined ? '' : decodeAs(schm, 'schm').value.scheme_type;
};

const tencs = new WeakMap<Trak, Protection | 'none'>();

/** What tenc says holds for every sample; undefined without a tenc. */
export const defaultProtection = (trak: Trak): Protection | undefined => {
  let known = tencs.get(trak);
  if (known === undefined) {
    const tenc = find(sinfOf(trak), 'schi/tenc');
    const value = tenc === undefined ? undefined : decodeAs(tenc, 'tenc').value;
    known =
      value === undefined
        ? 'none'
        : { isProtected: value.default_isProtected, ivSize: value.default_Per_Sample_IV_Size };
    tencs.set(trak, known);
  }
  return known === 'none' ? undefined : known;
};

const isSeig = (box: Box): boolean =>
  (box.type === 'sgpd' && decodeAs(box, 'sgpd').value.grouping_type === 'seig') ||
  (box.type === 'sbgp' && decodeAs(box, 'sbgp').value.grouping_type === 'seig');

/** Whether groups of the header describe the encryption of samples. */
export const hasGroups = (trak: Trak): boolean =>
  find(trak.box, 'mdia/minf/stbl')?.children.some(isSeig) ?? false;

/** The entry with a number (from 1) of a seig description; undefined where it is not there. */
const groupEntry = (sgpd: Box | undefined, number: number): Protection | undefined => {
  if (sgpd === undefined) return undefined;
  const { version, default_length = 0, entry_count, entries } = decodeAs(sgpd, 'sgpd').value;
  if (version !== 1 || number > entry_count) return undefined;
  const view = viewOf(entries);
  let at = 0;
  for (let i = 1; i <= number; i++) {
    if (default_length === 0 && at + 4 > entries.length) return undefined;
    const length = default_length === 0 ? view.getUint32(at) : default_length;
    if (default_length === 0) at += 4;
    if (length < 20 || at + length > entries.length) return undefined;
    if (i === number) return { isProtected: entries[at + 2] ?? 0, ivSize: entries[at + 3] ?? 0 };
    at += length;
  }
  return undefined;
};

/**
 * How the samples of a chunk are protected, where it is the same for all of them: by its group, or by default.
 * Undefined where it differs from sample to sample, or cannot be told.
 */
export const protectionOf = (chunk: Chunk, trak: Trak): Protection | undefined => {
  const traf = trafOf(chunk);
  const sbgp = traf?.children.find((box) => box.type === 'sbgp' && isSeig(box));
  if (sbgp === undefined) {
    // A group that holds where none is told, as newer editions allow, is not looked for.
    const usual = traf?.children.some(
      (box) => box.type === 'sgpd' && isSeig(box) && box.view.getUint8(box.at + 8) > 1,
    );
    return usual === true ? undefined : defaultProtection(trak);
  }
  const { entries } = decodeAs(sbgp, 'sbgp').value;
  const [first, ...others] = entries;
  if (first === undefined) return defaultProtection(trak);
  if (others.some((entry) => entry.group_description_index !== first.group_description_index))
    return undefined;
  if (entries.reduce((sum, entry) => sum + entry.sample_count, 0) < chunk.samples) return undefined;
  const number = first.group_description_index;
  if (number === 0) return defaultProtection(trak);
  const inTraf = number > 0x10000;
  const holder = inTraf ? traf : find(trak.box, 'mdia/minf/stbl');
  const sgpd = holder?.children.find((box) => box.type === 'sgpd' && isSeig(box));
  return groupEntry(sgpd, inTraf ? number - 0x10000 : number);
};

/** The traf of the chunk, in its own moof. */
export const trafOf = (chunk: Chunk): Box | undefined => {
  const trafs = childrenOf(chunk.moof, 'traf');
  return trafs[chunk.traf.box.ordinal] ?? trafs[0];
};

/** What was read of a senc (ISO/IEC 23001-7, 7.2). */
export interface Auxiliary {
  readonly senc: Box;
  /** Bytes of the initialization vector of each sample. */
  readonly ivSize: number;
  readonly count: number;
  /** Samples whose information was there. */
  readonly read: number;
  readonly hasSubsamples: boolean;
  /** Length of each sample's information; clear and protected bytes of each, NaN where it has no sub-samples. */
  readonly lengths: Uint32Array;
  readonly sums: Float64Array;
  /** Offset in `payload` of each sample's information. */
  readonly starts: Uint32Array;
  /** The payload of senc, version and flags included. */
  readonly payload: Uint8Array;
  /** Bytes of the payload that were used. */
  readonly used: number;
  /** Sub-samples whose protected part is no multiple of 16 bytes, and the payload's offset of the first one. */
  readonly unaligned: number;
  readonly unalignedAt: number;
}

/** Reads a senc with initialization vectors of `ivSize` bytes. Bounded by its bytes, whatever count it declares. */
export const readAuxiliary = (senc: Box, ivSize: number): Auxiliary => {
  const payload = payloadOf(senc);
  const view = viewOf(payload);
  const { flags, sample_count } = decodeAs(senc, 'senc').value;
  const hasSubsamples = (flags & 2) !== 0;
  const least = ivSize + (hasSubsamples ? 2 : 0);
  const room = least === 0 ? 0 : Math.min(sample_count, Math.floor(Math.max(0, payload.length - 8) / least));
  const lengths = new Uint32Array(room);
  const starts = new Uint32Array(room);
  const sums = new Float64Array(room).fill(NaN);
  let at = Math.min(8, payload.length);
  let read = 0;
  let unaligned = 0;
  let unalignedAt = 0;
  for (; read < room; read++) {
    if (at + least > payload.length) break;
    const start = at;
    at += ivSize;
    const parts = hasSubsamples ? view.getUint16(at) : 0;
    if (hasSubsamples) at += 2;
    if (at + parts * 6 > payload.length) {
      at = start;
      break;
    }
    let sum = 0;
    for (let i = 0; i < parts; i++, at += 6) {
      const hidden = view.getUint32(at + 2);
      sum += view.getUint16(at) + hidden;
      if (hidden % 16 !== 0) {
        if (unaligned === 0) unalignedAt = at + 2;
        unaligned += 1;
      }
    }
    starts[read] = start;
    lengths[read] = at - start;
    if (parts > 0) sums[read] = sum;
  }
  if (least === 0) read = sample_count;
  return {
    senc,
    ivSize,
    count: sample_count,
    read,
    hasSubsamples,
    lengths,
    sums,
    starts,
    payload,
    used: at,
    unaligned,
    unalignedAt,
  };
};

const readings = new WeakMap<Box, Auxiliary>();

/**
 * The senc of a chunk, read with the size of initialization vectors that holds for it. Undefined without a senc, where
 * that size cannot be told, and for versions other than 0. Read once for each chunk.
 */
export const auxiliaryOf = (chunk: Chunk, trak: Trak): Auxiliary | undefined => {
  const senc = child(trafOf(chunk), 'senc');
  if (senc === undefined) return undefined;
  const known = readings.get(senc);
  if (known !== undefined) return known;
  const protection = protectionOf(chunk, trak);
  if (protection === undefined || protection.isProtected !== 1 || decodeAs(senc, 'senc').value.version !== 0)
    return undefined;
  const reading = readAuxiliary(senc, protection.ivSize);
  readings.set(senc, reading);
  return reading;
};
