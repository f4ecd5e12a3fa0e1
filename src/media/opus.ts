import { ascii, concat, viewOf } from './bytes.ts';
import { stamp } from './stamp.ts';

/** Granule positions and pre-skip count samples at 48 kHz, whatever the input was (RFC 7845, section 4). */
export const opusRate = 48_000;
export const opusPreSkip = 312;
export const samplesPerPacket = 960;

/** How long a packet plays, in milliseconds. */
export const packetMilliseconds = 20;

const stampLength = 161;

/** The identification header (RFC 7845, 5.1): version 1, one channel, no gain, mapping family 0. */
export const opusHead = (): Uint8Array => {
  const numbers = new Uint8Array(11);
  const view = viewOf(numbers);
  view.setUint8(0, 1); // version
  view.setUint8(1, 1); // channel count
  view.setUint16(2, opusPreSkip, true);
  view.setUint32(4, opusRate, true);
  return concat(ascii('OpusHead'), numbers);
};

/** The comment header (RFC 7845, 5.2): a vendor and no comment. */
export const opusTags = (): Uint8Array => {
  const vendor = ascii('ingestspec');
  return concat(ascii('OpusTags'), Uint8Array.of(vendor.length, 0, 0, 0), vendor, new Uint8Array(4));
};

/**
 * A silent packet: CELT, full band, 20 ms, one channel, one frame (RFC 6716, 3.1), whose first 15 bits set the
 * silence flag (4.3, table 56). A decoder then skips what remains of the frame, and that carries the stamp. Padding
 * would not do: 3.2.5 wants it zero.
 */
export const opusPacket = (index: number): Uint8Array =>
  concat(Uint8Array.of(31 << 3, 0xff, 0xfe), stamp(index, stampLength));
