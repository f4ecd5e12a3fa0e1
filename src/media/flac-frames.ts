import { ascii, has, viewOf } from './bytes.ts';
import { crc16Step } from './crc.ts';
import { flacHeaderAt, type FlacHeader } from './flac-header.ts';
import { rateOf, type FrameBreak, type FrameReading } from './frame-reading.ts';
import { id3Length } from './id3.ts';

const magic = ascii('fLaC');

/** Where the metadata blocks end, and the sample rate of STREAMINFO (RFC 9639, sections 8.1 and 8.2). */
const preludeOf = (bytes: Uint8Array): { end: number; sampleRate: number } => {
  let end = id3Length(bytes);
  if (!has(bytes, end, magic)) return { end, sampleRate: 0 };
  end += magic.length;
  const view = viewOf(bytes);
  const sampleRate = end + 18 <= bytes.length ? view.getUint32(end + 14) >>> 12 : 0;
  while (end + 4 <= bytes.length) {
    const header = view.getUint32(end);
    end += 4 + (header & 0xffffff);
    if (header >= 0x80000000) break;
  }
  return { end, sampleRate };
};

/** The next frame header at or after `from`. */
const nextHeader = (bytes: Uint8Array, from: number): { offset: number; header: FlacHeader } | undefined => {
  for (let offset = bytes.indexOf(0xff, from); offset !== -1; offset = bytes.indexOf(0xff, offset + 1)) {
    const header = flacHeaderAt(bytes, offset);
    if (header !== undefined) return { offset, header };
  }
  return undefined;
};

/**
 * Where a frame ends. FLAC does not say, so we look for the next header: it is genuine if the CRC-16 from this frame
 * up to it is right, and the frame is broken if the CRC-16 is wrong but the header goes on from the last intact frame
 * (or, without one, from this frame): its format, a later number. The CRC of a frame with its own CRC behind it is 0.
 */
const endOf = (
  bytes: Uint8Array,
  start: number,
  known: FlacHeader,
): { end: number; intact: boolean } | undefined => {
  let rest = 0;
  for (let at = start; at < bytes.length; at++) {
    if (at > start && bytes[at] === 0xff) {
      const header = flacHeaderAt(bytes, at);
      if (header !== undefined && rest === 0) return { end: at, intact: true };
      if (header?.format === known.format && header.number > known.number) return { end: at, intact: false };
    }
    rest = crc16Step(rest, bytes[at] ?? 0);
  }
  return rest === 0 ? { end: bytes.length, intact: true } : undefined;
};

/** Walks native FLAC frames (RFC 9639, section 9): their checksums and numbers. Linear: it never goes back. */
export const readFlac = (bytes: Uint8Array): FrameReading => {
  const prelude = preludeOf(bytes);
  const breaks: FrameBreak[] = [];
  let [frames, length, milliseconds, end] = [0, 0, 0, 0];
  let firstFrame: number | undefined;
  /** The last intact frame, and whether it is the one before. */
  let last: FlacHeader | undefined;
  let isNext = false;

  for (let next = nextHeader(bytes, prelude.end); next !== undefined;) {
    const { offset, header } = next;
    const extent = endOf(bytes, offset, last ?? header);
    if (firstFrame !== undefined && offset !== end) {
      breaks.push({ offset: end, reason: 'No frame header where the next frame should begin.' });
    }
    if (extent === undefined) break;
    firstFrame ??= offset;
    end = extent.end;
    next = nextHeader(bytes, end);
    if (!extent.intact) {
      breaks.push({ offset, reason: `The CRC-16 of frame ${header.number} is wrong.` });
      isNext = false;
      continue;
    }
    if (last !== undefined && header.format !== last.format) {
      breaks.push({ offset, reason: `The frames change from ${last.format} to ${header.format}.` });
    } else if (last !== undefined && isNext && header.number !== last.nextNumber) {
      breaks.push({ offset, reason: `Frame ${header.number} comes where frame ${last.nextNumber} should.` });
    }
    frames++;
    length += end - offset;
    const rate = header.sampleRate || prelude.sampleRate;
    milliseconds += rate > 0 ? (header.blockSize * 1000) / rate : 0;
    last = header;
    isNext = true;
  }
  return {
    frames,
    firstFrame,
    breaks,
    milliseconds,
    bitsPerSecond: rateOf(length, milliseconds),
    trailing: bytes.length - end,
  };
};
