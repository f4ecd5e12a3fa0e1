/** Waiting until the kernel has taken what is written. */
import type { Stage } from '../stage.ts';

/** Resolves `false` where the write is not over within the deadline for payload, or the run is interrupted. */
export const isTaken = (stage: Stage, writing: Promise<void>, conn: number): Promise<boolean> =>
  new Promise((resolve) => {
    const milliseconds = stage.timing.deadline('payload');
    const end = (taken: boolean) => {
      clearTimeout(timer);
      stage.signal.removeEventListener('abort', interrupted);
      resolve(taken);
    };
    const interrupted = () => {
      end(false);
    };
    const timer = setTimeout(() => {
      const awaited = 'that the target takes our bytes';
      stage.recorder.record({ event: 'deadline', name: 'payload', awaited, milliseconds, conn });
      end(false);
    }, milliseconds);
    stage.signal.addEventListener('abort', interrupted);
    void writing.then(() => {
      end(true);
    });
    if (stage.signal.aborted) end(false);
  });
