/** The table of a CRC that takes the most significant bit first; `top` is that bit's place value. */
const tableOf = (polynomial: number, width: 8 | 16 | 32): Uint32Array => {
  const top = 2 ** (width - 1);
  const mask = 2 ** width - 1;
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = (byte * 2 ** (width - 8)) >>> 0;
    for (let bit = 0; bit < 8; bit++) {
      const carries = (rest & top) !== 0;
      rest = ((rest << 1) & mask) >>> 0;
      if (carries) rest = (rest ^ polynomial) >>> 0;
    }
    return rest;
  });
};

/** A table that is made when it is first needed: few of those who load this need any. */
const made = (polynomial: number, width: 8 | 16 | 32): (() => Uint32Array) => {
  let table: Uint32Array | undefined;
  return () => (table ??= tableOf(polynomial, width));
};

const flacHeader = made(0x07, 8);
const flacFrame = made(0x8005, 16);
const oggPage = made(0x04c11db7, 32);

/** The CRC-8 that ends a FLAC frame header (RFC 9639, 9.1.8). */
export const crc8 = (bytes: Uint8Array): number => {
  let rest = 0;
  for (const byte of bytes) rest = flacHeader()[rest ^ byte] ?? 0;
  return rest;
};

/** One step of the CRC-16 that ends a FLAC frame (RFC 9639, 9.3). */
export const crc16Step = (rest: number, byte: number): number =>
  ((rest << 8) & 0xffff) ^ (flacFrame()[(rest >> 8) ^ byte] ?? 0);

/** The CRC-16 that ends a FLAC frame (RFC 9639, 9.3). */
export const crc16 = (bytes: Uint8Array): number => bytes.reduce(crc16Step, 0);

/** One step of the CRC of an Ogg page (RFC 3533, section 6, field 7). */
export const oggCrcStep = (rest: number, byte: number): number =>
  ((rest << 8) ^ (oggPage()[(rest >>> 24) ^ byte] ?? 0)) >>> 0;

/**
 * The CRC-32 of MPEG-2 sections (ISO/IEC 13818-1, Annex A): begun with all ones, most significant bit first, with
 * nothing inverted at the end. Over a section that ends with its own CRC_32 it is 0.
 */
export const crcMpeg2 = (bytes: Uint8Array): number => bytes.reduce(oggCrcStep, 0xffffffff);
