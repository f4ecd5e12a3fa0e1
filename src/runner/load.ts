/** How late this process runs its timers while a scenario is played. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { TraceEvent } from '../trace/event.ts';

export interface LoadProbe {
  /** Milliseconds; what exceeds the sampling interval itself. */
  stop(): { readonly maxDelay: number; readonly p99Delay: number };
}

const resolution = 10;

const toMilliseconds = (nanoseconds: number): number =>
  Number.isFinite(nanoseconds) ? Math.max(0, Math.round(nanoseconds / 1e5) / 10 - resolution) : 0;

export const watchLoad = (): LoadProbe => {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  return {
    stop: () => {
      histogram.disable();
      if (histogram.count === 0) return { maxDelay: 0, p99Delay: 0 };
      return { maxDelay: toMilliseconds(histogram.max), p99Delay: toMilliseconds(histogram.percentile(99)) };
    },
  };
};

/** How late this process may be for our own peers in their quick time to be themselves, in milliseconds. */
const punctual = 10;

/** Whether this process was so late in a scenario that our own peers may have been held up. */
export const wasLate = (events: readonly TraceEvent[]): boolean =>
  events.some((event) => event.event === 'load' && event.maxDelay > punctual);

/** How much slower than in company our own peers are, where they are played again because we were late. */
export const calm = 4;
