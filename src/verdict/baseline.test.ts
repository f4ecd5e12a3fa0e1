import { expect, test } from 'vitest';
import { baselineIssues, withBaseline } from './baseline.ts';
import type { BaselineEntry } from './baseline.ts';
import type { CheckResult, ScenarioResult, Verdict } from './result.ts';
import { gateExit } from './summarise.ts';

const checkOf = (verdict: Verdict, actual = 'status 200', clause = 'ICE-AUTH-02'): CheckResult => ({
  clause,
  id: clause,
  level: 'must',
  verdict,
  message: 'A sentence.',
  actual,
  evidence: [],
});

const scenarioOf = (id: string, ...checks: readonly CheckResult[]): ScenarioResult => ({
  id,
  suite: 'icecast',
  role: 'server',
  title: 'a scenario',
  verdict: checks[0]?.verdict ?? 'pass',
  durationMs: 1,
  checks,
  repro: '',
  conversation: [],
});

const entryOf = (changes: Partial<BaselineEntry> = {}): BaselineEntry => ({
  scenario: 'icecast/a',
  clause: 'ICE-AUTH-02',
  verdict: 'fail',
  reason: 'It answers 200.',
  where: 'baseline.yaml:3',
  ...changes,
});

const gate = { strict: false, allowInconclusive: false };
const known = new Set(['icecast/a', 'icecast/b']);
const judgedBy = (
  results: readonly ScenarioResult[],
  entries: readonly BaselineEntry[],
  everything = true,
) => {
  const marked = withBaseline(results, entries);
  const issues = baselineIssues(marked, entries, known, everything);
  return { issues: issues.map((issue) => issue.kind), exit: gateExit(marked, issues, gate) };
};

test('an expected failure lets the gate pass', () => {
  const failing = [scenarioOf('icecast/a', checkOf('fail'))];
  expect(judgedBy(failing, [])).toEqual({ issues: [], exit: 1 });
  expect(judgedBy(failing, [entryOf()])).toEqual({ issues: [], exit: 0 });
  expect(judgedBy(failing, [entryOf({ seen: 'status 200' })])).toEqual({ issues: [], exit: 0 });
});

test('another failure is not taken for the known one', () => {
  const failing = [scenarioOf('icecast/a', checkOf('fail', 'no answer'))];
  expect(judgedBy(failing, [entryOf({ seen: 'status 200' })])).toEqual({ issues: ['stale'], exit: 1 });
});

test('an entry whose check passes now is stale, and fails the run', () => {
  expect(judgedBy([scenarioOf('icecast/a', checkOf('pass'))], [entryOf()])).toEqual({
    issues: ['stale'],
    exit: 1,
  });
});

test('an entry that matches nothing fails the run', () => {
  const passing = [scenarioOf('icecast/a', checkOf('pass'))];
  expect(judgedBy(passing, [entryOf({ scenario: 'icecast/gone' })]).issues).toEqual(['unmatched']);
  expect(judgedBy(passing, [entryOf({ clause: 'ICE-AUTH-04' })]).issues).toEqual(['unmatched']);
});

test('an entry about a scenario that was not selected says nothing', () => {
  const passing = [scenarioOf('icecast/a', checkOf('pass'))];
  expect(judgedBy(passing, [entryOf({ scenario: 'icecast/b' })], false)).toEqual({ issues: [], exit: 0 });
});

test('an entry for a clause alone stands for that clause in every scenario', () => {
  const failing = [scenarioOf('icecast/a', checkOf('fail')), scenarioOf('icecast/b', checkOf('fail'))];
  const { scenario: _, ...entry } = entryOf();
  expect(judgedBy(failing, [entry])).toEqual({ issues: [], exit: 0 });
});

test.for([
  ['a failure', [checkOf('fail')], gate, 1],
  ['a warning', [checkOf('warn')], gate, 0],
  ['a warning, strictly', [checkOf('warn')], { ...gate, strict: true }, 1],
  ['what could not be judged', [checkOf('inconclusive')], gate, 1],
  ['what could not be judged, allowed', [checkOf('inconclusive')], { ...gate, allowInconclusive: true }, 0],
  ['an error of ours', [checkOf('error')], gate, 4],
  ['information', [checkOf('info')], { ...gate, strict: true }, 0],
  ['a skip', [checkOf('skip')], { ...gate, strict: true }, 0],
] satisfies [string, CheckResult[], typeof gate, number][])('%s', ([, checks, how, exit]) => {
  expect(gateExit([scenarioOf('icecast/a', ...checks)], [], how)).toBe(exit);
});

test('nothing selected is not a success', () => {
  expect(gateExit([], [], gate)).toBe(5);
});
