import { expect, test } from 'vitest';
import { ruleIds } from './facts/index.ts';
import { ruleMutants } from './mutants/index.ts';
import { rules } from './rules.ts';
import { tryMutant } from './self-test.ts';

const every = ruleIds.flatMap((id) => {
  const entry = ruleMutants[id];
  return entry === 'excluded' ? [] : entry.map((mutant) => [id, mutant.what, mutant] as const);
});

test.for(every)('%s catches: %s', ([id, , mutant]) => {
  expect(tryMutant(id, mutant).surprises).toEqual([]);
});

test.for([...ruleIds])('%s has a mutant, or a reason to have none', (id) => {
  expect(ruleMutants[id] === 'excluded').toBe(rules[id].about === 'excluded');
});
