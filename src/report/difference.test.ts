import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckResult, RunReport, ScenarioResult, Verdict } from '../verdict/result.ts';
import { verdicts } from '../verdict/result.ts';
import { reportOf } from '../verdict/summarise.ts';
import { differenceLine, differenceOf, type Change } from './difference.ts';
import { differenceText } from './difference-text.ts';
import { sampleReport } from './sample.ts';

type Said = Verdict | Partial<CheckResult>;

const scenario = (id: string, verdict: Verdict, checks: Readonly<Record<string, Said>> = {}) => ({
  id,
  suite: 'icecast',
  role: 'server' as const,
  title: '',
  verdict,
  ...(verdict === 'error' || verdict === 'skip' ? { reason: 'no port' } : {}),
  durationMs: 0,
  checks: Object.entries(checks).map(([clause, said]): CheckResult => ({
    clause,
    id: clause,
    level: 'must',
    message: '',
    actual: 'this',
    evidence: [],
    verdict: 'pass',
    ...(typeof said === 'string' ? { verdict: said } : said),
  })),
  repro: '',
  conversation: [],
});

const run = (scenarios: readonly ScenarioResult[], gate = sampleReport.gate): RunReport =>
  reportOf({ ...sampleReport, gate, scenarios, baselineIssues: [] });

const words = ({ kind, scenario: id, check, before, after }: Change): string =>
  [kind, id, check ?? '-', before?.verdict ?? 'none', after?.verdict ?? 'none'].join(' ');

const told = (before: ScenarioResult, after: ScenarioResult, gate = sampleReport.gate): string[] => {
  const { red, green, changed, seen } = differenceOf(run([before], gate), run([after], gate));
  return [...red, ...green, ...changed, ...seen].map(words);
};

describe('a check or scenario', () => {
  test.for<[what: string, before: ScenarioResult, after: ScenarioResult, lines: string[]]>([
    ['the same', scenario('a', 'fail', { X: 'fail' }), scenario('a', 'fail', { X: 'fail' }), []],
    [
      'turns red',
      scenario('a', 'pass', { X: 'pass', Y: 'pass' }),
      scenario('a', 'fail', { X: 'fail', Y: 'pass' }),
      ['red a X pass fail'],
    ],
    [
      'turns green',
      scenario('a', 'inconclusive', { X: 'inconclusive' }),
      scenario('a', 'pass', { X: 'pass' }),
      ['green a X inconclusive pass'],
    ],
    [
      'turns green while another turns red',
      scenario('a', 'fail', { X: 'fail', Y: 'pass' }),
      scenario('a', 'fail', { X: 'pass', Y: 'fail' }),
      ['red a Y pass fail', 'green a X fail pass'],
    ],
    [
      'is warned of',
      scenario('a', 'pass', { X: 'pass' }),
      scenario('a', 'warn', { X: 'warn' }),
      ['changed a X pass warn'],
    ],
    [
      'is red still',
      scenario('a', 'fail', { X: 'fail' }),
      scenario('a', 'inconclusive', { X: 'inconclusive' }),
      ['changed a X fail inconclusive'],
    ],
    [
      'comes to no check any more',
      scenario('a', 'pass', { X: 'pass', Y: 'pass' }),
      scenario('a', 'error'),
      ['red a - pass error'],
    ],
    [
      'comes to its checks again',
      scenario('a', 'error'),
      scenario('a', 'pass', { X: 'pass', Y: 'pass' }),
      ['green a - error pass'],
    ],
    [
      'was red and is skipped, which is not green',
      scenario('a', 'fail', { X: 'fail' }),
      scenario('a', 'skip'),
      ['changed a - fail skip'],
    ],
    [
      'has a check that is new and red',
      scenario('a', 'pass', { X: 'pass' }),
      scenario('a', 'fail', { X: 'pass', Y: 'fail' }),
      ['red a Y none fail'],
    ],
    [
      'has a check less',
      scenario('a', 'pass', { X: 'pass', Y: 'pass' }),
      scenario('a', 'pass', { X: 'pass' }),
      ['changed a Y pass none'],
    ],
    [
      'is seen otherwise',
      scenario('a', 'fail', { X: 'fail' }),
      scenario('a', 'fail', { X: { verdict: 'fail', actual: 'that' } }),
      ['seen a X fail fail'],
    ],
    [
      'is a deviation that the baseline has learnt',
      scenario('a', 'fail', { X: 'fail' }),
      scenario('a', 'fail', { X: { verdict: 'fail', baseline: 'known' } }),
      ['changed a X fail fail'],
    ],
    [
      'is a deviation that the baseline knows no more',
      scenario('a', 'fail', { X: { verdict: 'fail', baseline: 'known' } }),
      scenario('a', 'fail', { X: 'fail' }),
      ['red a X fail fail'],
    ],
  ])('%s', ([, before, after, lines]) => {
    expect(told(before, after)).toEqual(lines);
  });

  test('is red by the gate of the later run', () => {
    const before = scenario('a', 'pass', { X: 'pass' });
    const after = scenario('a', 'warn', { X: 'warn' });
    const strict = { strict: true, allowInconclusive: false };
    expect(told(before, after, strict)).toEqual(['red a X pass warn']);
    expect(differenceOf(run([after]), run([after], strict)).red).toEqual([]);
  });
});

