/** A stamp repeats groups of this many bytes: any slice of 13 stamped bytes holds a whole group. */
const groupLength = 7;

/** More bytes than this cannot be stamped without repeating a group. */
export const longestStamp = 64 * groupLength;

/**
 * Filling that tells where it comes from: groups of one byte 0x40 + group number, then the frame number in six
 * digits of six bits. No byte exceeds 0x7F, so a stamp holds no sync word, and no two neighbours are letters, so it
 * holds no `OggS`, `ID3` or `TAG` either.
 */
export const stamp = (frame: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => {
    const place = i % groupLength;
    if (place === 0) return 0x40 + (Math.floor(i / groupLength) % 64);
    return Math.floor(frame / 64 ** (groupLength - 1 - place)) % 64;
  });
