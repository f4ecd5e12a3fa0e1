import { crc8 } from './crc.ts';

/** What a FLAC frame header says (RFC 9639, 9.1). */
export interface FlacHeader {
  readonly format: string;
  /** 0 where only STREAMINFO tells. */
  readonly sampleRate: number;
  readonly blockSize: number;
  /** The number of the frame, or, where block sizes vary, of its first sample. */
  readonly number: number;
  /** The number that the next frame must have. */
  readonly nextNumber: number;
}

/** By the four bits of sample rate up to 11 (RFC 9639, table 15). */
const sampleRates = [
  0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000,
];

/** A coded number and where it ends (RFC 9639, 9.1.5). */
const numberAt = (bytes: Uint8Array, offset: number): { value: number; end: number } | undefined => {
  const first = bytes[offset];
  if (first === undefined || first === 0xff || (first & 0xc0) === 0x80) return undefined;
  if (first < 0x80) return { value: first, end: offset + 1 };
  const length = Math.clz32(~(first << 24));
  let value = first & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const byte = bytes[offset + i];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (byte & 0x3f);
  }
  return { value, end: offset + length };
};

/** The frame header here, if it is whole and its CRC-8 is right. */
export const flacHeaderAt = (bytes: Uint8Array, offset: number): FlacHeader | undefined => {
  const [b0, b1, b2, b3] = [bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]];
  if (b0 !== 0xff || b1 === undefined || (b1 & 0xfe) !== 0xf8 || b2 === undefined || b3 === undefined)
    return undefined;
  const [size, rate, channels, depth] = [b2 >> 4, b2 & 15, b3 >> 4, (b3 >> 1) & 7];
  if (size === 0 || rate === 15 || channels > 10 || depth === 3 || (b3 & 1) === 1) return undefined;
  const number = numberAt(bytes, offset + 4);
  if (number === undefined) return undefined;

  let at = number.end;
  const read = (width: number): number => {
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0);
    return value;
  };
  const blockSize =
    size === 1 ? 192 : size < 6 ? 144 << size : size < 8 ? read(size - 5) + 1 : 256 << (size - 8);
  const sampleRate =
    rate === 12
      ? read(1) * 1000
      : rate === 13
        ? read(2)
        : rate === 14
          ? read(2) * 10
          : (sampleRates[rate] ?? 0);
  if (at >= bytes.length || crc8(bytes.subarray(offset, at)) !== bytes[at]) return undefined;
  const isVariable = (b1 & 1) === 1;
  return {
    format: `${isVariable ? 'variable' : 'fixed'} block size, sample rate ${sampleRate} Hz, bit depth code ${depth}`,
    sampleRate,
    blockSize,
    number: number.value,
    nextNumber: number.value + (isVariable ? blockSize : 1),
  };
};
