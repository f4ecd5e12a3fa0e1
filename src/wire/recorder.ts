/** Puts happenings into the trace: time, secrets blanked out, in order, as they happen. */
import { performance } from 'node:perf_hooks';
import type { Direction, Happening, Part, TraceEvent } from '../trace/event.ts';
import { credentialsIn } from './credentials.ts';
import type { ExpectedCredentials } from './credentials.ts';
import { lineHold } from './line-hold.ts';
import { redactHappening } from './redact-happening.ts';
import { plain, redaction } from './redact.ts';

export interface Recorder {
  /** Milliseconds since the scenario began. */
  now(): number;
  record(happening: Happening): void;
  /**
   * Records a run of bytes of a connection at its offset in that direction, and the credentials in it if it is a
   * head. Strays are held until their line is whole, or anything else happens to the connection.
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
  /** Payload bytes of each direction of a connection that are kept; the rest is only counted. */
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

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

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
  /** Payload bytes kept so far, two entries a connection. */
  const kept: number[] = [];
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

  const strays = lineHold((key, text, at, offset) => {
    const conn = key >> 1;
    const dir = (key & 1) === 0 ? 'sent' : 'received';
    emit({
      event: 'span',
      at,
      conn,
      dir,
      part: 'stray',
      offset,
      length: text.length,
      text: redact.text(text),
    });
  });

  const output = lineHold((key, text, at) => {
    emit({ event: 'output', at, stream: key === 0 ? 'stdout' : 'stderr', text: redact.text(text) });
  });

  const payload = (conn: number, dir: Direction, offset: number, bytes: Uint8Array, key: number): void => {
    const before = kept[key] ?? 0;
    const room = Math.min(keep - before, bytes.length);
    const at = now();
    if (room > 0) {
      kept[key] = before + room;
      const latin1 = viewOf(bytes).toString('latin1', 0, room);
      const data = btoa(redact.payload(latin1));
      emit({ event: 'span', at, conn, dir, part: 'payload', offset, length: room, data });
    }
    const length = bytes.length - Math.max(0, room);
    if (length === 0) return;
    emit({ event: 'span', at, conn, dir, part: 'payload', offset: offset + bytes.length - length, length });
  };

  const span: Recorder['span'] = (conn, dir, part, offset, bytes) => {
    const key = conn * 2 + (dir === 'sent' ? 0 : 1);
    if (part === 'stray') {
      strays.add(key, viewOf(bytes).toString('latin1'), now(), offset);
      return;
    }
    strays.flush(key);
    if (part === 'payload') {
      payload(conn, dir, offset, bytes, key);
      return;
    }
    const text = viewOf(bytes).toString('latin1');
    const length = bytes.length;
    emit({ event: 'span', at: now(), conn, dir, part, offset, length, text: redact.text(text) });
    if (part !== 'head') return;
    const seen = credentialsIn(text, credentials);
    if (seen !== undefined) emit({ event: 'credentials', at: now(), conn, offset, ...seen });
  };

  const record = (happening: Happening): void => {
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
