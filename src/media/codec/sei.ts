import { unescape } from './bits.ts';

/** One message of supplemental enhancement information, without emulation prevention bytes. */
export interface SeiPayload {
  readonly payloadType: number;
  readonly bytes: Uint8Array;
}

/** The whole messages of an SEI NAL unit, and what is wrong behind them, if anything is. */
export interface SeiWalk {
  readonly payloads: readonly SeiPayload[];
  readonly broken?: string;
}

/** Where the messages end: before the byte of rbsp_trailing_bits(), if there is one, and the zeros behind it. */
const endOfMessages = (rbsp: Uint8Array): number => {
  let end = rbsp.length;
  while (end > 0 && rbsp[end - 1] === 0) end--;
  return end > 0 && rbsp[end - 1] === 0x80 ? end - 1 : end;
};

/** A number as 255s to be added up and a last byte (ISO/IEC 14496-10, 7.3.2.3.1). */
const readSum = (bytes: Uint8Array, from: number): { value: number; end: number } | undefined => {
  let value = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value += byte;
    if (byte !== 255) return { value, end: at + 1 };
  }
  return undefined;
};

/**
 * The messages of an SEI NAL unit, type 6 of AVC (ISO/IEC 14496-10, 7.3.2.3), 39 and 40 of HEVC (ISO/IEC 23008-2,
 * 7.3.2.4), 23 and 24 of VVC. The header of a NAL unit has `headerLength` bytes: 1 in AVC, 2 in HEVC and VVC. Where
 * a message ends early, those before it are given all the same. Linear in its length.
 */
export const seiPayloads = (nal: Uint8Array, headerLength: 1 | 2): SeiWalk => {
  if (nal.length <= headerLength) return { payloads: [], broken: 'the SEI NAL unit holds no message' };
  const rbsp = unescape(nal.subarray(headerLength));
  const messages = rbsp.subarray(0, endOfMessages(rbsp));
  const payloads: SeiPayload[] = [];
  let at = 0;
  while (at < messages.length) {
    const type = readSum(messages, at);
    const size = type && readSum(messages, type.end);
    if (type === undefined || size === undefined)
      return { payloads, broken: 'an SEI message ends inside its type or size' };
    at = size.end + size.value;
    if (at > messages.length)
      return {
        payloads,
        broken: `an SEI message of ${size.value} bytes has ${messages.length - size.end}`,
      };
    payloads.push({ payloadType: type.value, bytes: messages.subarray(size.end, at) });
  }
  return { payloads };
};
