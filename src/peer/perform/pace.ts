/** Keeping to a schedule, where the schedule is the stimulus. */
import { performance } from 'node:perf_hooks';
import { delays } from '../../scenario/timing.ts';
import type { Stage } from '../stage.ts';

/** How much faster than real time our own doings are: delays are scaled down against our own peers. */
export const scaledBy = (stage: Stage): number => stage.timing.delay('window') / delays.window;

/** Resolves at a time of `performance.now()`, at once where it has passed or the run is interrupted. */
export const sleepUntil = (time: number, signal: AbortSignal): Promise<void> => {
  const milliseconds = time - performance.now();
  if (milliseconds < 1 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake);
  });
};
