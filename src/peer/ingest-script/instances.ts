/** Which instances of the command under test are there, and when the last of them has gone. */
import type { TraceEvent } from '../../trace/event.ts';

export type Instance = 'first' | 'second';

export interface Instances {
  /** Notices commands that begin. */
  noted(event: TraceEvent): void;
  /** A second instance takes over, where there is one: it is waited for, whether it has begun or not. */
  secondExpected(): void;
  /** Says whether this was the last one. */
  ended(instance?: Instance): boolean;
}

export const instances = (): Instances => {
  const begun = new Set<Instance>();
  const gone = new Set<Instance>();
  let awaited = false;
  /** The command of a scenario with one instance has no name. */
  let several = false;
  return {
    noted: (event) => {
      if (event.event !== 'command') return;
      begun.add(event.instance ?? 'first');
      several ||= event.instance !== undefined;
    },
    secondExpected: () => {
      awaited = true;
    },
    ended: (instance = 'first') => {
      gone.add(instance);
      if (awaited && several && !gone.has('second')) return false;
      return [...begun].every((one) => gone.has(one));
    },
  };
};
