/** How long a connection may take for what it is at; looked at from time to time, so that bytes cost no timers. */
import type { Link } from '../../wire/link.ts';
import type { Patience } from './house.ts';

/** What a connection is at. */
export type Phase =
  /** No request is under way, or its head is not whole. */
  | 'head'
  | 'body'
  /** An object is being sent to a reader. */
  | 'serving'
  /** The rest of a body that was answered already. */
  | 'rest'
  /** Our FIN is sent, and the other side's is waited for. */
  | 'parting';

export interface Visit {
  enter(phase: Phase): void;
  readonly phase: Phase;
  /** Looks at the connection; so much time has passed since the last look. */
  look(milliseconds: number): void;
}

/** @param tooLong told when the connection has taken longer in a phase than it may; `begun` says that a head has */
export const visit = (
  link: Link,
  patience: Patience,
  tooLong: (phase: Phase, begun: boolean) => void,
): Visit => {
  let phase: Phase = 'head';
  let spent = 0;
  let silent = 0;
  let seen = 0;
  let begun = false;

  const limitOf = (): number => {
    if (phase === 'body') return patience.bodyMs;
    if (phase === 'head') return begun ? patience.headMs : patience.idleMs;
    if (phase === 'serving') return patience.idleMs;
    return patience.restMs;
  };

  /** What moves while all is well. */
  const bytesOf = ({ bytesReceived, bytesSent }: Link['state']): number =>
    phase === 'serving' ? bytesSent : bytesReceived;

  return {
    enter: (next) => {
      phase = next;
      spent = 0;
      silent = 0;
      begun = false;
      seen = bytesOf(link.state);
    },
    get phase() {
      return phase;
    },
    look: (milliseconds) => {
      const came = bytesOf(link.state);
      silent = came === seen ? silent + milliseconds : 0;
      if (phase === 'head' && came !== seen && !begun) {
        begun = true;
        spent = 0;
      }
      seen = came;
      spent += milliseconds;
      // A body may be as slow as it likes, as long as something comes; and so may a reader.
      if ((phase === 'body' || phase === 'serving' ? silent : spent) >= limitOf()) tooLong(phase, begun);
    },
  };
};
