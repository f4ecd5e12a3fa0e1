/** Finds line ends in slices that may cut lines anywhere, looking at each byte once. */

export interface LineScanner {
  /** Lines that were not empty, since the last reset. */
  readonly lines: number;
  /** Whether nothing of the next line has been scanned. */
  readonly atLineStart: boolean;
  /** Bytes of the line that was scanned last, as far as it was, line feed excluded. */
  readonly lineLength: number;
  /** Bytes held of earlier slices. */
  readonly held: number;
  /** Where the last line that was found ends in its slice, line end included. */
  readonly end: number;

  /** Looks for the end of the current line from `at` on; `none` where the slice ends first. */
  scan(bytes: Uint8Array, at: number): 'none' | 'empty' | 'line';
  /** Holds the rest of a slice. */
  hold(bytes: Uint8Array, from: number): void;
  /** What is held and a part of the slice, in one: a view of the slice where nothing is held. */
  peek(bytes: Uint8Array, from: number, to: number): Uint8Array;
  /** The same, and forgets it. */
  take(bytes: Uint8Array, from: number, to: number): Uint8Array;
  reset(): void;
}

const CR = 0x0d;
const nothing = new Uint8Array(0);

export const lineScanner = (): LineScanner => {
  let buffer = nothing;
  let held = 0;
  let lines = 0;
  let lineBytes = 0;
  let lineLength = 0;
  let lastByte = 0;
  let end = 0;

  const reset = (): void => {
    // What was taken may still be looked at, so a new buffer is begun.
    buffer = nothing;
    held = 0;
    lines = 0;
    lineBytes = 0;
  };

  const hold = (bytes: Uint8Array, from: number): void => {
    const length = bytes.length - from;
    if (held + length > buffer.length) {
      const larger = new Uint8Array(Math.max(256, 2 * buffer.length, held + length));
      larger.set(buffer.subarray(0, held));
      buffer = larger;
    }
    buffer.set(from === 0 ? bytes : bytes.subarray(from), held);
    held += length;
  };

  const peek = (bytes: Uint8Array, from: number, to: number): Uint8Array => {
    if (held === 0) return bytes.subarray(from, to);
    const whole = new Uint8Array(held + to - from);
    whole.set(buffer.subarray(0, held));
    whole.set(bytes.subarray(from, to), held);
    return whole;
  };

  return {
    get lines() {
      return lines;
    },
    get atLineStart() {
      return lineBytes === 0;
    },
    get lineLength() {
      return lineLength;
    },
    get held() {
      return held;
    },
    get end() {
      return end;
    },
    scan: (bytes, at) => {
      const found = bytes.indexOf(0x0a, at);
      const to = found < 0 ? bytes.length : found;
      lineBytes += to - at;
      lineLength = lineBytes;
      if (to > at) lastByte = bytes[to - 1] ?? 0;
      if (found < 0) return 'none';
      end = found + 1;
      const empty = lineBytes === 0 || (lineBytes === 1 && lastByte === CR);
      lineBytes = 0;
      if (!empty) lines += 1;
      return empty ? 'empty' : 'line';
    },
    hold,
    peek,
    take: (bytes, from, to) => {
      const taken = peek(bytes, from, to);
      reset();
      return taken;
    },
    reset,
  };
};