const before = run([
  scenario('same', 'pass', { A: 'pass' }),
  scenario('worse', 'pass', { B: 'pass' }),
  scenario('better', 'fail', { C: 'fail' }),
  scenario('gone', 'pass', { D: 'pass' }),
]);
const after = {
  ...run([
    scenario('same', 'pass', { A: 'pass' }),
    scenario('worse', 'fail', { B: { verdict: 'fail', actual: '\u001b[31m' } }),
    scenario('better', 'pass', { C: 'pass' }),
    scenario('new', 'fail', { E: 'fail' }),
  ]),
  profile: 'practical' as const,
};

test('the text has one line that sums up, what is odd in another, and the rest in sections', () => {
  expect(differenceText(differenceOf(before, after))).toBe(
    `ingestspec: 1 turned red, 1 turned green, 1 new, 1 gone, 0 changed otherwise, 0 seen otherwise — was non-conformant, is non-conformant
compared all the same: the profile was corrected, is practical

Turned red

  worse  B  was pass (this), is fail (\\x1b[31m)

Turned green

  better  C  was fail (this), is pass (this)

New

  new  fail

Gone

  gone  pass

Clauses

  B  was pass, is fail
  C  was fail, is pass
  D  was pass, is not judged
  E  was not judged, is fail
`,
  );
});

test('a run does not differ from itself', () => {
  const { circumstances, verdicts: both, ...lists } = differenceOf(sampleReport, sampleReport);
  expect(Object.values(lists).flat()).toEqual([]);
  expect(circumstances).toEqual([]);
  expect(both).toEqual(['non-conformant', 'non-conformant']);
});

const scenarios = fc.array(
  fc
    .tuple(
      fc.constantFrom('a', 'b', 'c', '__proto__'),
      fc.constantFrom(...verdicts),
      fc.dictionary(fc.constantFrom('X', 'Y', 'constructor'), fc.constantFrom(...verdicts)),
    )
    .map(([id, verdict, checks]) => scenario(id, verdict, checks)),
  { maxLength: 4 },
);

test('there and back, what turned green had turned red, and what is new is gone', () => {
  fc.assert(
    fc.property(scenarios, scenarios, (one, other) => {
      const there = differenceOf(run(one), run(other));
      const back = differenceOf(run(other), run(one));
      expect(there.added).toEqual(back.gone);
      expect(there.clauses.length).toBe(back.clauses.length);
      const red = there.red.map((change) => change.scenario);
      for (const change of back.green) expect(red).toContain(change.scenario);
      expect(differenceLine(there)).toMatch(/^ingestspec: \d+ turned red, \d+ turned green, /);
    }),
  );
});
