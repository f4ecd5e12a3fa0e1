import { expect, test, vi } from 'vitest';
vi.mock('../../src/peer/source-client/source-client.ts', () => ({
  sourceClient: () => {
    throw new Error('no');
  },
}));
vi.mock('../../src/peer/script.ts', () => ({
  serveScript: () => {
    throw new Error('no');
  },
}));
import { selfTest } from '../../src/runner/self-test.ts';
import { icecastServerScenarios } from './server.ts';
import { furtherServerMutants, serverMutants } from './server-mutants.ts';
const only = process.env['ONLY'];
const all = [
  ...(Object.keys(icecastServerScenarios) as (keyof typeof icecastServerScenarios)[]).map(
    (id) => [id, icecastServerScenarios[id], serverMutants[id]] as const,
  ),
  ...furtherServerMutants.map(([id, m]) => [id, icecastServerScenarios[id], m] as const),
].filter(([id]) => only === undefined || id.includes(only));
const times = Number(process.env['TIMES'] ?? 1);
for (let n = 0; n < times; n += 1)
  test(`all ${n}`, { timeout: 120_000 }, async () => {
    const t = performance.now();
    const results = await selfTest(all, Number(process.env['JOBS'] ?? 16), new AbortController().signal);
    console.log(all.length, 'took', Math.round(performance.now() - t));
    const slow = results
      .map((r) => [r.id, r.twin.durationMs, r.mutated.durationMs])
      .filter(([, a]) => Number(a) > 600);
    if (process.env['SLOW']) console.log(slow);
    const escaped = results
      .filter((r) => !r.caught)
      .map(({ id, twin, twinPasses, mutant, mutated, missed, unexpected }) => ({
        id,
        ...(twinPasses
          ? {}
          : {
              twin: twin.checks
                .filter((c) => c.verdict !== 'pass')
                .map((c) => `${c.id} ${c.verdict} ${c.actual ?? ''}`),
              reason: twin.reason,
              conv: twin.conversation,
            }),
        quirks: mutant.quirks,
        missed,
        unexpected,
        said: mutated.checks.map((c) => `${c.id} ${c.verdict} ${c.actual ?? ''}`),
        mconv: mutated.conversation,
      }));
    expect(escaped).toEqual([]);
  });
