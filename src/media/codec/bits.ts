/** Reads bits, the most significant first, and never beyond its bytes. */
export interface BitReader {
  /** An unsigned number of `width` bits, at most 53. */
  readonly u: (width: number) => number;
  readonly flag: () => boolean;
  /** An Exp-Golomb code, unsigned (ISO/IEC 14496-10, 9.1). */
  readonly ue: () => number;
  /** An Exp-Golomb code, signed (ISO/IEC 14496-10, 9.1.1). */
  readonly se: () => number;
  readonly skip: (width: number) => void;
  /** A view of the next `length` whole bytes, from the next byte boundary; empty if they are not there. */
  readonly bytes: (length: number) => Uint8Array;
  /** Goes on to the next byte boundary, if it is not at one. */
  readonly align: () => void;
  /** How many bits were read. */
  readonly position: number;
  /** How many bits are left. */
  readonly left: number;
  /** Whether something was read that was not there, or a code that no number has; all reads then give 0. */
  readonly exhausted: boolean;
}

/** The longest Exp-Golomb prefix that the standards allow: 32 zeros would be a number above 32 bits. */
const longestPrefix = 31;

/** A reader of the bits of `bytes`. Reading beyond the end gives 0 and sets `exhausted`; it never throws. */
export const bitReader = (bytes: Uint8Array): BitReader => {
  const end = bytes.length * 8;
  let position = 0;
  let exhausted = false;

  const fail = (): void => {
    position = end;
    exhausted = true;
  };

  const u = (width: number): number => {
    if (exhausted || width > end - position) {
      fail();
      return 0;
    }
    let value = 0;
    let wanted = width;
    while (wanted > 0) {
      const used = position % 8;
      const taken = Math.min(8 - used, wanted);
      const byte = bytes[(position - used) / 8] ?? 0;
      value = value * 2 ** taken + ((byte >> (8 - used - taken)) & (2 ** taken - 1));
      position += taken;
      wanted -= taken;
    }
    return value;
  };

  const ue = (): number => {
    let zeros = 0;
    while (!exhausted && u(1) === 0) {
      if (++zeros > longestPrefix) fail();
    }
    const rest = u(zeros);
    return exhausted ? 0 : 2 ** zeros - 1 + rest;
  };

  const skip = (width: number): void => {
    if (exhausted || width > end - position) fail();
    else position += width;
  };

  const align = (): void => {
    skip((8 - (position % 8)) % 8);
  };

  return {
    u,
    flag: () => u(1) === 1,
    ue,
    se: () => {
      const code = ue();
      if (code === 0) return 0;
      return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
    },
    skip,
    bytes: (length) => {
      align();
      const start = position / 8;
      skip(length * 8);
      return exhausted ? new Uint8Array(0) : bytes.subarray(start, start + length);
    },
    align,
    get position() {
      return position;
    },
    get left() {
      return end - position;
    },
    get exhausted() {
      return exhausted;
    },
  };
};

/**
 * The payload of a NAL unit without its emulation prevention bytes: of `00 00 03` the `03` goes (ISO/IEC 14496-10,
 * 7.3.1). The NAL unit header is kept. It never takes more memory than was given.
 */
export const unescape = (nal: Uint8Array): Uint8Array => {
  const plain = new Uint8Array(nal.length);
  let length = 0;
  let zeros = 0;
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain[length++] = byte;
  }
  return plain.subarray(0, length);
};
