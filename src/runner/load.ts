/** How late this process runs its timers while a scenario is played. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

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
