import { expect, test } from 'vitest';
import type { ScenarioResult, Verdict } from '../verdict/result.ts';
import { differences } from './differences.ts';

const scenario = (id: string, verdict: Verdict, checks: Record<string, Verdict> = {}): ScenarioResult => ({
  id,
  suite: 'icecast',
  role: 'server',
  title: '',
  verdict,
  durationMs: 0,
  checks: Object.entries(checks).map(([clause, said]) => ({
    clause,
    id: clause,
    level: 'must',
    verdict: said,
    message: '',
    actual: 'what was seen',
    evidence: [],
  })),
  repro: '',
  conversation: [],
});

test.each<[what: string, before: ScenarioResult[], after: ScenarioResult[], lines: string[]]>([
  ['the same', [scenario('a', 'pass', { X: 'pass' })], [scenario('a', 'pass', { X: 'pass' })], []],
  [
    'a check',
    [scenario('a', 'pass', { X: 'pass', Y: 'pass' })],
    [scenario('a', 'fail', { X: 'fail', Y: 'pass' })],
    ['a  X  was pass, is fail (what was seen)'],
  ],
  [
    'a check that is hidden by a worse one',
    [scenario('a', 'fail', { X: 'pass' })],
    [scenario('a', 'fail', { X: 'warn' })],
    ['a  X  was pass, is warn (what was seen)'],
  ],
  ['a scenario', [scenario('a', 'pass')], [scenario('a', 'error')], ['a  was pass, is error']],
  ['one less', [scenario('a', 'pass')], [], ['a  was pass, is not judged']],
  ['one more', [], [scenario('a', 'pass')], ['a  was not judged, is pass']],
])('%s', (_, before, after, lines) => {
  expect(differences(before, after)).toEqual(lines);
});
