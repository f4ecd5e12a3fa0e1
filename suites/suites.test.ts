import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { ruleIds } from '../src/rules/facts/index.ts';
import { rules } from '../src/rules/rules.ts';
import { selfTest } from '../src/runner/self-test.ts';
import type { ClauseId, Observable } from '../src/spec/index.ts';
import { clauses } from '../src/spec/index.ts';
import { roleOf, roles } from '../src/scenario/scenario.ts';
import type { ScenarioId } from './index.ts';
import { mutantsOf, scenarios, suites } from './index.ts';

const all = (Object.keys(scenarios) as ScenarioId[]).flatMap((id) =>
  mutantsOf(id).map((mutant) => [id, scenarios[id], mutant] as const),
);

test.for(Object.keys(suites))(
  'every scenario of %s passes its twin, and says of its mutant exactly what is broken',
  { timeout: 300_000 },
  async (suite) => {
    const own = all.filter(([id]) => id.startsWith(`${suite}/`));
    const results = await selfTest(own, 8 * availableParallelism(), new AbortController().signal);
    const escaped = results
      .filter((result) => !result.caught)
      .map(({ id, twin, twinPasses, mutant, mutated, missed, unexpected }) => ({
        id,
        ...(twinPasses
          ? {}
          : { twin: twin.checks.filter((check) => check.verdict !== 'pass'), reason: twin.reason }),
        quirks: mutant.quirks,
        missed,
        unexpected,
        said: mutated.checks.map((check) => `${check.id} ${check.verdict} ${check.actual ?? ''}`),
      }));
    expect(escaped).toEqual([]);
  },
);

test('every testable clause is judged on each side where it can be seen', () => {
  const judged = { server: new Set<string>(), client: new Set<string>(), listener: new Set<string>() };
  for (const scenario of Object.values(scenarios)) {
    const side = judged[roleOf(scenario)];
    for (const id of Object.keys(scenario.expect)) side.add(id);
  }
  const missing = (Object.keys(clauses) as ClauseId[])
    .filter((id) => !('excluded' in clauses[id]))
    .flatMap((id) =>
      roles
        .filter(
          (side) => (clauses[id].observable as readonly string[]).includes(side) && !judged[side].has(id),
        )
        .map((side) => `${id} on a ${side}`),
    );
  expect(missing).toEqual([]);
});

test('a scenario judges no clause that cannot be seen on its side', () => {
  const misplaced = Object.entries(scenarios).flatMap(([id, scenario]) => {
    // What media show is seen in what a client sends.
    const role = roleOf(scenario);
    const sides: readonly Observable[] = role === 'client' ? ['client', 'media'] : [role];
    return Object.keys(scenario.expect)
      .filter((clause) => !clauses[clause as ClauseId].observable.some((side) => sides.includes(side)))
      .map((clause) => `${id}: ${clause}`);
  });
  expect(misplaced).toEqual([]);
});

test('every scenario says what it is about, and judges something', () => {
  for (const [id, scenario] of Object.entries(scenarios)) {
    expect(scenario.title, id).not.toBe('');
    expect(Object.keys(scenario.expect), id).not.toEqual([]);
  }
});

/** Clauses that rules of the validator decide: each rule has mutants of its own. */
const decidedByRules = new Set<string>(
  ruleIds.flatMap((id) => (rules[id].about === 'excluded' ? [] : (rules[id].decides ?? []))),
);

test('every clause is seen broken by a mutant on each side where it is judged', () => {
  const unseen = roles.flatMap((side) => {
    const own = (Object.keys(scenarios) as ScenarioId[]).filter((id) => roleOf(scenarios[id]) === side);
    const broken = new Set<string>(own.flatMap((id) => mutantsOf(id).flatMap((mutant) => mutant.breaks)));
    const judged = new Set(own.flatMap((id) => Object.keys(scenarios[id].expect)));
    return [...judged]
      .filter((clause) => !broken.has(clause) && !decidedByRules.has(clause))
      .map((clause) => `${clause} on a ${side}`);
  });
  expect(unseen).toEqual([]);
});
