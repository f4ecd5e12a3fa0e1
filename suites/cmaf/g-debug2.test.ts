import { test } from 'vitest';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { timingOf } from '../../src/runner/timing.ts';
import { inParallel } from '../../src/runner/parallel.ts';
import { judge } from '../../src/verdict/judge.ts';
import { cmafClientScenarios } from './client.ts';
test('x', { timeout: 60000 }, async () => {
  const rows: string[] = [];
  const t0 = performance.now();
  await inParallel(Object.keys(cmafClientScenarios) as (keyof typeof cmafClientScenarios)[], 4, async (id) => {
    const events = await runScenario(id, cmafClientScenarios[id], { target: { kind: 'reference' }, mount: '/live.mp3', timing: timingOf(1, 0.05), signal: new AbortController().signal, keepBytes: 1024*1024, redact: true });
    const r = judge(id, cmafClientScenarios[id], events, { profile: 'corrected', subject: '' });
    rows.push(`${String(r.durationMs).padStart(6)} ${r.verdict} ${id} | ${r.checks.map((c) => `${c.id}: ${c.actual ?? ''}`).join(' | ')}`);
  });
  console.log('WALL', performance.now() - t0);
  for (const row of rows.sort()) console.log('ROW' + row);
});
