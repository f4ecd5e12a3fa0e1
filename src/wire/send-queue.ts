/** Writes to a socket in order, at most a piece ahead of the kernel, so that what is told as sent was sent. */
import type { Socket } from 'node:net';
import type { Part } from '../trace/event.ts';

/** A run of bytes to write, and what it is in the trace. */
export type Run = readonly [part: Part, bytes: Uint8Array];

export interface SendQueue {
  /** Resolves when the kernel has taken all of it, or the queue was abandoned. */
  add(runs: readonly Run[]): Promise<void>;
  /** Adds bytes for whose end nobody waits. */
  post(part: Part, bytes: Uint8Array): void;
  /** Writes each byte on its own, and tells them as one run; as a stray, where only some of a head was sent. */
  addByteByByte(part: Part, bytes: Uint8Array): Promise<void>;
  /** Whether the socket has yet to say that the kernel has taken what it was given. */
  isWaiting(): boolean;
  /** Sends FIN after what is queued. */
  finish(): void;
  /** Drops what is queued and lets everybody go who waits. */
  abandon(): void;
}

interface Job {
  /** Writes what can be written at once and calls back when the kernel has it; `false` when nothing is left. */
  write(taken: (error?: Error | null) => void): boolean;
  /** The queue is abandoned in the middle of the job. */
  abandon(): void;
  readonly done: () => void;
}

/** How much is handed to the socket before it is waited for. */
const pieceBytes = 64 * 1024;

/** Takes runs from the front, together at most a piece; cuts the last. */
const cutPiece = (runs: Run[]): Run[] => {
  const piece: Run[] = [];
  let room = pieceBytes;
  for (let first = runs[0]; first !== undefined && room > 0; first = runs[0]) {
    const [part, bytes] = first;
    if (bytes.length <= room) {
      piece.push(first);
      runs.shift();
    } else {
      piece.push([part, bytes.subarray(0, room)]);
      runs[0] = [part, bytes.subarray(room)];
    }
    room -= Math.min(room, bytes.length);
  }
  return piece;
};

type Sent = (part: Part, bytes: Uint8Array) => void;

const runsJob = (socket: Socket, sent: Sent, runs: Run[], done: () => void): Job => ({
  write: (taken) => {
    const piece = cutPiece(runs);
    if (piece.length > 1) socket.cork();
    piece.forEach(([part, bytes], index) => {
      sent(part, bytes);
      if (index < piece.length - 1) socket.write(bytes);
      else socket.write(bytes, taken);
    });
    if (piece.length > 1) socket.uncork();
    return piece.length > 0;
  },
  abandon: () => {},
  done,
});

/** A run that is one piece: most answers, without the lists that longer ones need. */
const pieceJob = (socket: Socket, sent: Sent, [part, bytes]: Run, done: () => void): Job => {
  let written = false;
  return {
    write: (taken) => {
      if (written) return false;
      written = true;
      sent(part, bytes);
      socket.write(bytes, taken);
      return true;
    },
    abandon: () => {},
    done,
  };
};

const trickleJob = (socket: Socket, sent: Sent, part: Part, bytes: Uint8Array, done: () => void): Job => {
  let written = 0;
  return {
    write: (taken) => {
      if (written === bytes.length) return false;
      written += 1;
      // Told before the last byte is out, for that is what the other side may answer.
      if (written === bytes.length) sent(part, bytes);
      // A turn of the event loop between two bytes, so that a reader in this process sees them apart too.
      socket.write(bytes.subarray(written - 1, written), () => setImmediate(taken));
      return true;
    },
    abandon: () => {
      if (written > 0 && written < bytes.length) {
        sent(part === 'head' ? 'stray' : part, bytes.subarray(0, written));
      }
    },
    done,
  };
};

/** @param sent called for each run as it is handed to the socket, before the other side can answer it */
export const sendQueue = (socket: Socket, sent: Sent): SendQueue => {
  const jobs: Job[] = [];
  let waiting = false;
  let finishing = false;
  let over = false;
  const ignored = (): void => {};

  const taken = (error?: Error | null): void => {
    // Of a failed write the socket tells by itself, and the queue is then abandoned.
    if (error) return;
    waiting = false;
    pump();
  };

  const pump = (): void => {
    while (!waiting && !over) {
      const job = jobs[0];
      if (job === undefined) break;
      waiting = true;
      if (job.write(taken)) return;
      waiting = false;
      jobs.shift();
      job.done();
    }
    if (finishing && !waiting && !over) {
      over = true;
      socket.end();
    }
  };

  const add = (job: (done: () => void) => Job): Promise<void> => {
    // Not at once: whoever sends until the link is closed must let it close.
    if (over || finishing) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      jobs.push(job(resolve));
      pump();
    });
  };

  return {
    add: (runs) => {
      const [first] = runs;
      if (first !== undefined && runs.length === 1 && first[1].length > 0 && first[1].length <= pieceBytes) {
        return add((done) => pieceJob(socket, sent, first, done));
      }
      const real = runs.filter(([, bytes]) => bytes.length > 0);
      return add((done) => runsJob(socket, sent, real, done));
    },
    post: (part, bytes) => {
      if (over || finishing || bytes.length === 0) return;
      if (!waiting && jobs.length === 0 && bytes.length <= pieceBytes) {
        // Nothing is in front of it: it needs no place in the queue.
        waiting = true;
        sent(part, bytes);
        socket.write(bytes, taken);
        return;
      }
      jobs.push(runsJob(socket, sent, [[part, bytes]], ignored));
      pump();
    },
    addByteByByte: (part, bytes) => add((done) => trickleJob(socket, sent, part, bytes, done)),
    isWaiting: () => waiting,
    finish: () => {
      finishing = true;
      pump();
    },
    abandon: () => {
      over = true;
      const [current] = jobs;
      if (waiting) current?.abandon();
      for (const job of jobs.splice(0)) job.done();
    },
  };
};
