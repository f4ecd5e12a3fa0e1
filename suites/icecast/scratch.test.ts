import { expect, test, vi } from 'vitest';
vi.mock('../../src/peer/icecast-server/icecast-server.ts', () => ({
  icecastServer: () => {
    throw new Error('no');
  },
}));
vi.mock('../../src/peer/perform.ts', () => ({
  perform: () => {
    throw new Error('no');
  },
}));
import { selfTest } from '../../src/runner/self-test.ts';
import { icecastClientScenarios } from './client.ts';
import { clientMutants } from './client-mutants.ts';

const only = process.env['ONLY'];
const all = (Object.keys(icecastClientScenarios) as (keyof typeof icecastClientScenarios)[])
  .filter((id) => only === undefined || id.includes(only))
  .map((id) => [id, icecastClientScenarios[id], clientMutants[id]] as const);

const times = Number(process.env['TIMES'] ?? 1);
for (let n = 0; n < times; n += 1)
  test(`all ${n}`, { timeout: 120_000 }, async () => {
    const t = performance.now();
    const results = await selfTest(all, Number(process.env['JOBS'] ?? 16), new AbortController().signal);
    console.log('took', Math.round(performance.now() - t));
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
        conv2: mutated.conversation,
        reason2: mutated.reason,
      }));
    if (process.env['SLOW'])
      for (const r of results) console.log(r.id, r.twin.durationMs, r.mutated.durationMs);
    expect(escaped).toEqual([]);
  });
