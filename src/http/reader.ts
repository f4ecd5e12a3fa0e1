/**
 * Reads one direction of a connection as it comes, in slices of any size.
 *
 * Every byte pushed is told in exactly one span, in order, unless payload alone is asked for. Payload is never copied; of heads, chunk lines and
 * trailers only what is unfinished is held, within the limits. Nothing that comes can make it throw, wait for
 * more than the limits, or allocate what a length only promises.
 */
import { framingOf } from './framing.ts';
import { chunkReader } from './chunk-reader.ts';
import { lineScanner } from './line-scanner.ts';
import type { Limits } from './limits.ts';
import { latin1 } from './message.ts';
import type { Framing, Head, Oddity, RequestHead } from './message.ts';
import { isHead, parseHead } from './parse-head.ts';
import { readStartLine } from './start-line.ts';
import type { Side } from './start-line.ts';

/** What a run of bytes is; `src/trace/event.ts` has the same names. */
export type SpanPart = 'head' | 'payload' | 'chunk-size' | 'chunk-end' | 'trailer' | 'stray';

/** Called in the order of the bytes. Payload is a view of what was pushed: copy what is to be kept. */
export interface ReaderHandler {
  /** Each whole head, chunk line, chunk end and trailer is one span; payload and strays come as they came. */
  span(part: SpanPart, bytes: Uint8Array): void;
  /** After the span of the head. */
  head(head: Head, framing: Framing): void;
  /** After the last span of a message; right after the head where it has no body. */
  messageEnd(): void;
  /** Before the first stray: nothing more can be read of this direction. `detail` is a sentence. */
  malformed(oddity: Oddity, detail: string): void;
}

export interface ReaderOptions {
  readonly limits: Limits;
  /** Whether a request without Content-Length and Transfer-Encoding has a body up to the FIN. */
  readonly unframed: (head: RequestHead) => boolean;
  /** The method of the request that the next response answers; asked once for each response head. */
  readonly requestMethod: () => string | undefined;
  /** Only heads, payload and strays are told, which saves a span for each end of a chunk; `all` where absent. */
  readonly told?: 'all' | 'payload' | undefined;
}

export interface MessageReader {
  push(bytes: Uint8Array): void;
  /** FIN: what is held becomes a stray, a body that ends with the connection has ended. */
  end(): void;
  /** The connection broke: what is held becomes a stray, and no message ends. */
  cut(): void;
  /**
   * The body that the last head announced will not come. Without effect once a byte of it has come: it is coming
   * after all, and what it holds is not a head.
   */
  bodyRefused(): void;
}

type State = 'head' | 'length' | 'chunks' | 'close' | 'stray';

interface KnownHead {
  readonly bytes: Uint8Array;
  readonly head: Head;
  readonly framing: Framing;
}

