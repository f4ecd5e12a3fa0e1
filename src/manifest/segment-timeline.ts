import type { TimelineEntry } from './mpd-model.ts';
import type { Reading } from './reading.ts';

/** One segment of a timeline, in ticks of its timescale. */
export interface TimelineSegment {
  readonly number: bigint;
  readonly time: bigint;
  readonly duration: bigint;
}

/** How many segments a timeline may stand for: more than a month of them, each two seconds long. */
export const timelineLimit = 1_000_000n;

/** A run of segments of one duration that follow each other. */
export interface TimelineRun extends TimelineSegment {
  readonly count: bigint;
}

/**
 * The runs of a SegmentTimeline (ISO/IEC 23009-1, 5.3.9.6): a missing `t` goes on where the last run ended, and a
 * negative `r` reaches to the `t` of the next S or, at the last, to `end`, in ticks; the last segment may reach
 * beyond. It takes as long as there are S elements, whatever their `r`.
 * Broken: a negative `r` with nothing to reach to or a duration of 0, and more than 1,000,000 segments.
 */
export const timelineRuns = (
  entries: readonly TimelineEntry[],
  startNumber: bigint,
  end?: bigint,
): Reading<readonly TimelineRun[]> => {
  const runs: TimelineRun[] = [];
  let [time, number, total] = [0n, startNumber, 0n];
  for (const [i, { line, t, n, d, r }] of entries.entries()) {
    time = t ?? time;
    number = n ?? number;
    let count = r + 1n;
    if (r < 0n) {
      const reach = i + 1 < entries.length ? entries[i + 1]?.t : end;
      if (reach === undefined) return { broken: 'A negative @r does not tell how far it reaches.', line };
      if (d === 0n) return { broken: 'A negative @r repeats a duration of 0.', line };
      if (reach <= time) return { broken: 'A negative @r reaches back.', line };
      count = (reach - time + d - 1n) / d;
    }
    total += count;
    if (total > timelineLimit) {
      return { broken: `The timeline has more than ${String(timelineLimit)} segments.`, line };
    }
    runs.push({ number, time, duration: d, count });
    time += count * d;
    number += count;
  }
  return { value: runs };
};

/** The segments of runs, one after the other, made as they are asked for. */
export const segmentsOf = function* (runs: readonly TimelineRun[]): Generator<TimelineSegment> {
  for (const { number, time, duration, count } of runs) {
    for (let i = 0n; i < count; i++) yield { number: number + i, time: time + i * duration, duration };
  }
};

/**
 * All segments of a SegmentTimeline with their numbers, times and durations in ticks.
 * Broken: as `timelineRuns`; so there are never more than 1,000,000.
 */
export const expandTimeline = (
  entries: readonly TimelineEntry[],
  startNumber: bigint,
  end?: bigint,
): Reading<readonly TimelineSegment[]> => {
  const runs = timelineRuns(entries, startNumber, end);
  return 'broken' in runs ? runs : { value: [...segmentsOf(runs.value)] };
};
