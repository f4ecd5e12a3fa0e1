import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleEvents, sampleReport } from '../report/sample.ts';
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import { reportOf } from '../verdict/summarise.ts';
import { typed } from './typed.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-diff-'));

const file = (name: string, content: string): void => {
  mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  writeFileSync(path.join(cwd, name), content);
};

const [passing] = sampleReport.scenarios as [ScenarioResult];
const worse: RunReport = reportOf({
  ...sampleReport,
  scenarios: [
    { ...passing, verdict: 'fail', checks: passing.checks.map((check) => ({ ...check, verdict: 'fail' })) },
    ...sampleReport.scenarios.slice(1),
  ],
});

beforeAll(() => {
  file('a/run.json', JSON.stringify(sampleReport));
  file('b/run.json', JSON.stringify(worse));
  file(
    'cut/events.ndjson',
    `${sampleEvents
      .slice(0, 5)
      .map((event) => JSON.stringify(event))
      .join('\n')}\n{"ev`,
  );
  file('empty/readme', '');
  file('odd/run.json', '{');
  file('null/run.json', 'null');
  file('other/run.json', JSON.stringify({ ...sampleReport, schemaVersion: 2 }));
  file('holes/run.json', JSON.stringify({ ...sampleReport, scenarios: [{ id: 'x', checks: null }] }));
  file('headless/events.ndjson', '{"event":"scenario-finished","result":{}}\n');
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

const diff = (...words: string[]) => typed(['report', 'diff', ...words], { cwd });

test('a run that is worse is exit code 1, and said in the first line', async () => {
  const { code, out, err } = await diff('a', 'b/run.json');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toMatch(/^ingestspec: 2 turned red, 0 turned green, 0 new, 0 gone, /);
  expect(out).toContain(`${passing.id}  ICE-COM-01  was pass, is fail\n`);
  expect((await diff('b', 'a')).code).toBe(0);
  expect((await diff('a', 'a')).code).toBe(0);
});

test('JSON has the same, and Markdown is a page', async () => {
  const json = await diff('a', 'b', '--json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    summary: expect.stringMatching(/^ingestspec: 2 turned red/) as string,
    red: [{ scenario: passing.id, check: 'ICE-COM-01', before: { verdict: 'pass' } }, {}],
    clauses: [{ clause: 'ICE-COM-01', before: 'pass', after: 'fail' }, { clause: 'ICE-RESP-01' }],
  });
  const page = await diff('a', 'b', '--markdown');
  expect(page.code).toBe(1);
  expect(page.out).toMatch(/^## ingestspec: something turned red\n/);
});

test('a run that was killed is compared by its events', async () => {
  const { code, out } = await diff('a', 'cut');
  expect(code).toBe(0);
  expect(out).toMatch(/ 8 gone, /);
  expect(out).toContain('the run was whole, is cut');
});

test.for<[what: string, words: string[], line: string]>([
  ['no directory', ['a', 'nowhere'], 'nowhere cannot be read: there is no such file'],
  [
    'a directory without a run',
    ['a', 'empty'],
    'empty holds no run: give the --output directory of a run, in which run.json and events.ndjson lie',
  ],
  ...['odd', 'null', 'other', 'holes'].map((name): [string, string[], string] => [
    `a report that is ${name}`,
    [name, 'a'],
    `${name}/run.json is no report that this version can read: give the --output directory of a run, or its run.json`,
  ]),
  [
    'events without a beginning',
    ['headless', 'a'],
    'headless/events.ndjson is no report that this version can read: give the --output directory of a run, or its run.json',
  ],
  [
    'two forms',
    ['a', 'b', '--json', '--markdown'],
    '--json and --markdown are two forms of the same: give one of them',
  ],
  [
    'one run',
    ['a'],
    'report diff takes <run-dir|run.json> <run-dir|run.json>, and not 1 of them; see ingestspec report --help',
  ],
])('%s is one line, and exit code 2', async ([, words, line]) => {
  expect(await diff(...words)).toEqual({ code: 2, out: '', err: `ingestspec: ${line}\n` });
});

test('an unknown report is one line, and exit code 2', async () => {
  const { code, err } = await typed(['report', 'dif', 'a', 'b'], { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(/^ingestspec: there is no report “dif”: did you mean “?diff/);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

test('the help says the exit codes', async () => {
  const { out } = await typed(['report', '--help'], { cwd });
  expect(out).toContain('exit code 0: nothing turned red, 1: something did');
});
