import { expect, test } from 'vitest';
import { ruleIds } from '../../src/rules/facts/index.ts';
import { rules } from '../../src/rules/rules.ts';
import { clause } from '../../src/spec/index.ts';
import type { ClauseId } from '../../src/spec/index.ts';
import { cmafMediaScenarios } from './client/media-scenarios.ts';

const decidedByRules = ruleIds.flatMap((id) =>
  rules[id].about === 'excluded' ? [] : (rules[id].decides ?? []),
);

/** Of the other interface, by the prefixes of its sections. */
const isOfInterface2 = (id: ClauseId): boolean => /^DI-(?:I2|HLS|DASH)-/.test(id);

/** What a resent fragment must be, which scenarios about the protocol see better than the media alone. */
const byProtocol: readonly ClauseId[] = ['DI-GEN-14a', 'DI-CMAF-GP-04b'];

test('every clause that rules decide and that binds a source or its media is judged', () => {
  const judged = new Set(Object.values(cmafMediaScenarios).flatMap(({ expect: all }) => Object.keys(all)));
  const missing = decidedByRules.filter((id) => {
    const { binds } = clause(id);
    return binds !== 'receiving entity' && !isOfInterface2(id) && !judged.has(id) && !byProtocol.includes(id);
  });
  expect([...new Set(missing)]).toEqual([]);
});
