/** A recorder that keeps nothing, for peers that are programs of their own. */
import type { Recorder } from '../wire/recorder.ts';

export const unrecorded = (): Recorder => {
  let connections = 0;
  return {
    now: () => 0,
    record: () => undefined,
    span: () => undefined,
    nextConnection: () => {
      connections += 1;
      return connections - 1;
    },
    keep: 0,
    onRecord: () => undefined,
  };
};
