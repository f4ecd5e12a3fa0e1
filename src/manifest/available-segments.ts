/** Which segments the addressing of a Representation stands for at a moment. */
import type { MultipleSegmentBase, TimelineEntry } from './mpd-model.ts';
import { isBroken } from './reading.ts';
import { timelineRuns, type TimelineRun, type TimelineSegment } from './segment-timeline.ts';

/** What is known of time in a Period, in seconds since it begins. */
export interface PeriodTime {
  /** Where it ends; `undefined` where nothing says so. */
  readonly end: number | undefined;
  /** The moment that is asked about; `undefined` for a static MPD, and where the MPD does not say when it begins. */
  readonly now: number | undefined;
  /** How much earlier than that segments are whole; 0 or more. */
  readonly early: number;
  /** `@timeShiftBufferDepth`. */
  readonly depth: number | undefined;
  /** Whether all segments are there already (`@type` static). */
  readonly complete: boolean;
}

/** A segment of a Representation, and whether the timeline leaves a hole before it. */
export interface AvailableSegment extends TimelineSegment {
  readonly hole: boolean;
}

/** Of one Representation no more than these are named: the newest. */
export const mostOfOne = 20_000n;

const least = (a: bigint, b: bigint | undefined): bigint => (b === undefined || a <= b ? a : b);

/** Seconds as ticks; `undefined` for what is none, and for what no clock counts. */
const ticksOf = (seconds: number | undefined, timescale: bigint): bigint | undefined => {
  if (seconds === undefined) return undefined;
  const ticks = Math.round(seconds * 1e6);
  return Number.isFinite(ticks) && Math.abs(ticks) < 1e24
    ? (BigInt(ticks) * timescale) / 1_000_000n
    : undefined;
};

/** How many segments of equal duration, counted from the beginning of a Period, are whole. */
const wholeSegments = (
  duration: bigint,
  timescale: bigint,
  { end, now, early, complete }: PeriodTime,
): bigint => {
  const last = ticksOf(end, timescale);
  // Segments may be half a duration off, so that half a one at the end need not be there (ISO/IEC 23009-1, 5.3.9.5.3).
  const ofPeriod = last === undefined ? undefined : (2n * last + duration - 1n) / (2n * duration);
  if (complete) return ofPeriod ?? 0n;
  if (early === Infinity && ofPeriod !== undefined) return ofPeriod;
  const elapsed = ticksOf(now === undefined ? undefined : now + (early === Infinity ? 0 : early), timescale);
  return elapsed === undefined || elapsed < 0n ? 0n : least(elapsed / duration, ofPeriod);
};

const equalSegments = function* (
  { startNumber, presentationTimeOffset, timescale }: MultipleSegmentBase,
  duration: bigint,
  time: PeriodTime,
): Generator<AvailableSegment> {
  const count = wholeSegments(duration, timescale, time);
  const { now, depth, complete } = time;
  const behind = complete || now === undefined || depth === undefined ? undefined : now - depth;
  const oldest = ticksOf(behind, timescale) ?? 0n;
  const newest = count > mostOfOne ? count - mostOfOne : 0n;
  const inBuffer = oldest > 0n ? oldest / duration : 0n;
  for (let k = inBuffer > newest ? inBuffer : newest; k < count; k++) {
    yield { number: startNumber + k, time: presentationTimeOffset + k * duration, duration, hole: false };
  }
};

/** The runs of a timeline; where the last S repeats to the end, those of its segments that are whole. */
const runsOf = (
  entries: readonly TimelineEntry[],
  { startNumber, presentationTimeOffset, timescale }: MultipleSegmentBase,
  period: PeriodTime,
): readonly TimelineRun[] => {
  const last = entries.at(-1);
  const isOpen = last !== undefined && last.r < 0n;
  const reading = timelineRuns(isOpen ? entries.slice(0, -1) : entries, startNumber);
  if (isBroken(reading)) return [];
  if (!isOpen || last.d === 0n) return reading.value;
  const before = reading.value.at(-1);
  const time = last.t ?? (before ? before.time + before.count * before.duration : 0n);
  const number = last.n ?? (before ? before.number + before.count : startNumber);
  const ticks = (seconds: number | undefined): bigint | undefined => {
    const since = ticksOf(seconds, timescale);
    return since === undefined ? undefined : since + presentationTimeOffset - time;
  };
  const { end, now, early, complete } = period;
  const [rest, elapsed] = [ticks(end), ticks(now === undefined ? undefined : now + early)];
  const isOver =
    complete || early === Infinity || (rest !== undefined && elapsed !== undefined && elapsed >= rest);
  const count = isOver
    ? ((rest ?? 0n) + last.d - 1n) / last.d
    : least((elapsed ?? 0n) / last.d, rest === undefined ? undefined : rest / last.d);
  return count > 0n ? [...reading.value, { number, time, duration: last.d, count }] : reading.value;
};

const timelineSegments = function* (runs: readonly TimelineRun[]): Generator<AvailableSegment> {
  let skip = runs.reduce((sum, { count }) => sum + count, 0n) - mostOfOne;
  let ended: bigint | undefined;
  for (const { number, time, duration, count } of runs) {
    const from = skip <= 0n ? 0n : least(count, skip);
    skip -= count;
    const hole = ended !== undefined && time > ended;
    for (let i = from; i < count; i++) {
      yield { number: number + i, time: time + i * duration, duration, hole: hole && i === 0n };
    }
    ended = time + count * duration;
  }
};

/**
 * The segments of a SegmentTemplate or a SegmentList, oldest first: all that a SegmentTimeline lists (of an S that
 * repeats to the end those that are whole), or with `@duration` those that are whole and in the time-shift buffer
 * (ISO/IEC 23009-1, 5.3.9.5.3 and 5.3.9.6). Nothing where neither is there, and where the timeline cannot be
 * expanded (`timelineRuns`). Never more than 20,000, the newest; made as they are asked for.
 */
export const availableSegments = (
  segments: MultipleSegmentBase,
  period: PeriodTime,
): Iterable<AvailableSegment> => {
  const { SegmentTimeline, duration, timescale } = segments;
  if (SegmentTimeline !== undefined) return timelineSegments(runsOf(SegmentTimeline, segments, period));
  if (duration === undefined || duration === 0n || timescale === 0n) return [];
  return equalSegments(segments, duration, period);
};
