import type { FragmentGrid } from './track.ts';

/** How the fragments of two tracks lie on each other, by index. */
export interface GridMatch {
  /** Fragments that begin at the same time: index in the first, index in the second. */
  readonly both: readonly (readonly [number, number])[];
  /** Fragments that begin where the other has none, within the time that both have. */
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
  /** Whether there is any time that both have. */
  readonly overlap: boolean;
}

/** End of fragment `i`, absolute. */
export const endOf = (grid: FragmentGrid, i: number): bigint => grid.time(i) + BigInt(grid.duration(i));

/** Indexes by time, scaled; a fragment that was sent again counts once. */
const byTime = (grid: FragmentGrid, scale: bigint): Map<bigint, number> => {
  const times = new Map<bigint, number>();
  for (let i = 0; i < grid.count; i++) {
    const time = grid.time(i) * scale;
    if (!times.has(time)) times.set(time, i);
  }
  return times;
};

const range = (times: ReadonlyMap<bigint, number>): { first: bigint; last: bigint } | undefined => {
  let span: { first: bigint; last: bigint } | undefined;
  for (const time of times.keys()) {
    span =
      span === undefined
        ? { first: time, last: time }
        : { first: time < span.first ? time : span.first, last: time > span.last ? time : span.last };
  }
  return span;
};

/**
 * Lays two grids on each other. Only what begins behind the later start and not behind the earlier last fragment can
 * be missing from the other: a source may join, and end, in the middle of a fragment. Times are compared as
 * `time × scale`, so that tracks of two timescales can be compared by giving each the scale of the other. Linear.
 */
export const matchGrids = (
  a: FragmentGrid,
  b: FragmentGrid,
  scaleA: number | bigint = 1n,
  scaleB: number | bigint = 1n,
): GridMatch => {
  const [timesA, timesB] = [byTime(a, BigInt(scaleA)), byTime(b, BigInt(scaleB))];
  const [spanA, spanB] = [range(timesA), range(timesB)];
  if (spanA === undefined || spanB === undefined) return { both: [], onlyA: [], onlyB: [], overlap: false };
  const from = spanA.first > spanB.first ? spanA.first : spanB.first;
  const to = spanA.last < spanB.last ? spanA.last : spanB.last;
  const both: [number, number][] = [];
  const onlyA: number[] = [];
  const onlyB: number[] = [];
  for (const [time, i] of timesA) {
    const other = timesB.get(time);
    if (other !== undefined) both.push([i, other]);
    else if (time > from && time <= to) onlyA.push(i);
  }
  for (const [time, i] of timesB) if (!timesA.has(time) && time > from && time <= to) onlyB.push(i);
  return { both, onlyA, onlyB, overlap: from <= to };
};

/** The fragments of the same time, and those of them whose payloads were both read and are not the same. */
export const unequalPayloads = (
  a: FragmentGrid,
  b: FragmentGrid,
): { readonly both: GridMatch['both']; readonly unequal: GridMatch['both'] } => {
  const { both } = matchGrids(a, b);
  const unequal = both.filter(([i, j]) => {
    const [one, other] = [a.payload(i), b.payload(j)];
    return one !== 0 && other !== 0 && one !== other;
  });
  return { both, unequal };
};
