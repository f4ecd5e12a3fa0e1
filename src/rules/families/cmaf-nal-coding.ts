/** How the access units of a track are to be read: its coding, its length fields, its parameter sets. */
import { child, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { parseAvcC } from '../../media/codec/avc.ts';
import { parseAvcSps } from '../../media/codec/avc-sps.ts';
import { parseHvcC } from '../../media/codec/hevc.ts';
import { parseHevcSps } from '../../media/codec/hevc-sps.ts';
import { parseVvcC } from '../../media/codec/vvc.ts';
import { walkNals } from '../../media/codec/nal.ts';
import { originalOf } from '../model/header.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Track } from '../model/track.ts';

export type NalCodec = 'avc' | 'hevc' | 'vvc';

/** What a sample entry says of the NAL units in its samples (ISO/IEC 14496-15). */
export interface NalCoding {
  readonly codec: NalCodec;
  readonly entry: Box;
  readonly lengthSize: number;
  /** Whether parameter sets may stand in the samples (`avc3`, `hev1`, …). */
  readonly inBand: boolean;
  /** Parameter sets of the configuration, headers included. */
  readonly sets: readonly Uint8Array[];
  /** The level that the configuration declares; 0 where it declares none. */
  readonly level: number;
  /** Whether pictures may be coded as two fields. */
  readonly fields: boolean;
}

const codecs: Readonly<Record<string, readonly [NalCodec, boolean]>> = {
  avc1: ['avc', false],
  avc2: ['avc', false],
  dva1: ['avc', false],
  avc3: ['avc', true],
  avc4: ['avc', true],
  dvav: ['avc', true],
  hvc1: ['hevc', false],
  dvh1: ['hevc', false],
  hev1: ['hevc', true],
  dvhe: ['hevc', true],
  vvc1: ['vvc', false],
  vvi1: ['vvc', true],
};

/** The type of a NAL unit, or -1 of one without a whole header. */
export const nalType = (codec: NalCodec, nal: Uint8Array): number => {
  const [first, second] = nal;
  if (first === undefined) return -1;
  if (codec === 'avc') return first & 31;
  if (second === undefined) return -1;
  return codec === 'hevc' ? (first >> 1) & 63 : second >> 3;
};

/** The layer of a NAL unit; what is not of layer 0 is no matter of a CMAF decoder. */
const layer = (codec: NalCodec, nal: Uint8Array): number => {
  const [first = 0, second = 0] = nal;
  return codec === 'avc' ? 0 : codec === 'hevc' ? ((first & 1) << 5) | (second >> 3) : first & 63;
};

/** Whether a type is that of a slice of a picture. */
export const isSlice = (codec: NalCodec, type: number): boolean =>
  codec === 'avc'
    ? type >= 1 && type <= 5
    : codec === 'hevc'
      ? type >= 0 && type <= 31
      : type >= 0 && type <= 11;

/** Types of parameter sets that a decoder needs before the first slice, and their names. */
export const parameterSets: Readonly<Record<NalCodec, Readonly<Record<number, string>>>> = {
  avc: { 7: 'SPS', 8: 'PPS' },
  hevc: { 32: 'VPS', 33: 'SPS', 34: 'PPS' },
  // A video parameter set of VVC is only for several layers.
  vvc: { 15: 'SPS', 16: 'PPS' },
};

/** The type of a sequence parameter set. */
export const sequenceSet: Readonly<Record<NalCodec, number>> = { avc: 7, hevc: 33, vvc: 15 };

const bytesOfSets = (sets: readonly { readonly bytes: Uint8Array }[]): readonly Uint8Array[] =>
  sets.map(({ bytes }) => bytes);

const read = (entry: Box): NalCoding | undefined => {
  const [codec, inBand] = codecs[originalOf(entry)] ?? [];
  if (codec === undefined || inBand === undefined) return undefined;
  const config = child(entry, codec === 'avc' ? 'avcC' : codec === 'hevc' ? 'hvcC' : 'vvcC');
  if (config === undefined) return undefined;
  const payload = payloadOf(config);
  if (codec === 'avc') {
    const avc = parseAvcC(payload);
    if (!('value' in avc)) return undefined;
    const { lengthSizeMinusOne, sequenceParameterSets, pictureParameterSets, AVCLevelIndication } = avc.value;
    const sps = sequenceParameterSets[0]?.bytes;
    const parsed = sps === undefined ? undefined : parseAvcSps(sps);
    return {
      codec,
      entry,
      inBand,
      lengthSize: lengthSizeMinusOne + 1,
      sets: bytesOfSets([...sequenceParameterSets, ...pictureParameterSets]),
      level: AVCLevelIndication,
      // Without a parameter set to tell, fields cannot be ruled out.
      fields: parsed === undefined || !('value' in parsed) || !parsed.value.frame_mbs_only_flag,
    };
  }
  if (codec === 'hevc') {
    const hevc = parseHvcC(payload);
    if (!('value' in hevc)) return undefined;
    const { lengthSizeMinusOne, arrays, general_level_idc } = hevc.value;
    const sets = bytesOfSets(arrays.flatMap(({ nalus }) => nalus));
    return {
      codec,
      entry,
      inBand,
      lengthSize: lengthSizeMinusOne + 1,
      sets,
      level: general_level_idc,
      fields: false,
    };
  }
  const vvc = parseVvcC(payload);
  if (!('value' in vvc)) return undefined;
  const { LengthSizeMinusOne, arrays } = vvc.value;
  const sets = bytesOfSets(arrays.flatMap(({ nalus }) => nalus));
  return { codec, entry, inBand, lengthSize: LengthSizeMinusOne + 1, sets, level: 0, fields: false };
};

const readings = new WeakMap<Box, NalCoding | 'none'>();

/** The coding of the samples of a chunk; undefined where they are not of NAL units, or their configuration is broken. */
export const codingOf = (chunk: Chunk, { trak }: Track): NalCoding | undefined => {
  if (trak === undefined) return undefined;
  const index = chunk.traf.descriptionIndex ?? trak.defaults?.descriptionIndex ?? 1;
  const entry = trak.entries[index - 1] ?? trak.entries[0];
  if (entry === undefined) return undefined;
  let known = readings.get(entry);
  if (known === undefined) {
    known = read(entry) ?? 'none';
    readings.set(entry, known);
  }
  return known === 'none' ? undefined : known;
};

/** Whether the samples of a track are of NAL units that can be read: not encrypted. */
export const hasNals = ({ trak }: Track): boolean =>
  trak !== undefined && !trak.encrypted && codecs[trak.original] !== undefined;

/** Calls `visit` for each NAL unit of layer 0, with its type and its offset in the sample. */
export const eachNal = (
  sample: Uint8Array,
  { codec, lengthSize }: NalCoding,
  visit: (type: number, nal: Uint8Array, offset: number) => void,
): void => {
  walkNals(sample, lengthSize, (nal, offset) => {
    if (layer(codec, nal) === 0) visit(nalType(codec, nal), nal, offset);
  });
};

/** What a sequence parameter set says of size and level; undefined where it cannot be read. */
export const sequenceFacts = (
  codec: NalCodec,
  nal: Uint8Array,
): { readonly width: number; readonly height: number; readonly level: number } | undefined => {
  if (codec === 'avc') {
    const sps = parseAvcSps(nal);
    return 'value' in sps
      ? { width: sps.value.width, height: sps.value.height, level: sps.value.level_idc }
      : undefined;
  }
  if (codec === 'hevc') {
    const sps = parseHevcSps(nal);
    return 'value' in sps
      ? { width: sps.value.width, height: sps.value.height, level: sps.value.general_level_idc }
      : undefined;
  }
  return undefined;
};

/** Whether two NAL units are the same, but for zero bytes behind them. */
export const sameNal = (a: Uint8Array, b: Uint8Array): boolean => {
  const length = (nal: Uint8Array): number => {
    let end = nal.length;
    while (end > 0 && nal[end - 1] === 0) end -= 1;
    return end;
  };
  const end = length(a);
  if (end !== length(b)) return false;
  for (let i = 0; i < end; i++) if (a[i] !== b[i]) return false;
  return true;
};
