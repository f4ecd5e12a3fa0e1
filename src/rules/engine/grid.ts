import type { Fragment, FragmentGrid } from '../model/track.ts';

/** Fragments whose times are kept; of longer tracks the first ones. */
const most = 65_536;
/** Fragments for which there is room at first. */
const fewest = 32;

/** What is kept of a fragment; `time` is relative to an origin. */
export type Row = Pick<
  Fragment,
  'time' | 'duration' | 'samples' | 'sequence' | 'earliest' | 'bytes' | 'object' | 'start'
>;

/** Numbers of a fragment, one beside the other. */
const time = 0;
const duration = 1;
const samples = 2;
const sequence = 3;
const earliest = 4;
const print = 5;
const payload = 6;
const bytes = 7;
const start = 8;
const width = 9;

export interface GrowingGrid {
  readonly grid: FragmentGrid;
  /** Adds a fragment; `printed` and `paid` are the numbers made of its samples and of their payload. */
  add(row: Row, origin: bigint, printed: number, paid: number): void;
}

/**
 * A grid that rows are added to: at most so many, so that the longest track takes a bounded memory. They lie in columns of
 * numbers, for values that live as long as the track are costly to collect around.
 */
export const growingGrid = (): GrowingGrid => {
  const origins: bigint[] = [];
  const objects: string[] = [];
  let numbers = new Float64Array(0);
  let count = 0;
  const at = (i: number, column: number): number =>
    (i < count ? numbers[i * width + column] : undefined) ?? 0;
  return {
    grid: {
      get count() {
        return count;
      },
      time: (i) => (origins[i] ?? 0n) + BigInt(Math.trunc(at(i, time))),
      duration: (i) => at(i, duration),
      samples: (i) => at(i, samples),
      sequence: (i) => at(i, sequence),
      earliest: (i) => at(i, earliest),
      print: (i) => at(i, print),
      payload: (i) => at(i, payload),
      bytes: (i) => at(i, bytes),
      object: (i) => objects[i] ?? '',
      start: (i) => at(i, start),
    },
    add: (row, origin, printed, paid) => {
      if (count >= most) return;
      const from = count * width;
      if (from === numbers.length) {
        const grown = new Float64Array(Math.max(fewest * width, 2 * from));
        grown.set(numbers);
        numbers = grown;
      }
      count += 1;
      origins.push(origin);
      objects.push(row.object);
      numbers[from + time] = row.time;
      numbers[from + duration] = row.duration;
      numbers[from + samples] = row.samples;
      numbers[from + sequence] = row.sequence;
      numbers[from + earliest] = row.earliest;
      numbers[from + print] = printed;
      numbers[from + payload] = paid;
      numbers[from + bytes] = row.bytes;
      numbers[from + start] = row.start;
    },
  };
};
