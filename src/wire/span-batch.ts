/**
 * Keeps traces small where payload is not kept: what of it comes in one turn, up to 64 KiB, is one event, and the
 * ends of the chunks in it are another. They may then stand after the chunk lines that came between.
 *
 * A turn ends when the code that is running has returned. All spans of a turn have the same time.
 */
import type { Direction, TraceEvent } from '../trace/event.ts';

export interface SpanBatch {
  /** The time of this turn. */
  at(): number;
  payload(conn: number, dir: Direction, offset: number, length: number): void;
  /** CR LF after a chunk. */
  chunkEnd(conn: number, dir: Direction, offset: number): void;
  /** Tells what is held: before anything is told that came after it. */
  flush(): void;
  /** Something else happened: the time is taken anew. */
  turn(): void;
}

const bound = 64 * 1024;

/** `queueMicrotask` of Node costs several times as much as this, and it is paid for each slice. */
const settled = Promise.resolve();

interface Run {
  readonly conn: number;
  readonly dir: Direction;
  readonly at: number;
  payloadOffset: number;
  payloadLength: number;
  endOffset: number;
  ends: number;
}

export const spanBatch = (now: () => number, emit: (event: TraceEvent) => void): SpanBatch => {
  let time: number | undefined;
  let run: Run | undefined;

  const flush = (): void => {
    if (run === undefined) return;
    const { at, conn, dir, payloadOffset, payloadLength, endOffset, ends } = run;
    run = undefined;
    if (payloadLength > 0) {
      const [offset, length] = [payloadOffset, payloadLength];
      emit({ event: 'span', at, conn, dir, part: 'payload', offset, length });
    }
    if (ends === 0) return;
    const text = '\r\n'.repeat(ends);
    emit({ event: 'span', at, conn, dir, part: 'chunk-end', offset: endOffset, length: 2 * ends, text });
  };

  const endTurn = (): void => {
    flush();
    time = undefined;
  };

  const at = (): number => {
    if (time === undefined) {
      time = now();
      void settled.then(endTurn);
    }
    return time;
  };

  const runOf = (conn: number, dir: Direction, length: number): Run => {
    if (run !== undefined && run.conn === conn && run.dir === dir && run.payloadLength + length <= bound) {
      return run;
    }
    flush();
    run = { conn, dir, at: at(), payloadOffset: 0, payloadLength: 0, endOffset: 0, ends: 0 };
    return run;
  };

  return {
    at,
    payload: (conn, dir, offset, length) => {
      const one = runOf(conn, dir, length);
      if (one.payloadLength === 0) one.payloadOffset = offset;
      one.payloadLength += length;
    },
    chunkEnd: (conn, dir, offset) => {
      const one = runOf(conn, dir, 0);
      if (one.ends === 0) one.endOffset = offset;
      one.ends += 1;
    },
    flush,
    turn: () => {
      time = undefined;
    },
  };
};
