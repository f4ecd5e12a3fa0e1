import { ascii, has } from './bytes.ts';

const magic = ascii('ID3');

/** Where an ID3v2 tag at the beginning ends (ID3v2.4 structure, 3.1): 0 without one, perhaps beyond the last byte. */
export const id3Length = (bytes: Uint8Array): number => {
  if (bytes.length < 10 || !has(bytes, 0, magic)) return 0;
  const size = bytes.subarray(6, 10);
  if (size.some((byte) => byte >= 0x80)) return 0;
  const footer = ((bytes[5] ?? 0) & 0x10) === 0 ? 0 : 10;
  return 10 + size.reduce((sum, byte) => sum * 128 + byte, 0) + footer;
};
