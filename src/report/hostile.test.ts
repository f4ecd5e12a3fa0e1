/** Whatever a target sends, and however odd a run is, a report stays what it is. */
import { readFileSync } from 'node:fs';
import { DOMParser, type Element } from '@xmldom/xmldom';
import fc from 'fast-check';
import { Parser, type FinalResults } from 'tap-parser';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { CheckResult, RunReport, ScenarioResult, Verdict } from '../verdict/result.ts';
import { verdicts } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { junitWith, reporters } from './index.ts';
import { replay } from './replay.ts';
import { sampleReport } from './sample.ts';

const nasty = [
  '',
  ' ',
  '{',
  'a {',
  '\\',
  '\\#',
  '# SKIP',
  '# TODO x',
  '#',
  '- ',
  '---',
  '...',
  '  ...',
  '1..0',
  'ok 1',
  'not ok 2 - x',
  'Bail out! no',
  'TAP version 14',
  '# Subtest: x',
  'pragma +bail',
  'time=1ms',
  'true',
  'null',
  '!error x',
  '&a *b',
  ']]>',
  '<![CDATA[',
  '<!--',
  '&amp;&#0;',
  '[[ATTACHMENT|../../etc/passwd]]',
  '::error::x',
  '::stop-commands::x',
  '##vso[task.complete result=Succeeded]',
  '##[error]x',
  '%0A::x',
  '\u001b[2J\u001b]0;x\u0007',
  '\u009b31m',
  '\0',
  '\r\n',
  '\u2028',
  '\u202e',
  '\ufffe\uffff',
  '\ud800',
  '\udc00',
  '📻👩‍👩‍👧🇸🇪',
  '__proto__',
  'constructor',
];

