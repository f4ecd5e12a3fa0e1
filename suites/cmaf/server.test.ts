import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { selfTest } from '../../src/runner/self-test.ts';
import { receiverQuirks } from '../../src/scenario/ingest/receiver-quirks.ts';
import type { ReceiverQuirk } from '../../src/scenario/ingest/receiver-quirks.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import { clauses } from '../../src/spec/index.ts';
import type { Clause, ClauseId } from '../../src/spec/index.ts';
import { cmafServerScenarios } from './server.ts';
import { cmafServerMutants, furtherCmafServerMutants } from './server-mutants.ts';

type Id = keyof typeof cmafServerScenarios;

const mutants: readonly (readonly [Id, Mutant])[] = [
  ...(Object.entries(cmafServerMutants) as [Id, Mutant][]),
  ...furtherCmafServerMutants,
];

test(
  'every scenario passes its twin, and says of its mutant exactly what is broken',
  { timeout: 120_000 },
  async () => {
    const triples = mutants.map(([id, mutant]) => [id, cmafServerScenarios[id], mutant] as const);
    const results = await selfTest(triples, 8 * availableParallelism(), new AbortController().signal);
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

/** What a receiving entity may do as well as not, so that no scenario minds. */
const tolerated: readonly ReceiverQuirk[] = ['answers-415-to-foreign-media', 'answers-400-to-everything'];

test('every quirk is caught by some scenario', () => {
  const caught = new Set<string>(mutants.flatMap(([, mutant]) => mutant.quirks));
  expect(Object.keys(receiverQuirks).filter((quirk) => !caught.has(quirk))).toEqual(tolerated);
});

const judged = new Set(Object.values(cmafServerScenarios).flatMap(({ expect: all }) => Object.keys(all)));

test('every clause that is judged is seen broken', () => {
  const broken = new Set<string>(mutants.flatMap(([, mutant]) => mutant.breaks));
  expect([...judged].filter((clause) => !broken.has(clause))).toEqual([]);
});

test('every clause of interface 1 that can be seen on a server is judged', () => {
  const missing = (Object.entries(clauses) as [ClauseId, Clause][])
    .filter(([id, { observable }]) => id.startsWith('DI-') && observable.includes('server'))
    .filter(([id]) => !/^DI-(I2|EX)/.test(id) && !judged.has(id))
    .map(([id]) => id);
  expect(missing).toEqual([]);
});
