import { describe, expect, test } from 'vitest';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { referenceDelayScale } from '../../src/runner/self-test.ts';
import { timingOf } from '../../src/runner/timing.ts';
import { icecastClientQuirks } from '../../src/scenario/client-quirks.ts';
import type { ClientQuirk } from '../../src/scenario/client-quirks.ts';
import { client } from '../../src/scenario/mutant.ts';
import { judge } from '../../src/verdict/judge.ts';
import type { ScenarioResult } from '../../src/verdict/result.ts';
import { clientMutants, furtherClientMutants } from './client-mutants.ts';
import { icecastClientScenarios } from './client.ts';

type ScenarioId = keyof typeof icecastClientScenarios;

/** What a client may do as well as not. */
const habits: readonly ClientQuirk[] = ['waits-for-challenge', 'probes-first'];

test('every quirk is caught by some scenario, or is a habit', () => {
  const mutants = [...Object.values(clientMutants), ...furtherClientMutants.map(([, mutant]) => mutant)];
  const caught = new Set<string>(mutants.flatMap(({ quirks }) => quirks));
  const missing = Object.keys(icecastClientQuirks).filter((quirk) => !caught.has(quirk));
  expect(missing.filter((quirk) => !habits.some((habit) => habit === quirk))).toEqual([]);
});

const play = async (quirk: ClientQuirk, id: ScenarioId): Promise<ScenarioResult> => {
  const scenario = icecastClientScenarios[id];
  const events = await runScenario(id, scenario, {
    target: { kind: 'reference' },
    mount: '/live.mp3',
    timing: timingOf(1, referenceDelayScale),
    signal: new AbortController().signal,
    keepBytes: 1024 * 1024,
    redact: true,
    mutant: client(quirk),
  });
  return judge(id, scenario, events, { profile: 'literal', subject: '' });
};

describe.concurrent('a habit that is no deviation passes', () => {
  test.for(Object.keys(icecastClientScenarios) as ScenarioId[])('%s', async (id) => {
    for (const habit of habits) {
      const { verdict, checks } = await play(habit, id);
      const unmet = checks.filter((check) => check.verdict !== 'pass');
      expect({ habit, verdict, unmet }).toEqual({ habit, verdict: 'pass', unmet: [] });
    }
  });
});
