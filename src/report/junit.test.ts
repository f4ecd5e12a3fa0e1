import { readFileSync } from 'node:fs';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import { junitWith, reporters } from './index.ts';
import type { JunitCase } from './junit-case.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';
import { tapToJunit } from './tap-to-junit.ts';

const schema = readFileSync(new URL('../../fixtures/junit/junit-10.xsd', import.meta.url), 'utf8');

const validate = (xml: string) =>
  validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });

const write = (changed: Partial<RunReport> = {}): Promise<string> =>
  replay(reporters.junit, [{ event: 'run-finished', report: { ...sampleReport, ...changed } }]);

const parse = (xml: string): Element => {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (!root) throw new Error('no root');
  return root;
};

const all = (element: Element, name: string): Element[] => Array.from(element.getElementsByTagName(name));

const failures = (xml: string): [type: string | null, message: string | null][] =>
  all(parse(xml), 'failure').map((each) => [each.getAttribute('type'), each.getAttribute('message')]);

const [passing] = sampleReport.scenarios as [ScenarioResult];

describe('the document', () => {
  test('is valid by the schema of Jenkins', async () => {
    for (const xml of [await write(), await replay(junitWith({ traces: 'reports/trace' }), sampleEvents)]) {
      const { valid, errors } = await validate(xml);
      expect(errors).toEqual([]);
      expect(valid).toBe(true);
    }
  });

  test.for<[string, (xml: string) => string]>([
    ['a case without a name', (xml) => xml.replace('<testcase name=', '<testcase group=')],
    ['a case with an id', (xml) => xml.replace('<testcase ', '<testcase id="1" ')],
    ['properties in a case', (xml) => xml.replace('</testcase>', '<properties/></testcase>')],
    ['a suite without its failures', (xml) => xml.replace(/(<testsuite .*?) failures="\d+"/, '$1')],
    ['a suite that took a while', (xml) => xml.replace(/(<testsuite .*?) time="[^"]*"/, '$1 time="a while"')],
    ['an element that nobody knows', (xml) => xml.replace('</testsuites>', '<score/></testsuites>')],
  ])('would not be valid with %s', async ([, damage]) => {
    const xml = await write();
    expect(damage(xml)).not.toBe(xml);
    expect((await validate(damage(xml))).valid).toBe(false);
  });

  test('has a case a check, and counts what it has', async () => {
    const root = parse(await write());
    const checks = sampleReport.scenarios.map((scenario) => Math.max(1, scenario.checks.length));
    const points = checks.reduce((sum, count) => sum + count) + sampleReport.baselineIssues.length;
    expect(all(root, 'testcase')).toHaveLength(points);
    for (const element of [root, ...all(root, 'testsuite')]) {
      const cases = all(element, 'testcase');
      expect(element.getAttribute('tests')).toBe(String(cases.length));
      expect(element.getAttribute('failures')).toBe(String(all(element, 'failure').length));
      expect(element.getAttribute('errors')).toBe('0');
      const time = cases.reduce((sum, each) => sum + Number(each.getAttribute('time')), 0);
      expect(Number(element.getAttribute('time'))).toBeCloseTo(time, 6);
    }
    for (const suite of all(root, 'testsuite')) {
      expect(suite.getAttribute('skipped')).toBe(String(all(suite, 'skipped').length));
    }
    expect(Number(root.getAttribute('time'))).toBeCloseTo(1.667, 6);
  });

  test('has a suite for each suite and role', async () => {
    const asClient: ScenarioResult = { ...passing, role: 'client' };
    const suites = all(
      parse(await write({ scenarios: [passing, asClient], baselineIssues: [] })),
      'testsuite',
    );
    expect(suites.map((suite) => suite.getAttribute('name'))).toEqual([
      'icecast (server)',
      'icecast (client)',
    ]);
    expect(
      suites.flatMap((suite) => all(suite, 'testcase').map((each) => each.getAttribute('classname'))),
    ).toEqual(['icecast.auth.server', 'icecast.auth.server', 'icecast.auth.client', 'icecast.auth.client']);
  });

  test('never names two cases alike, even where a scenario was run twice', async () => {
    const names = all(parse(await write({ scenarios: [passing, passing] })), 'testcase').map((each) =>
      each.getAttribute('name'),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('put-with-credentials ICE-COM-01 (2)');
  });

  test('has lines, and no character that breaks XML or a terminal', async () => {
    const xml = await replay(junitWith({ traces: 'trace' }), sampleEvents);
    expect(xml.split('\n').length).toBeGreaterThan(100);
    expect(xml).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|\]\]>/u);
    expect(xml).toContain('Rock ]]&gt; \\x1b[31mRöll\\0 \\ud83d');
    expect(xml).not.toMatch(/##vso\[|^\s*::error/m);
  });

  test('attaches traces where the caller says that they are, except of what was skipped', async () => {
    expect(await write()).not.toContain('[[ATTACHMENT');
    const root = parse(await replay(junitWith({ traces: 'out/trace' }), sampleEvents));
    const attached = all(root, 'system-out').filter((each) => each.textContent?.includes('[[ATTACHMENT'));
    expect(attached[0]?.textContent).toBe(
      '[[ATTACHMENT|out/trace/icecast.auth.put-with-credentials.ndjson]]',
    );
    for (const { parentNode } of attached) expect(parentNode?.nodeName).toBe('testcase');
    expect(attached.some((each) => each.textContent?.includes('icy2.log'))).toBe(false);
  });

  test('holds a value of a megabyte to what consumers can read', async () => {
    const [check] = passing.checks;
    const huge: ScenarioResult = {
      ...passing,
      verdict: 'fail',
      checks: [{ ...check, verdict: 'fail', expected: 'little', actual: '\u0000'.repeat(1 << 20) } as never],
    };
    const xml = await write({ scenarios: [huge], baselineIssues: [] });
    expect(xml.length).toBeLessThan(200_000);
    expect(xml).toContain('(1048576 characters in all)');
    expect((await validate(xml)).valid).toBe(true);
  });
});

