/** An open bitstream unit (AV1 specification, 5.3). */
export interface Obu {
  readonly obu_forbidden_bit: number;
  readonly obu_type: number;
  readonly obu_has_size_field: boolean;
  /** 0 where there is no extension header. */
  readonly temporal_id: number;
  readonly spatial_id: number;
  readonly payload: Uint8Array;
}

/** How many whole units there are, and where, if anywhere, they stop to make sense. */
export interface ObuWalk {
  readonly count: number;
  /** `offset` is that of the header of the unit, in bytes. */
  readonly broken?: { readonly offset: number; readonly reason: string };
}

/** A size of at most eight bytes of seven bits, the lowest first (AV1 specification, 4.10.5). */
const readLeb128 = (bytes: Uint8Array, from: number): { value: number; end: number } | undefined => {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) return undefined;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return value < 2 ** 32 ? { value, end: from + i + 1 } : undefined;
  }
  return undefined;
};

/**
 * Calls `visit` for each unit of a temporal unit or of configOBUs, with the offset of its header (AV1 specification,
 * 5.3.1; the last of a sample may be without a size, AV1 in ISOBMFF, 2.4). It stops at the first that cannot be
 * right; what was visited before that stands.
 */
export const walkObus = (bytes: Uint8Array, visit: (obu: Obu, offset: number) => void): ObuWalk => {
  let count = 0;
  let at = 0;
  while (at < bytes.length) {
    const broken = (reason: string): ObuWalk => ({ count, broken: { offset: at, reason } });
    const header = bytes[at] ?? 0;
    const hasExtension = (header & 4) !== 0;
    const obu_has_size_field = (header & 2) !== 0;
    const extension = hasExtension ? bytes[at + 1] : 0;
    if (extension === undefined) return broken('an OBU ends inside its header');
    const afterHeader = at + (hasExtension ? 2 : 1);
    const size = obu_has_size_field
      ? readLeb128(bytes, afterHeader)
      : { value: bytes.length - afterHeader, end: afterHeader };
    if (size === undefined) return broken('the size of an OBU is cut short or out of range');
    const end = size.end + size.value;
    if (end > bytes.length) return broken('an OBU is longer than what is left');
    const obu: Obu = {
      obu_forbidden_bit: header >> 7,
      obu_type: (header >> 3) & 15,
      obu_has_size_field,
      temporal_id: extension >> 5,
      spatial_id: (extension >> 3) & 3,
      payload: bytes.subarray(size.end, end),
    };
    visit(obu, at);
    count++;
    at = end;
  }
  return { count };
};
