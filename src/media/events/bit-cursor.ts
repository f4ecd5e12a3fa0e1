/**
 * Reads fields one behind the other, most significant bit first. Beyond `end` every read gives 0 and the cursor says
 * `overrun`; so a parser asks once behind its fields, not before each.
 */
export interface BitCursor {
  /** The next `width` bits as a number; `width` is at most 48. */
  readonly bits: (width: number) => number;
  readonly flag: () => boolean;
  /** The next bytes as a view; empty where there are fewer than that. */
  readonly bytes: (length: number) => Uint8Array;
  /** The offset of the byte that holds the next bit, never beyond `end`. */
  readonly at: () => number;
  /** Whole bytes that are still there. */
  readonly left: () => number;
  readonly overrun: () => boolean;
}

/** A cursor over `bytes` from the offset `start` up to, and without, `end`. */
export const bitCursor = (bytes: Uint8Array, start = 0, end = bytes.length): BitCursor => {
  const limit = Math.min(end, bytes.length) * 8;
  let bit = start * 8;
  let over = bit > limit;
  const take = (width: number): boolean => {
    if (over || bit + width > limit) over = true;
    return !over;
  };
  const bits = (width: number): number => {
    if (!take(width)) return 0;
    let value = 0;
    let wanted = width;
    while (wanted > 0) {
      const inByte = 8 - (bit % 8);
      const count = Math.min(inByte, wanted);
      const part = ((bytes[Math.floor(bit / 8)] ?? 0) >> (inByte - count)) & (2 ** count - 1);
      value = value * 2 ** count + part;
      bit += count;
      wanted -= count;
    }
    return value;
  };
  return {
    bits,
    flag: () => bits(1) === 1,
    bytes: (length) => {
      if (!take(length * 8)) return new Uint8Array(0);
      const from = Math.floor(bit / 8);
      bit += length * 8;
      return bytes.subarray(from, from + length);
    },
    at: () => Math.min(Math.floor(bit / 8), Math.floor(limit / 8)),
    left: () => Math.max(0, Math.floor((limit - bit) / 8)),
    overrun: () => over,
  };
};
