/** Puts happenings into the trace: time, secrets blanked out, in order, as they happen. */
import { performance } from 'node:perf_hooks';
import type { Direction, Happening, Part, TraceEvent } from '../trace/event.ts';
import { credentialsIn } from './credentials.ts';
import type { ExpectedCredentials } from './credentials.ts';
import { lineHold } from './line-hold.ts';
import { redactHappening } from './redact-happening.ts';
import { plain, redaction } from './redact.ts';
import { spanBatch } from './span-batch.ts';
import { tokenIn } from './tokens.ts';

export interface Recorder {
  /** Milliseconds since the scenario began. */
  now(): number;
  record(happening: Happening): void;
  /**
   * Records a run of bytes of a connection at its offset in that direction, and the credentials in it if it is a
   * head. Strays are held until their line is whole, or anything else happens to the connection. What is not kept
   * of payload is recorded once this turn is over, or before anything else; see span-batch.ts.
   */
  span(conn: number, dir: Direction, part: Part, offset: number, bytes: Uint8Array): void;
  /** The number of the next connection. */
  nextConnection(): number;
  /** How many payload bytes of each direction of a connection are kept. */
  readonly keep: number;
  /** Called after each recorded event; how waits notice that something happened. */
  onRecord(listener: (event: TraceEvent) => void): void;
}

export type Sink = (event: TraceEvent) => void;

export interface RecorderOptions {
  readonly sink: Sink;
  /** Payload bytes, and strays, of each direction of a connection that are kept; the rest is only counted. */
  readonly keep: number;
  /** What must not be in the trace; see redact.ts. */
  readonly secrets: readonly string[];
  /** When the scenario began, by `performance.now()`; now, where absent. */
  readonly started?: number;
  /** What the credentials of a request are compared with. */
  readonly credentials?: ExpectedCredentials;
  /** Further users that a secret may be joined to in base64. */
  readonly users?: readonly string[];
  /** `false` for `--no-redact`. */
  readonly redact?: boolean;
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** Strays that are kept at least, whatever is kept of payload. */
const leastStrays = 16 * 1024;

const zero = 0x30;
const plainChunkLine = /^[0-9A-Fa-f]+\r\n$/;

const latin1Of = (bytes: Uint8Array, length: number): string => {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.toString('latin1', 0, length);
};

/** Writes the trace of one scenario. `at` is in milliseconds with three decimals. */
export const recorder = (options: RecorderOptions): Recorder => {
  const { sink, keep, credentials } = options;
  const started = options.started ?? performance.now();
  const redact =
    options.redact === false
      ? plain
      : redaction(options.secrets, [
          ...(credentials === undefined ? [] : [credentials.user]),
          ...(options.users ?? []),
        ]);
  const listeners: ((event: TraceEvent) => void)[] = [];
  /** Bytes kept so far, two entries a connection. */
  const kept: number[] = [];
  const keptStrays: number[] = [];
  let connections = 0;
  let finished = false;

  const now = (): number => rounded(performance.now() - started);

  const emit = (event: TraceEvent): void => {
    // What connections still do while they are tidied up is no part of the scenario.
    if (finished) return;
    finished = event.event === 'finish';
    sink(event);
    for (const listener of listeners) listener(event);
  };

  const batch = spanBatch(now, emit);

  const strays = lineHold((key, text, at, offset) => {
    const [conn, dir] = [key >> 1, (key & 1) === 0 ? 'sent' : 'received'] as const;
    const length = text.length;
    emit({ event: 'span', at, conn, dir, part: 'stray', offset, length, text: redact.text(text) });
  });

  const output = lineHold((key, text, at) => {
    emit({ event: 'output', at, stream: key === 0 ? 'stdout' : 'stderr', text: redact.text(text) });
  });

  /** A size is no secret, even where the digits of one are the same; what stands after it may hold one. */
  const chunkLine = (line: string): string => {
    if (line.length <= 8 && plainChunkLine.test(line)) return line;
    const [size = ''] = /^[0-9A-Fa-f]*/.exec(line) ?? [];
    return size + redact.text(line.slice(size.length));
  };

  /** Takes as many bytes as may still be kept of a part of a direction, as latin1. */
  const take = (counts: number[], key: number, limit: number, bytes: Uint8Array): string => {
    const before = counts[key] ?? 0;
    const room = Math.max(0, Math.min(limit - before, bytes.length));
    if (room === 0) return '';
    counts[key] = before + room;
    return latin1Of(bytes, room);
  };

  const payload = (key: number, conn: number, dir: Direction, offset: number, bytes: Uint8Array): void => {
    const text = take(kept, key, keep, bytes);
    const room = text.length;
    if (room > 0) {
      batch.flush();
      const data = btoa(redact.payload(text));
      emit({ event: 'span', at: batch.at(), conn, dir, part: 'payload', offset, length: room, data });
    }
    if (room < bytes.length) batch.payload(conn, dir, offset + room, bytes.length - room);
  };

  const stray = (key: number, conn: number, dir: Direction, offset: number, bytes: Uint8Array): void => {
    batch.flush();
    const at = batch.at();
    const text = take(keptStrays, key, Math.max(keep, leastStrays), bytes);
    if (text !== '') strays.add(key, text, at, offset);
    const length = bytes.length - text.length;
    if (length === 0) return;
    strays.flush(key);
    emit({ event: 'span', at, conn, dir, part: 'stray', offset: offset + text.length, length });
  };

  const span: Recorder['span'] = (conn, dir, part, offset, bytes) => {
    const key = conn * 2 + (dir === 'sent' ? 0 : 1);
    if (part === 'stray') {
      stray(key, conn, dir, offset, bytes);
      return;
    }
    strays.flush(key);
    if (part === 'payload') {
      payload(key, conn, dir, offset, bytes);
      return;
    }
    const unkept = (kept[key] ?? 0) >= keep;
    const { length } = bytes;
    if (part === 'chunk-end' && unkept && length === 2) {
      batch.chunkEnd(conn, dir, offset);
      return;
    }
    // A chunk line may go before the payload that came before it, but for the last one, which ends the body.
    if (part !== 'chunk-size' || !unkept || bytes[0] === zero) batch.flush();
    const dirty = latin1Of(bytes, length);
    const text = part === 'chunk-size' ? chunkLine(dirty) : redact.text(dirty);
    emit({ event: 'span', at: batch.at(), conn, dir, part, offset, length, text });
    if (part !== 'head') return;
    const seen = credentialsIn(dirty, credentials);
    if (seen !== undefined) emit({ event: 'credentials', at: batch.at(), conn, offset, ...seen });
    const token = tokenIn(dirty);
    if (token !== undefined) emit({ event: 'token', at: batch.at(), conn, offset, ...token });
  };

  const record = (happening: Happening): void => {
    batch.flush();
    batch.turn();
    if (happening.event === 'output') {
      output.add(happening.stream === 'stdout' ? 0 : 1, happening.text, now(), 0);
      return;
    }
    if (happening.event === 'exit' || happening.event === 'finish') {
      output.flushAll();
      strays.flushAll();
    } else if ('conn' in happening && happening.conn !== undefined) {
      strays.flush(happening.conn * 2);
      strays.flush(happening.conn * 2 + 1);
    }
    emit({ ...redactHappening(happening, redact), at: now() });
  };

  return {
    now,
    record,
    span,
    nextConnection: () => {
      connections += 1;
      return connections - 1;
    },
    keep,
    onRecord: (listener) => {
      listeners.push(listener);
    },
  };
};