/** Whether the same bytes stand in a slice again. */
const isAgain = (known: Uint8Array, bytes: Uint8Array, from: number): boolean => {
  const { length } = known;
  if (bytes.length - from < length) return false;
  for (let at = 0; at < length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
};

const CR = 0x0d;
const LF = 0x0a;
const nothing = new Uint8Array(0);

/** Whether a head can begin with this byte: neither a control character nor above ASCII. */
const canBegin = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x09;

/** One direction of a connection; RFC 9112, sections 2.2, 6 and 7.1. */
export const messageReader = (side: Side, options: ReaderOptions, handler: ReaderHandler): MessageReader => {
  const { limits } = options;
  const scanner = lineScanner();
  let state: State = 'head';
  /** Payload bytes of a body with a length that are still to come. */
  let left = 0;
  let bodyBegun = false;

  const expect = (next: State): void => {
    state = next;
    scanner.reset();
  };

  const endMessage = (): void => {
    expect('head');
    handler.messageEnd();
  };

  /** Gives up: what is held and the rest of the slice are strays, and so is all that comes. */
  const giveUp = (oddity: Oddity, detail: string, bytes: Uint8Array, from: number): number => {
    state = 'stray';
    handler.malformed(oddity, detail);
    const rest = scanner.take(bytes, from, bytes.length);
    if (rest.length > 0) handler.span('stray', rest);
    return bytes.length;
  };

  const quiet = options.told === 'payload';
  const chunks = chunkReader(limits, scanner, { span: handler.span, end: endMessage, giveUp }, quiet);
  /** The last request, as it came and as it was read: sources send the same head for each segment. */
  let last: KnownHead | undefined;

  const beginBody = (framing: Framing): void => {
    bodyBegun = false;
    left = framing.by === 'length' ? framing.length : 0;
    if (framing.by === 'chunks') {
      expect('chunks');
      chunks.begin();
    } else if (framing.by === 'close') expect('close');
    else expect(left > 0 ? 'length' : 'head');
  };

  const tellHead = (head: Head, framing: Framing, span: Uint8Array): void => {
    beginBody(framing);
    const whole = state === 'head';
    handler.span('head', span);
    handler.head(head, framing);
    if (whole) handler.messageEnd();
  };

  const endHead = (span: Uint8Array): void => {
    const read = parseHead(latin1(span), side);
    if (!isHead(read)) {
      giveUp('bad-start-line', read.malformed, span, 0);
      return;
    }
    const { framing } = framingOf(read, {
      unframed: read.kind === 'request' && options.unframed(read) ? 'close' : 'none',
      requestMethod: read.kind === 'response' ? options.requestMethod() : undefined,
    });
    if (side === 'request') last = { bytes: Uint8Array.from(span), head: read, framing };
    tellHead(read, framing, span);
  };

  const readHead = (bytes: Uint8Array, from: number): number => {
    if (last !== undefined && scanner.held === 0 && isAgain(last.bytes, bytes, from)) {
      const end = from + last.bytes.length;
      tellHead(last.head, last.framing, last.bytes);
      return end;
    }
    for (let at = from; at < bytes.length;) {
      if (scanner.lines === 0 && scanner.atLineStart) {
        const byte = bytes[at] ?? 0;
        if (!canBegin(byte) && byte !== CR && byte !== LF) {
          return giveUp('bad-start-line', 'no start line begins with such a byte', bytes, from);
        }
      }
      const line = scanner.scan(bytes, at);
      const end = line === 'none' ? bytes.length : scanner.end;
      const isStartLine = scanner.lines === (line === 'line' ? 1 : 0);
      if (isStartLine && scanner.lineLength > limits.startLine) {
        return giveUp('too-long', `the start line is longer than ${limits.startLine} bytes`, bytes, from);
      }
      if (scanner.held + end - from > limits.headBytes) {
        return giveUp('too-long', `the head is longer than ${limits.headBytes} bytes`, bytes, from);
      }
      at = end;
      if (line === 'none') break;
      if (line === 'empty') {
        // RFC 9112, section 2.2: empty lines before a start line are passed over.
        if (scanner.lines === 0) continue;
        endHead(scanner.take(bytes, from, at));
        return at;
      }
      if (scanner.lines > limits.headLines) {
        return giveUp('too-long', `the head has more than ${limits.headLines} lines`, bytes, from);
      }
      if (scanner.lines === 1) {
        const text = latin1(scanner.peek(bytes, from, at))
          .replace(/^[\r\n]+/, '')
          .replace(/\r?\n$/, '');
        const start = readStartLine(text, side);
        if (start.malformed !== undefined) return giveUp('bad-start-line', start.malformed, bytes, from);
      }
    }
    scanner.hold(bytes, from);
    return bytes.length;
  };

  const readPayload = (bytes: Uint8Array, from: number): number => {
    const end = Math.min(bytes.length, from + left);
    left -= end - from;
    handler.span('payload', from === 0 && end === bytes.length ? bytes : bytes.subarray(from, end));
    if (left === 0) endMessage();
    return end;
  };

  const readAll = (part: SpanPart, bytes: Uint8Array, from: number): number => {
    handler.span(part, from === 0 ? bytes : bytes.subarray(from));
    return bytes.length;
  };

  const step = (bytes: Uint8Array, from: number): number => {
    if (state === 'head') return readHead(bytes, from);
    bodyBegun = true;
    switch (state) {
      case 'length':
        return readPayload(bytes, from);
      case 'chunks':
        return chunks.step(bytes, from);
      case 'close':
        return readAll('payload', bytes, from);
      case 'stray':
        return readAll('stray', bytes, from);
    }
  };

  const cut = (): void => {
    const rest = scanner.take(nothing, 0, 0);
    state = 'stray';
    if (rest.length > 0) handler.span('stray', rest);
  };

  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length;) at = step(bytes, at);
    },
    end: () => {
      const ended = state === 'close';
      cut();
      if (ended) handler.messageEnd();
    },
    cut,
    bodyRefused: () => {
      const awaited = state === 'length' || state === 'chunks' || state === 'close';
      if (awaited && !bodyBegun) expect('head');
    },
  };
};
