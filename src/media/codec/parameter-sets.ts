import type { BitReader } from './bits.ts';

/** A NAL unit that stands in a decoder configuration record, header included. */
export interface ConfigNal {
  /** Bytes from the start of the payload of the box. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * `count` NAL units, each after a length of 16 bits, as all decoder configuration records of ISO/IEC 14496-15 hold
 * them. Where the bytes end first, it gives those that are whole and the reader is exhausted.
 */
export const readConfigNals = (bits: BitReader, count: number): readonly ConfigNal[] => {
  const nals: ConfigNal[] = [];
  for (let i = 0; i < count; i++) {
    const length = bits.u(16);
    const offset = bits.position / 8;
    const bytes = bits.bytes(length);
    if (bits.exhausted) break;
    nals.push({ offset, bytes });
  }
  return nals;
};
