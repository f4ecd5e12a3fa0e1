import { box, type BoxNode } from '../build/node.ts';
import type { SamplePlan } from './track-plan.ts';

/** The most bits of samples that begin within one second of each other. */
const mostInASecond = (samples: readonly SamplePlan[], timescale: number): number => {
  let most = 0;
  let bytes = 0;
  let from = 0;
  let start = 0;
  let now = 0;
  for (const { bytes: sample, duration } of samples) {
    bytes += sample.length;
    while (now - start >= timescale) {
      const first = samples[from];
      bytes -= first?.bytes.length ?? 0;
      start += first?.duration ?? timescale;
      from += 1;
    }
    most = Math.max(most, bytes);
    now += duration;
  }
  return most * 8;
};

/**
 * `btrt` that tells the truth about samples that repeat (ISO/IEC 14496-12, 8.5.2.2): the largest sample as the buffer,
 * the most bits of one second, and the average, rounded up. `timescale` is in ticks a second.
 */
export const bitRateOf = (period: readonly SamplePlan[], timescale: number): BoxNode => {
  const duration = period.reduce((sum, sample) => sum + sample.duration, 0);
  const bytes = period.reduce((sum, sample) => sum + sample.bytes.length, 0);
  const average = Math.ceil((bytes * 8 * timescale) / duration);
  const repetitions = 1 + Math.ceil(timescale / duration);
  const run = Array.from({ length: repetitions }, () => period).flat();
  return box('btrt', {
    bufferSizeDB: Math.max(...period.map((sample) => sample.bytes.length)),
    maxBitrate: Math.max(average, mostInASecond(run, timescale)),
    avgBitrate: average,
  });
};
