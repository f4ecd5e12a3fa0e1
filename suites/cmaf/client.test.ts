import { describe, expect, test } from 'vitest';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { referenceDelayScale } from '../../src/runner/self-test.ts';
import { timingOf } from '../../src/runner/timing.ts';
import { sourceQuirks } from '../../src/scenario/ingest/source-quirks.ts';
import type { SourceQuirk } from '../../src/scenario/ingest/source-quirks.ts';
import { source } from '../../src/scenario/mutant.ts';
import { judge } from '../../src/verdict/judge.ts';
import { mutantsOf, scenarios } from '../index.ts';
import type { ScenarioId } from '../index.ts';
import { cmafClientScenarios } from './client.ts';

/** Those of interface 2 too: our sources have many of their deviations in common. */
const mutants = (Object.keys(scenarios) as ScenarioId[])
  .flatMap(mutantsOf)
  .filter(({ peer }) => peer === 'ingest-source');

/** What a source may do as well as not, or what other documents and the rules of the validator are about. */
const habits: readonly SourceQuirk[] = ['skips-the-probe', 'form-content-type'];

/**
 * What the system tells of attempts to connect is too coarse for time that runs twenty times as fast: the test of the
 * check itself has this one.
 */
const tooBrief: readonly SourceQuirk[] = ['impatient-to-connect'];

test('every quirk is caught by some scenario, or is a habit', () => {
  const caught = new Set<string>(mutants.flatMap(({ quirks }) => quirks));
  const others = new Set<string>([...habits, ...tooBrief]);
  const missing = Object.keys(sourceQuirks).filter((quirk) => !caught.has(quirk) && !others.has(quirk));
  expect(missing).toEqual([]);
});

/** Where habits would show, if they were taken for deviations. */
const shown = [
  'cmaf/client/start/first-requests',
  'cmaf/client/answer/412-header',
  'cmaf/client/fault/reset-between-fragments',
  'cmaf/client/end/clean-end',
] as const satisfies readonly (keyof typeof cmafClientScenarios)[];

describe.concurrent('a habit that is no deviation passes', () => {
  test.for(shown)('%s', async (id) => {
    for (const habit of habits) {
      const scenario = cmafClientScenarios[id];
      const events = await runScenario(id, scenario, {
        target: { kind: 'reference' },
        mount: '/live.isml',
        timing: timingOf(1, referenceDelayScale),
        signal: new AbortController().signal,
        keepBytes: 1024 * 1024,
        redact: true,
        mutant: source(habit),
      });
      const { verdict, checks } = judge(id, scenario, events, { profile: 'corrected', subject: '' });
      const unmet = checks.filter((check) => check.verdict !== 'pass');
      expect({ habit, verdict, unmet }).toEqual({ habit, verdict: 'pass', unmet: [] });
    }
  });
});
