import { expect, test } from 'vitest';
import { ruleIds } from '../../src/rules/facts/index.ts';
import { rules } from '../../src/rules/rules.ts';
import { clause } from '../../src/spec/index.ts';
import type { ClauseId } from '../../src/spec/index.ts';
import type { SourceQuirk } from '../../src/scenario/ingest/source-quirks.ts';
import { cmafMediaScenarios } from './client/media-scenarios.ts';
import { cmafMediaMutants, furtherCmafMediaMutants } from './media-mutants.ts';

type Id = keyof typeof cmafMediaScenarios;

const pairs = [
  ...(Object.keys(cmafMediaScenarios) as Id[]).map((id) => [id, cmafMediaMutants[id]] as const),
  ...furtherCmafMediaMutants,
];
/** Deviations of the media themselves. */
const ofMedia: readonly SourceQuirk[] = [
  'drops-fragments',
  'repeats-fragments',
  'moved-time',
  'long-fragments',
  'no-btrt',
  'no-language',
  'no-role',
  'wrong-role',
  'in-band-emsg',
  'unaligned-set',
  'audio-of-another-time',
  'other-timescale-in-set',
  'wrong-text-handler',
  'metadata-with-gaps',
  'wrong-scte-scheme',
  'broken-splice-crc',
  'other-header-on-takeover',
  'own-clock',
];

const decidedByRules = ruleIds.flatMap((id) =>
  rules[id].about === 'excluded' ? [] : (rules[id].decides ?? []),
);

/** Of the other interface, by the prefixes of its sections. */
const isOfInterface2 = (id: ClauseId): boolean => /^DI-(?:I2|HLS|DASH)-/.test(id);

/** What a resent fragment must be, which scenarios about the protocol see better than the media alone. */
const byProtocol: readonly ClauseId[] = ['DI-GEN-14a', 'DI-CMAF-GP-04b'];

test('every deviation of the media is caught', () => {
  const caught = new Set<string>(pairs.flatMap(([, { quirks }]) => quirks));
  expect(ofMedia.filter((quirk) => !caught.has(quirk))).toEqual([]);
});

test('every clause is seen broken here, or by the mutants of the rules that decide it', () => {
  const broken = new Set<string>(pairs.flatMap(([, { breaks }]) => breaks));
  const judged = new Set(Object.values(cmafMediaScenarios).flatMap(({ expect: all }) => Object.keys(all)));
  // The type of their table refuses a rule without a mutant.
  const decided = new Set<string>(decidedByRules);
  expect([...judged].filter((id) => !broken.has(id) && !decided.has(id))).toEqual([]);
});

test('every clause that rules decide and that binds a source or its media is judged', () => {
  const judged = new Set(Object.values(cmafMediaScenarios).flatMap(({ expect: all }) => Object.keys(all)));
  const missing = decidedByRules.filter((id) => {
    const { binds } = clause(id);
    return binds !== 'receiving entity' && !isOfInterface2(id) && !judged.has(id) && !byProtocol.includes(id);
  });
  expect([...new Set(missing)]).toEqual([]);
});