describe('what is red', () => {
  test('is a failure with a type, and nothing else is', async () => {
    const xml = await write();
    expect(xml).not.toContain('<error');
    expect(failures(xml).map(([type]) => type)).toEqual([
      'must',
      'must',
      'must',
      'inconclusive',
      'must',
      'error',
      'stale-baseline',
      'stale-baseline',
    ]);
    expect(failures(xml)[0]).toEqual(['must', 'ICE-AUTH-02: expected status 401; actual status 200']);
  });

  test('follows the gate', async () => {
    const types = async (gate: RunReport['gate']): Promise<(string | null)[]> =>
      failures(await write({ gate })).map(([type]) => type);
    expect(await types({ strict: true, allowInconclusive: false })).toContain('should');
    expect(await types({ strict: false, allowInconclusive: true })).not.toContain('inconclusive');
  });

  test('is neither what was skipped nor what was expected', async () => {
    const skipped = all(parse(await write()), 'skipped').map((each) => each.getAttribute('message'));
    expect(skipped).toEqual([
      'expected deviation: answers 403 until release 2.5, https://example.org/issues/17',
      'the target declares “log: false” (target.yaml:9)',
    ]);
  });

  test.for<[string, Partial<RunReport>, string]>([
    [
      'a run that was cut',
      { partial: true, scenarios: [passing], baselineIssues: [] },
      'the run was cut after 1 scenario',
    ],
    ['a run without a scenario', { scenarios: [], baselineIssues: [] }, 'no scenario was run'],
  ])('is %s', async ([, changed, message]) => {
    const xml = await write(changed);
    expect(failures(xml)).toEqual([['error', message]]);
    expect((await validate(xml)).valid).toBe(true);
  });

  test('is a target that could not be reached', async () => {
    const xml = await replay(reporters.junit, [
      ...sampleEvents.slice(0, 1),
      { event: 'bail-out', message: 'connect ECONNREFUSED' },
    ]);
    expect(failures(xml)).toEqual([['error', 'connect ECONNREFUSED']]);
  });
});

describe('tap-junit', () => {
  const one: JunitCase = {
    name: 'put ICE-AUTH-02',
    classname: 'icecast.auth.server',
    milliseconds: 1,
    outcome: 'failed',
    kind: 'must',
    message: 'expected status 401; actual status 200',
    body: '',
    output: '',
  };

  afterEach(() => {
    vi.doUnmock('./tap-to-junit.ts');
    vi.resetModules();
  });

  test('keeps number, failure, message and skip, and prints nothing', () => {
    const info = vi.spyOn(console, 'info');
    const xml = tapToJunit('icecast/auth', [
      one,
      { ...one, outcome: 'skipped' },
      { ...one, outcome: 'passed' },
    ]);
    expect(info).not.toHaveBeenCalled();
    info.mockRestore();
    const cases = all(parse(xml), 'testcase');
    expect(cases.map((each) => each.getAttribute('id'))).toEqual(['1', '2', '3']);
    expect(cases.map((each) => each.firstChild?.nodeName)).toEqual(['failure', 'skipped', undefined]);
    expect(all(parse(xml), 'failure')[0]?.getAttribute('type')).toBe('must');
  });

  test('gives the console back even when it falls over', () => {
    const { info } = console;
    expect(() => tapToJunit('x', [undefined as never])).toThrow();
    expect(console.info).toBe(info);
  });

  test.for<[string, (xml: string) => string]>([
    ['loses a case', (xml) => xml.replace(/<testcase.*?<\/testcase>/, '')],
    ['numbers a case otherwise', (xml) => xml.replace('id="1"', 'id="77"')],
    ['takes a failure for a pass', (xml) => xml.replace(/<failure.*?\/>/, '')],
    ['miscounts', (xml) => xml.replace(/(<testsuite .*?)failures="\d+"/, '$1failures="0"')],
    ['writes no suite', () => '<testsuites/>'],
  ])('is not believed when it %s', async ([, damage]) => {
    vi.resetModules();
    vi.doMock('./tap-to-junit.ts', () => ({
      tapToJunit: (suite: string, cases: readonly JunitCase[]) => damage(tapToJunit(suite, cases)),
    }));
    const { junitDocument } = await import('./junit-document.ts');
    const scenarios = sampleReport.scenarios.filter(({ verdict }) => verdict === 'fail');
    expect(() => junitDocument({ ...sampleReport, scenarios }, undefined, {})).toThrow(
      /^harness error: tap-junit/,
    );
  });
});
