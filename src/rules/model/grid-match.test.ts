import { expect, test } from 'vitest';
import { growingGrid } from '../engine/grid.ts';
import { matchGrids } from './grid-match.ts';
import type { FragmentGrid } from './track.ts';

const gridOf = (...times: readonly number[]): FragmentGrid => {
  const { grid, add } = growingGrid();
  times.forEach((time, sequence) =>
    add({ time, duration: 2, samples: 1, sequence, earliest: 0, bytes: 0, object: '', start: 0 }, 0n, 0, 0),
  );
  return grid;
};

test('fragments of the same time are matched, whatever was sent before and after', () => {
  expect(matchGrids(gridOf(0, 2, 4, 6), gridOf(2, 4))).toEqual({
    both: [
      [1, 0],
      [2, 1],
    ],
    onlyA: [],
    onlyB: [],
    overlap: true,
  });
});

test('boundaries that only one has count within the time that both have', () => {
  expect(matchGrids(gridOf(0, 2, 4, 6), gridOf(1, 3, 5))).toMatchObject({
    both: [],
    onlyA: [1, 2],
    onlyB: [1, 2],
  });
});

test('a fragment that was sent again counts once', () => {
  expect(matchGrids(gridOf(0, 2, 2, 4), gridOf(0, 2, 4))).toMatchObject({ onlyA: [], onlyB: [] });
});

test('ticks of two timescales are compared exactly', () => {
  expect(matchGrids(gridOf(0, 3003, 6006), gridOf(0, 1001, 2002), 1, 3)).toMatchObject({
    both: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  });
});

test('an empty grid has nothing in common with any', () => {
  expect(matchGrids(gridOf(), gridOf(0))).toEqual({ both: [], onlyA: [], onlyB: [], overlap: false });
});
