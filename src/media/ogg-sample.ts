import { ascii, concat, viewOf } from './bytes.ts';
import { oggCrcStep } from './crc.ts';
import { opusHead, opusPacket, opusTags, packetMilliseconds, samplesPerPacket } from './opus.ts';
import type { Sample } from './sample.ts';

const serialNumber = 0x1c3ca57;
const beginsStream = 2;

/** One page with one packet of fewer than 255 bytes (RFC 3533, section 6). */
const page = (sequence: number, granule: number, flags: number, packet: Uint8Array): Uint8Array => {
  const header = new Uint8Array(22);
  const view = viewOf(header);
  header.set(ascii('OggS')); // capture pattern, then version 0
  view.setUint8(5, flags);
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, serialNumber, true);
  view.setUint32(18, sequence, true);
  const whole = concat(header, new Uint8Array(4), Uint8Array.of(1, packet.length), packet);
  viewOf(whole).setUint32(22, whole.reduce(oggCrcStep, 0), true);
  return whole;
};

const headerPages = 2;

/** Ogg pages of silent Opus (RFC 7845), one packet a page. */
export const oggSample: Sample = {
  contentType: 'audio/ogg',
  header: concat(page(0, 0, beginsStream, opusHead()), page(1, 0, 0, opusTags())),
  frameMilliseconds: packetMilliseconds,
  frame: (index) => page(index + headerPages, (index + 1) * samplesPerPacket, 0, opusPacket(index)),
};
