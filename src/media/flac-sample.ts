import { ascii, concat, viewOf } from './bytes.ts';
import { crc8, crc16 } from './crc.ts';
import { longestStamp, stamp } from './stamp.ts';
import type { Sample } from './sample.ts';

const sampleRate = 44_100;
const blockSize = longestStamp;

/** The STREAMINFO block (RFC 9639, 8.2): sizes of frames, count of samples and MD5 sum unknown, as they are live. */
const streamInfo = (() => {
  const block = new Uint8Array(34);
  const view = viewOf(block);
  view.setUint16(0, blockSize);
  view.setUint16(2, blockSize);
  view.setUint32(10, (sampleRate << 12) + (0 << 9) + (15 << 4)); // rate; one channel; 16 bits a sample
  return block;
})();

/** A number as long as UTF-8 used to allow, up to 36 bits (RFC 9639, 9.1.5). */
const codedNumber = (value: number): Uint8Array => {
  if (value < 0x80) return Uint8Array.of(value);
  const length = [11, 16, 21, 26, 31, 36].findIndex((bits) => value < 2 ** bits) + 2;
  return Uint8Array.from({ length }, (_, i) => {
    const digit = Math.floor(value / 64 ** (length - 1 - i));
    return i === 0 ? (0xff & (0xff00 >> length)) + digit : 0x80 + (digit % 64);
  });
};

/** A frame header (RFC 9639, 9.1). */
const frameHeader = (index: number): Uint8Array => {
  const fields = concat(
    Uint8Array.of(
      0xff, // sync code
      0xf8, // sync code, fixed block size
      0x79, // block size in 16 bits after the number, 44.1 kHz
      0x08, // one channel, 16 bits a sample
    ),
    codedNumber(index),
    Uint8Array.of((blockSize - 1) >> 8, (blockSize - 1) & 0xff),
  );
  return concat(fields, Uint8Array.of(crc8(fields)));
};

/**
 * Native FLAC, 44.1 kHz, one channel, 16 bits. A frame is one verbatim subframe (RFC 9639, 9.2.4), whose samples are
 * the bytes of the stamp: a faint noise.
 */
export const flacSample: Sample = {
  contentType: 'audio/flac',
  header: concat(ascii('fLaC'), Uint8Array.of(0x80, 0, 0, streamInfo.length), streamInfo),
  frameMilliseconds: (blockSize / sampleRate) * 1000,
  frame(index) {
    const samples = new Uint8Array(blockSize * 2);
    stamp(index, blockSize).forEach((byte, i) => (samples[i * 2 + 1] = byte));
    const frame = concat(frameHeader(index), Uint8Array.of(0b0_000001_0), samples);
    const check = crc16(frame);
    return concat(frame, Uint8Array.of(check >> 8, check & 0xff));
  },
};
