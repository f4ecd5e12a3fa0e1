/** Why the length fields of a sample do not tile it. */
export type NalTilingFault =
  | 'the length field is not of 1, 2 or 4 bytes'
  | 'a NAL unit has length zero'
  | 'a NAL unit is longer than what is left of the sample'
  | 'bytes are left that are too few for a length field';

/** How many whole NAL units a sample has, and where, if anywhere, its length fields stop to make sense. */
export interface NalWalk {
  readonly count: number;
  /** `offset` is that of the length field, in bytes from the start of the sample. */
  readonly broken?: { readonly offset: number; readonly reason: NalTilingFault };
}

/**
 * Calls `visit` for each NAL unit of a sample, with its offset (that of its header, not of its length field), without
 * an array of them (ISO/IEC 14496-15, 4.3.3.1.3 and 5.3.2). It stops at the first length that cannot be right; what
 * was visited before that stands.
 */
export const walkNals = (
  sample: Uint8Array,
  lengthSize: number,
  visit: (nal: Uint8Array, offset: number) => void,
): NalWalk => {
  let count = 0;
  let at = 0;
  const broken = (reason: NalTilingFault): NalWalk => ({ count, broken: { offset: at, reason } });
  if (lengthSize !== 1 && lengthSize !== 2 && lengthSize !== 4)
    return broken('the length field is not of 1, 2 or 4 bytes');
  while (at < sample.length) {
    const start = at + lengthSize;
    if (start > sample.length) return broken('bytes are left that are too few for a length field');
    let length = 0;
    for (let i = at; i < start; i++) length = length * 256 + (sample[i] ?? 0);
    if (length === 0) return broken('a NAL unit has length zero');
    if (length > sample.length - start) return broken('a NAL unit is longer than what is left of the sample');
    visit(sample.subarray(start, start + length), start);
    count++;
    at = start + length;
  }
  return { count };
};

/** The header of an AVC NAL unit (ISO/IEC 14496-10, 7.3.1). */
export interface AvcNalHeader {
  readonly forbidden_zero_bit: number;
  readonly nal_ref_idc: number;
  readonly nal_unit_type: number;
}

/** The header of an HEVC NAL unit (ISO/IEC 23008-2, 7.3.1.2). */
export interface HevcNalHeader {
  readonly forbidden_zero_bit: number;
  readonly nal_unit_type: number;
  readonly nuh_layer_id: number;
  readonly nuh_temporal_id_plus1: number;
}

/** The header of a VVC NAL unit (ISO/IEC 23090-3, 7.3.1.2). */
export interface VvcNalHeader extends HevcNalHeader {
  readonly nuh_reserved_zero_bit: number;
}

/** The one byte of header (ISO/IEC 14496-10, 7.3.1); `undefined` if there is no byte. */
export const avcNalHeader = (nal: Uint8Array): AvcNalHeader | undefined => {
  const [first] = nal;
  if (first === undefined) return undefined;
  return { forbidden_zero_bit: first >> 7, nal_ref_idc: (first >> 5) & 3, nal_unit_type: first & 31 };
};

/** The two bytes of header (ISO/IEC 23008-2, 7.3.1.2); `undefined` if there are fewer. */
export const hevcNalHeader = (nal: Uint8Array): HevcNalHeader | undefined => {
  const [first, second] = nal;
  if (first === undefined || second === undefined) return undefined;
  return {
    forbidden_zero_bit: first >> 7,
    nal_unit_type: (first >> 1) & 63,
    nuh_layer_id: ((first & 1) << 5) | (second >> 3),
    nuh_temporal_id_plus1: second & 7,
  };
};

/** The two bytes of header (ISO/IEC 23090-3, 7.3.1.2); `undefined` if there are fewer. */
export const vvcNalHeader = (nal: Uint8Array): VvcNalHeader | undefined => {
  const [first, second] = nal;
  if (first === undefined || second === undefined) return undefined;
  return {
    forbidden_zero_bit: first >> 7,
    nuh_reserved_zero_bit: (first >> 6) & 1,
    nuh_layer_id: first & 63,
    nal_unit_type: second >> 3,
    nuh_temporal_id_plus1: second & 7,
  };
};
