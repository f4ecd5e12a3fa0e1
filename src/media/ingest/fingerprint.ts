import { viewOf } from '../bytes.ts';

/**
 * 64 bits that tell fragments apart, not meant to withstand anybody: quick, and the same for the same pieces in the same
 * order.
 */
export interface Fingerprint {
  /** One piece: the same bytes in two pieces are something else. */
  add(bytes: Uint8Array): void;
  /** As 16 hexadecimal digits, of what was added so far. */
  digest(): string;
}

const digits = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

export const fingerprint = (): Fingerprint => {
  let high = 0xcbf29ce4 | 0;
  let low = 0x84222325 | 0;
  const mix = (word: number): void => {
    high = Math.imul(((high << 5) | (high >>> 27)) ^ word, 0x9e3779b1);
    low = Math.imul(((low << 7) | (low >>> 25)) ^ word, 0x85ebca6b);
  };
  return {
    add: (bytes) => {
      const view = viewOf(bytes);
      const words = bytes.length & ~3;
      for (let at = 0; at < words; at += 4) mix(view.getInt32(at));
      for (let at = words; at < bytes.length; at++) mix(view.getUint8(at));
      mix(bytes.length);
    },
    digest: () => digits(high ^ (high >>> 15)) + digits(low ^ (low >>> 13)),
  };
};
