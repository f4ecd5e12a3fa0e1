import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scenario } from '../scenario/scenario.ts';
import { partOf, matches, select, shuffled } from './plan.ts';
import type { Selection } from './plan.ts';

const met = () => ({ outcome: 'met' }) as const;
const scenarios: Record<string, Scenario> = {
  'icecast/auth/one': { title: '', send: [], expect: { 'ICE-AUTH-02': met } },
  'icecast/auth/two': { title: '', send: [], expect: { 'ICE-AUTH-03': met } },
  'icecast/client/three': { title: '', serve: [], until: { bodyBytes: 1 }, expect: { 'ICE-COM-01': met } },
};
const everything: Selection = {
  suites: [],
  only: [],
  skip: [],
  clauses: [],
  profile: 'corrected',
  roles: ['server', 'client'],
};

test.for([
  ['all', {}, ['icecast/auth/one', 'icecast/auth/two', 'icecast/client/three']],
  ['servers', { roles: ['server'] }, ['icecast/auth/one', 'icecast/auth/two']],
  ['a glob', { only: ['*/two', '*three'] }, ['icecast/auth/two', 'icecast/client/three']],
  ['all but a glob', { skip: ['icecast/auth/*'] }, ['icecast/client/three']],
  ['a clause', { clauses: ['ICE-AUTH-03'] }, ['icecast/auth/two']],
  ['must only', { level: 'must' }, ['icecast/auth/one', 'icecast/client/three']],
  ['another suite', { suites: ['cmaf'] }, []],
] satisfies [string, Partial<Selection>, string[]][])('selects %s', ([, changes, ids]) => {
  expect(select(scenarios, { ...everything, ...changes }).map(([id]) => id)).toEqual(ids);
});

test.for([
  ['a/b', 'a/b', true],
  ['a/b', 'a', false],
  ['a/b.c', 'a/b?c', true],
  ['a/bxc', 'a/b.c', false],
  ['a/b', '*', true],
] satisfies [string, string, boolean][])('%s matches %s: %s', ([id, glob, expected]) => {
  expect(matches(id, glob)).toBe(expected);
});

test('an order is decided by its seed, and loses nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 2 ** 31 }), (things, seed) => {
      const once = shuffled(things, seed);
      expect(once).toEqual(shuffled(things, seed));
      expect([...once].sort((a, b) => a - b)).toEqual([...things].sort((a, b) => a - b));
    }),
  );
  expect(shuffled([3, 1, 2], 0)).toEqual([3, 1, 2]);
});

test('shards together are the selection, none of it twice, whatever their number', () => {
  const things = Object.keys(scenarios);
  for (const total of [1, 2, 3, 7, things.length, things.length + 5, 1000]) {
    const parts = Array.from({ length: total }, (_, index) => partOf(things, index + 1, total));
    expect(parts.flat().sort()).toEqual([...things].sort());
    const sizes = parts.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
  expect(partOf(['a', 'b', 'c', 'd', 'e'], 2, 3)).toEqual(['b', 'e']);
  expect(partOf(['a'], 2, 3)).toEqual([]);
});