/** Any sixteen bits in a row, so that surrogates come alone too. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
  .map((codes) => String.fromCharCode(...codes));

const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...nasty) },
      { weight: 1, arbitrary: units },
      fc.string(),
    ),
    {
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''));

const maybe = fc.option(text, { nil: undefined });

const checks = fc.record({
  clause: text,
  id: text,
  level: fc.constantFrom('must', 'should', 'may'),
  verdict: fc.constantFrom(...verdicts),
  message: text,
  expected: maybe,
  actual: maybe,
  reason: fc.constantFrom(undefined, 'not-triggered', 'host-overloaded'),
  erratum: maybe,
  evidence: fc.array(fc.record({ event: fc.nat(), offset: fc.nat() }), { maxLength: 5 }),
  baseline: maybe,
}) as fc.Arbitrary<CheckResult>;

const weight: readonly Verdict[] = ['skip', 'pass', 'info', 'warn', 'inconclusive', 'fail', 'error'];
const worst = (found: readonly CheckResult[]): Verdict | undefined =>
  weight.findLast((verdict) => found.some((check) => check.verdict === verdict));

const scenarios = fc
  .record({
    id: fc.oneof(
      text,
      fc.tuple(text, text).map((parts) => parts.join('/')),
    ),
    suite: text,
    role: fc.constantFrom('server', 'client'),
    title: text,
    alone: fc.constantFrom(...verdicts),
    reason: maybe,
    durationMs: fc.oneof(fc.double(), fc.nat()),
    checks: fc.array(checks, { maxLength: 4 }),
    repro: text,
    conversation: fc.array(text, { maxLength: 3 }),
  })
  .map(({ alone, ...scenario }) => ({
    ...scenario,
    verdict: worst(scenario.checks) ?? alone,
  })) as fc.Arbitrary<ScenarioResult>;

const gates = fc.constantFrom<RunReport['gate']>(
  { strict: false, allowInconclusive: false },
  { strict: true, allowInconclusive: false },
  { strict: false, allowInconclusive: true },
);

const reports = fc
  .record({
    tool: fc.record({ name: text, version: text }),
    target: fc.record({ kind: fc.constant('server'), url: text, features: fc.dictionary(text, text) }),
    environment: fc.dictionary(text, text),
    gate: gates,
    scenarios: fc.array(scenarios, { minLength: 1, maxLength: 5 }),
    baselineIssues: fc.array(fc.record({ kind: fc.constant('stale'), where: text, message: text }), {
      maxLength: 2,
    }),
  })
  .map((odd) => ({ ...sampleReport, ...odd })) as fc.Arbitrary<RunReport>;

const eventsOf = (report: RunReport): RunEvent[] => [
  { ...report, event: 'run-started', version: 1, scenarios: report.scenarios.map(({ id }) => id) },
  ...report.scenarios.map((result): RunEvent => ({ event: 'scenario-finished', result })),
  { event: 'run-finished', report },
];

const readTap = (tap: string): FinalResults & { readonly errors: readonly unknown[] } => {
  let results: FinalResults | undefined;
  new Parser({ strict: true }, (final) => (results = final)).end(tap);
  if (!results) throw new Error('the stream did not end');
  return {
    ...results,
    errors: results.failures.filter((failure) => 'tapError' in failure && failure.tapError),
  };
};

const isRed = (verdict: Verdict, { strict, allowInconclusive }: RunReport['gate']): boolean =>
  verdict === 'fail' ||
  verdict === 'error' ||
  (verdict === 'warn' && strict) ||
  (verdict === 'inconclusive' && !allowInconclusive);

test('TAP has a point a scenario, and the counts of the run', () =>
  fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const results = readTap(await replay(reporters.tap, eventsOf(report)));
      expect(results.errors).toEqual([]);
      expect(results.bailout).toBe(false);
      expect(results.count).toBe(report.scenarios.length + report.baselineIssues.length);
      const red = report.scenarios.filter(({ verdict }) => isRed(verdict, report.gate)).length;
      expect(results.fail).toBe(red + report.baselineIssues.length);
    }),
  ));

test('flat TAP has a point a check', () =>
  fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const results = readTap(await replay(reporters['tap-flat'], eventsOf(report)));
      expect(results.errors).toEqual([]);
      const points = report.scenarios.map(({ checks }) => Math.max(1, checks.length));
      expect(results.count).toBe(
        points.reduce((sum, count) => sum + count, 0) + report.baselineIssues.length,
      );
    }),
  ));

const unprintable = /[^\P{Cc}\n]|\p{Cs}|[\u2028\u2029\u202e\ufffe\uffff]/u;
const spoken = /##vso\[|##\[|^\s*::(?!error title=|warning title=|notice title=)[a-z-]+(?: .*)?::/im;

test('JUnit is well-formed, counts right, and tells the same of every check', () =>
  fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const xml = await replay(junitWith({ traces: 'trace' }), eventsOf(report));
      const complaints: string[] = [];
      const root = new DOMParser({ onError: (_level, message) => complaints.push(message) }).parseFromString(
        xml,
        'text/xml',
      ).documentElement as Element;
      expect(complaints).toEqual([]);
      expect(xml).not.toMatch(unprintable);
      expect(xml).not.toMatch(spoken);
      const cases = Array.from(root.getElementsByTagName('testcase'));
      const points = report.scenarios.map(({ checks }) => Math.max(1, checks.length));
      expect(cases).toHaveLength(
        points.reduce((sum, count) => sum + count, 0) + report.baselineIssues.length,
      );
      expect(root.getAttribute('tests')).toBe(String(cases.length));
      expect(root.getAttribute('failures')).toBe(String(root.getElementsByTagName('failure').length));
      const names = cases.map((each) =>
        JSON.stringify([each.getAttribute('classname'), each.getAttribute('name')]),
      );
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 60 },
  ));

test('JUnit is valid by the schema of Jenkins', async () => {
  const schema = readFileSync(new URL('../../fixtures/junit/junit-10.xsd', import.meta.url), 'utf8');
  const odd = fc.sample(reports, { numRuns: 40, seed: 20_260_301 });
  const xml = await Promise.all(
    odd.map(async (report, index) => ({
      fileName: `${String(index)}.xml`,
      contents: await replay(junitWith({ traces: 'trace' }), eventsOf(report)),
    })),
  );
  const { errors } = await validateXML({ xml, schema: [schema] });
  expect(errors).toEqual([]);
});

test.for(['pretty', 'tap', 'tap-flat', 'github', 'markdown', 'ctrf', 'json', 'ndjson'] as const)(
  '%s prints nothing that a terminal or a CI system obeys',
  (name) =>
    fc.assert(
      fc.asyncProperty(reports, async (report) => {
        const written = await replay(reporters[name], eventsOf(report));
        expect(written).not.toMatch(unprintable);
        expect(written).not.toMatch(spoken);
      }),
    ),
);

test.for([...Object.keys(reporters)] as (keyof typeof reporters)[])(
  'a megabyte breaks nothing in %s',
  async (name) => {
    const [scenario] = sampleReport.scenarios as [ScenarioResult];
    const huge = '\u0000\u001b]]>#\ud800📻\n'.repeat(1 << 17);
    const check = {
      ...scenario.checks[0],
      verdict: 'fail',
      message: huge,
      expected: huge,
      actual: huge,
      baseline: huge,
    };
    const broken = {
      ...scenario,
      title: huge,
      repro: huge,
      conversation: [huge, huge],
      checks: [check],
    } as ScenarioResult;
    const written = await replay(reporters[name], eventsOf({ ...sampleReport, scenarios: [broken] }));
    expect(written).not.toMatch(unprintable);
    if (name !== 'json' && name !== 'ndjson') expect(written.length).toBeLessThan(500_000);
  },
);

test('JSON says what the run said', () =>
  fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const written = await replay(reporters.json, eventsOf(report));
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(report)));
      const lines = (await replay(reporters.ndjson, eventsOf(report))).trimEnd().split('\n');
      expect(lines.map((each) => JSON.parse(each) as unknown)).toEqual(
        JSON.parse(JSON.stringify(eventsOf(report))),
      );
    }),
  ));

test('GitHub reads a command in every line', () =>
  fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const lines = (await replay(reporters.github, eventsOf(report))).trimEnd().split('\n');
      for (const each of lines) expect(each).toMatch(/^::(?:error|warning|notice) title=[^:,]*::/);
      expect(lines.filter((each) => each.startsWith('::notice'))).toHaveLength(1);
      expect(lines.length).toBeLessThanOrEqual(21);
    }),
  ));
