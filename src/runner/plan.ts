/** Which scenarios run, and in what order. Pure. */
import { clause as clauseOf, levelOf } from '../spec/index.ts';
import type { ClauseId, Level, Profile } from '../spec/index.ts';
import { roleOf } from '../scenario/scenario.ts';
import type { Role, Scenario } from '../scenario/scenario.ts';

export interface Selection {
  readonly suites: readonly string[];
  /** Globs over scenario ids; `*` stands for anything. Empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly clauses: readonly string[];
  /** The lowest level of clause that a scenario must judge to be selected. */
  readonly level?: Level;
  readonly profile: Profile;
  /** The sides that can be tested. */
  readonly roles: readonly Role[];
}

/** Whether an id matches a glob; `*` stands for any run of characters, `?` for one. */
export const matches = (id: string, glob: string): boolean => {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(id);
};

const weight: Record<Level, number> = { must: 2, should: 1, may: 0 };

const reaches = (scenario: Scenario, level: Level, profile: Profile): boolean =>
  Object.keys(scenario.expect).some(
    (id) => weight[levelOf(clauseOf(id as ClauseId), profile)] >= weight[level],
  );

/** The scenarios that are selected, in the order of the registry. */
export const select = (
  scenarios: Readonly<Record<string, Scenario>>,
  selection: Selection,
): (readonly [string, Scenario])[] =>
  Object.entries(scenarios).filter(([id, scenario]) => {
    if (!selection.roles.includes(roleOf(scenario))) return false;
    if (selection.suites.length > 0 && !selection.suites.includes(id.split('/')[0] ?? '')) return false;
    if (selection.only.length > 0 && !selection.only.some((glob) => matches(id, glob))) return false;
    if (selection.skip.some((glob) => matches(id, glob))) return false;
    if (selection.clauses.length > 0 && !selection.clauses.some((clause) => clause in scenario.expect))
      return false;
    return selection.level === undefined || reaches(scenario, selection.level, selection.profile);
  });

/**
 * The part of the things that a shard has: every Nth, so that what is alike and takes as long is spread evenly.
 *
 * @param index counted from 1
 */
export const partOf = <T>(things: readonly T[], index: number, total: number): T[] =>
  things.filter((_, position) => position % total === index - 1);

/** A small generator of numbers from a seed (mulberry32), so that an order can be had again. */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** The same things in an order that only the seed decides; seed 0 keeps the order. */
export const shuffled = <T>(things: readonly T[], seed: number): T[] => {
  if (seed === 0) return [...things];
  const next = numbersFrom(seed);
  return things
    .map((thing) => ({ thing, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
};
