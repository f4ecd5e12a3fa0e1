import { rateOf, type FrameBreak, type FrameReading } from './frame-reading.ts';

/** What the header of a self-delimiting audio frame says. */
export interface FrameHeader {
  /** Bytes from this header to the next. */
  readonly length: number;
  readonly samples: number;
  readonly sampleRate: number;
  /** What all frames of a stream have in common, in words. */
  readonly format: string;
}

/** How to read the frame headers of a format. */
export interface Syntax {
  readonly headerLength: number;
  readonly headerAt: (bytes: Uint8Array, offset: number) => FrameHeader | undefined;
}

/** Whether `count` headers of one format follow each other from `offset`. */
export const isRun = (syntax: Syntax, bytes: Uint8Array, offset: number, count: number): boolean => {
  let at = offset;
  let format: string | undefined;
  for (let i = 0; i < count; i++) {
    const header = syntax.headerAt(bytes, at);
    if (header === undefined || (format ?? header.format) !== header.format) return false;
    format = header.format;
    at += header.length;
  }
  return true;
};

/**
 * Where frames go on at or after `from`: at two headers of one format, or, where the bytes end too early for a
 * second, at one of the format known already.
 */
const resynchronise = (
  syntax: Syntax,
  bytes: Uint8Array,
  from: number,
  known?: string,
): number | undefined => {
  for (let offset = from; offset + syntax.headerLength <= bytes.length; offset++) {
    if (bytes[offset] !== 0xff) continue;
    const header = syntax.headerAt(bytes, offset);
    if (header === undefined) continue;
    const next = offset + header.length;
    if (
      next + syntax.headerLength > bytes.length ? header.format === known : isRun(syntax, bytes, offset, 2)
    ) {
      return offset;
    }
  }
  return undefined;
};

const none = (bytes: Uint8Array): FrameReading => ({
  frames: 0,
  firstFrame: undefined,
  breaks: [],
  milliseconds: 0,
  bitsPerSecond: 0,
  trailing: bytes.length,
});

/**
 * Walks frames that begin with 0xFF and tell their length, from `start`. After a break it looks for the next frame
 * from within the last one, since that may have lost bytes; it never goes back further, so the time is linear.
 */
export const walk = (syntax: Syntax, bytes: Uint8Array, start: number): FrameReading => {
  const opening = syntax.headerAt(bytes, start);
  const firstFrame =
    opening !== undefined && (start + opening.length >= bytes.length || isRun(syntax, bytes, start, 2))
      ? start
      : (resynchronise(syntax, bytes, start) ?? (opening && start));
  if (firstFrame === undefined) return none(bytes);

  const breaks: FrameBreak[] = [];
  let last: { offset: number; header: FrameHeader } | undefined;
  let [frames, length, milliseconds] = [0, 0, 0];
  const count = (header: FrameHeader, sign: 1 | -1) => {
    frames += sign;
    length += sign * header.length;
    milliseconds += (sign * header.samples * 1000) / header.sampleRate;
  };

  let offset = firstFrame;
  let end = offset;
  while (bytes.length - offset >= syntax.headerLength) {
    const header = syntax.headerAt(bytes, offset);
    const format = last?.header.format ?? header?.format;
    if (header !== undefined && (header.format === format || isRun(syntax, bytes, offset, 2))) {
      if (header.format !== format) {
        breaks.push({ offset, reason: `The frames change from ${format} to ${header.format}.` });
      }
      if (offset + header.length > bytes.length) break;
      count(header, 1);
      last = { offset, header };
      offset = end = offset + header.length;
      continue;
    }
    const damaged = last;
    const next = resynchronise(syntax, bytes, (damaged?.offset ?? offset) + syntax.headerLength, format);
    if (damaged !== undefined && next !== undefined && next < offset) {
      breaks.push({
        offset: damaged.offset,
        reason: `The next frame begins at byte ${next}, before this one ends.`,
      });
      count(damaged.header, -1);
    } else {
      breaks.push({ offset, reason: 'No frame header where the next frame should begin.' });
    }
    if (next === undefined) break;
    offset = next;
  }
  if (frames === 0) return { ...none(bytes), breaks };
  return {
    frames,
    firstFrame,
    breaks,
    milliseconds,
    bitsPerSecond: rateOf(length, milliseconds),
    trailing: bytes.length - end,
  };
};
