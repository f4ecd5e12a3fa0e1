import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { selfTest } from '../../src/runner/self-test.ts';
import { sourceQuirks } from '../../src/scenario/ingest/source-quirks.ts';
import type { SourceQuirk } from '../../src/scenario/ingest/source-quirks.ts';
import { cmafClientMutants, furtherCmafClientMutants } from './client-mutants.ts';
import { cmafClientScenarios } from './client.ts';

type Id = keyof typeof cmafClientScenarios;

const pairs = [
  ...(Object.keys(cmafClientScenarios) as Id[]).map((id) => [id, cmafClientMutants[id]] as const),
  ...furtherCmafClientMutants,
];
const all = pairs.map(([id, mutant]) => [id, cmafClientScenarios[id], mutant] as const);

test(
  'every scenario passes our ingest source, and says of each mutant exactly what is broken',
  { timeout: 120_000 },
  async () => {
    const results = await selfTest(all, 4 * availableParallelism(), new AbortController().signal);
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

/** What a source may do as well as not, or what other documents and the rules of the validator are about. */
const habits: readonly SourceQuirk[] = ['skips-the-probe', 'form-content-type'];

/**
 * What the system tells of attempts to connect is too coarse for time that runs twenty times as fast: the test of the
 * check itself has this one.
 */
const tooBrief: readonly SourceQuirk[] = ['impatient-to-connect'];

/** Deviations of the media themselves begin here in the table; the scenarios about media catch those. */
const media: readonly SourceQuirk[] = [
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
  'other-timescale-in-set',
  'wrong-text-handler',
  'metadata-with-gaps',
  'wrong-scte-scheme',
  'broken-splice-crc',
];

test('every quirk that is not about media is caught by some scenario, or is a habit', () => {
  const caught = new Set<string>(pairs.flatMap(([, { quirks }]) => quirks));
  const others = new Set<string>([...habits, ...tooBrief, ...media]);
  const missing = Object.keys(sourceQuirks).filter((quirk) => !caught.has(quirk) && !others.has(quirk));
  expect(missing).toEqual([]);
});
