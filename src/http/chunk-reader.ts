/** Reads a body in the chunked coding as it comes: RFC 9112, section 7.1. */
import { readChunkLine } from './chunk-line.ts';
import type { Limits } from './limits.ts';
import type { LineScanner } from './line-scanner.ts';
import { latin1 } from './message.ts';
import type { Oddity } from './message.ts';

export interface ChunkHandler {
  span(part: 'chunk-size' | 'payload' | 'chunk-end' | 'trailer', bytes: Uint8Array): void;
  /** The trailer was read to its blank line. */
  end(): void;
  /** Nothing more can be read; returns where to go on in the slice. */
  giveUp(oddity: Oddity, detail: string, bytes: Uint8Array, from: number): number;
}

export interface ChunkReader {
  /** Begins a body. */
  begin(): void;
  /** Reads what can be read at `from`, and returns where to go on. */
  step(bytes: Uint8Array, from: number): number;
}

const CR = 0x0d;
const LF = 0x0a;
const nothing = new Uint8Array(0);
const lf = Uint8Array.of(LF);
const crlf = Uint8Array.of(CR, LF);

const hexDigit = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

/**
 * @param scanner holds what is unfinished; whoever reads the head uses the same
 * @param quiet tells payload alone, and not the lines around it
 */
export const chunkReader = (
  limits: Limits,
  scanner: LineScanner,
  handler: ChunkHandler,
  quiet: boolean,
): ChunkReader => {
  let state: 'size' | 'payload' | 'end' | 'trailer' = 'size';
  /** Payload bytes of the chunk that are still to come. */
  let left = 0;

  const expect = (next: typeof state): void => {
    state = next;
    scanner.reset();
  };

  const endLine = (size: number, span: Uint8Array): void => {
    left = size;
    expect(size === 0 ? 'trailer' : 'payload');
    if (!quiet) handler.span('chunk-size', span);
  };

  /** The usual line, `4000` CR LF in one slice, without a string of it; -1 where it is another. */
  const readPlainLine = (bytes: Uint8Array, from: number): number => {
    let size = 0;
    let at = from;
    for (let digit = hexDigit(bytes[at] ?? 0); digit >= 0; digit = hexDigit(bytes[at] ?? 0)) {
      if (at - from >= 12) return -1;
      size = size * 16 + digit;
      at += 1;
    }
    if (at === from || bytes[at] !== CR || bytes[at + 1] !== LF) return -1;
    at += 2;
    endLine(size, quiet ? nothing : bytes.subarray(from, at));
    return at;
  };

  const readSize = (bytes: Uint8Array, from: number): number => {
    if (scanner.held === 0) {
      const at = readPlainLine(bytes, from);
      if (at >= 0) return at;
    }
    const line = scanner.scan(bytes, from);
    const end = line === 'none' ? bytes.length : scanner.end;
    if (scanner.held + end - from > limits.chunkLine) {
      const detail = `the chunk line is longer than ${limits.chunkLine} bytes`;
      return handler.giveUp('too-long', detail, bytes, from);
    }
    if (line === 'none') {
      scanner.hold(bytes, from);
      return bytes.length;
    }
    const read = readChunkLine(latin1(scanner.peek(bytes, from, end)));
    if (read === undefined) {
      const detail = 'the chunk line has no size in hexadecimal digits';
      return handler.giveUp('bad-chunk-size', detail, bytes, from);
    }
    endLine(read.size, scanner.take(bytes, from, end));
    return end;
  };

  const readPayload = (bytes: Uint8Array, from: number): number => {
    const end = Math.min(bytes.length, from + left);
    left -= end - from;
    if (left === 0) expect('end');
    handler.span('payload', from === 0 && end === bytes.length ? bytes : bytes.subarray(from, end));
    return end;
  };

  const readEnd = (bytes: Uint8Array, from: number): number => {
    const first = scanner.held > 0 ? CR : bytes[from];
    const at = scanner.held > 0 ? from : from + 1;
    if (first === CR && at === bytes.length) {
      scanner.hold(bytes, from);
      return at;
    }
    if (first !== LF && (first !== CR || bytes[at] !== LF)) {
      const detail = 'no line end follows the payload of the chunk';
      return handler.giveUp('bad-chunk-end', detail, bytes, from);
    }
    expect('size');
    if (!quiet) handler.span('chunk-end', first === LF ? lf : crlf);
    return first === LF ? at : at + 1;
  };

  const readTrailer = (bytes: Uint8Array, from: number): number => {
    for (let at = from; at < bytes.length;) {
      const line = scanner.scan(bytes, at);
      at = line === 'none' ? bytes.length : scanner.end;
      if (scanner.held + at - from > limits.trailerBytes) {
        const detail = `the trailer is longer than ${limits.trailerBytes} bytes`;
        return handler.giveUp('too-long', detail, bytes, from);
      }
      if (line === 'empty') {
        const trailer = scanner.take(bytes, from, at);
        if (!quiet) handler.span('trailer', trailer);
        handler.end();
        return at;
      }
    }
    scanner.hold(bytes, from);
    return bytes.length;
  };

  return {
    begin: () => expect('size'),
    step: (bytes, from) => {
      switch (state) {
        case 'size':
          return readSize(bytes, from);
        case 'payload':
          return readPayload(bytes, from);
        case 'end':
          return readEnd(bytes, from);
        case 'trailer':
          return readTrailer(bytes, from);
      }
    },
  };
};
