/** Who is still there: open connections, and the command that makes them. */
import { settle } from '../wait.ts';

export interface Attendance {
  /** A connection is talked to; `talk` is over when nothing more is to be said on it. */
  arrived(talk: Promise<void>): { left(): void };
  commandEnded(): void;
  /** Resolves when no connection is open and nothing more is to be said on any. */
  quietened(): Promise<void>;
  /** The command has ended and everything is quiet. */
  readonly gone: Promise<void>;
}

export const attendance = (): Attendance => {
  let busy = 0;
  let ended = false;
  let waiting: (() => void)[] = [];
  let leave = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const look = async () => {
    if (busy > 0) return;
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
    if (!ended) return;
    // What the command did last may still be in the kernel.
    await settle();
    if (busy === 0) leave();
  };
  const less = () => {
    busy -= 1;
    void look();
  };
  return {
    gone,
    arrived: (talk) => {
      // The connection and the talk on it end apart.
      busy += 2;
      void talk.then(less);
      return { left: less };
    },
    commandEnded: () => {
      ended = true;
      void look();
    },
    quietened: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        void look();
      }),
  };
};
