import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunReport } from '../verdict/result.ts';
import { typed } from './typed.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-judge-'));
const at = (name: string): string => path.join(cwd, name);
const report = (directory: string): RunReport =>
  JSON.parse(readFileSync(at(`${directory}/run.json`), 'utf8')) as RunReport;

const ids = [
  'icecast/auth/put-without-credentials',
  'icecast/auth/challenge-of-a-401',
  'icecast/client/request/first-request',
];
const traceOf = (id: string, directory = 'run'): string =>
  `${directory}/trace/${id.replaceAll('/', '.')}.ndjson`;
const [first = '', second = '', third = ''] = ids;

/** A run that nothing is done to, and a copy of it for each test. */
beforeAll(async () => {
  const { code } = await typed(['test', ...ids.flatMap((id) => ['--only', id]), '--output', 'kept'], { cwd });
  expect(code).toBe(0);
});
beforeEach(() => {
  for (const name of readdirSync(cwd)) if (name !== 'kept') rmSync(at(name), { recursive: true });
  cpSync(at('kept'), at('run'), { recursive: true });
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** The trace of a scenario as text, and put back changed. */
const change = (id: string, edit: (text: string) => string): void => {
  writeFileSync(at(traceOf(id)), edit(readFileSync(at(traceOf(id)), 'utf8')));
};

describe('a run that is judged again', () => {
  test('comes to the same verdicts, and is told as the run was', async () => {
    const { code, out, err } = await typed(['judge', 'run', '--reporter', 'json'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual(report('run'));
  });

  test('is written as a run is', async () => {
    await typed(['judge', 'run', '--output', 'again', '--reporter', 'json:j.json'], { cwd });
    expect(readdirSync(at('again')).sort()).toEqual(['events.ndjson', 'run.json', 'trace']);
    expect(report('again')).toEqual(report('run'));
    expect(readFileSync(at(traceOf(first, 'again')), 'utf8')).toBe(readFileSync(at(traceOf(first)), 'utf8'));
    expect((await typed(['judge', 'again'], { cwd })).code).toBe(0);
  });

  test('says where it comes to another verdict', async () => {
    change(first, (text) => text.replace('HTTP/1.1 401', 'HTTP/1.1 200'));
    const { code, out, err } = await typed(['judge', 'run'], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^ingestspec: \d verdicts? differs? from those of the run:\n {2}icecast\/auth\/put-without-credentials {2}ICE-AUTH-02 {2}was pass, is fail/,
    );
    expect(out).toContain('non-conformant');
  });

  test('expects what the run expected, or what another baseline says', async () => {
    change(first, (text) => text.replace('HTTP/1.1 401', 'HTTP/1.1 200'));
    await typed(['judge', 'run', '--output', 'bad'], { cwd });
    const broken =
      report('bad')
        .scenarios.find(({ id }) => id === first)
        ?.checks.filter(({ verdict }) => verdict !== 'pass') ?? [];
    writeFileSync(
      at('known.yaml'),
      `expected:\n${broken.map(({ clause, verdict }) => `  - { scenario: ${first}, clause: ${clause}, verdict: ${verdict}, reason: as it is }\n`).join('')}`,
    );
    expect(
      (await typed(['judge', 'bad', '--baseline', 'known.yaml', '--output', 'excused'], { cwd })).code,
    ).toBe(0);
    expect((await typed(['judge', 'excused'], { cwd })).code).toBe(0);
    expect((await typed(['judge', 'kept', '--baseline', 'known.yaml'], { cwd })).code).toBe(1);
  });

  test('without its report is judged by its events', async () => {
    rmSync(at('run/run.json'));
    appendFileSync(at('run/events.ndjson'), '{"event":"scenario-fin');
    const { code, err } = await typed(['judge', 'run'], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  test('that was killed is judged as far as it came', async () => {
    rmSync(at('run/run.json'));
    const [begun = ''] = readFileSync(at('run/events.ndjson'), 'utf8').split('\n');
    writeFileSync(at('run/events.ndjson'), `${begun}\n`);
    rmSync(at(traceOf(third)));
    change(second, (text) => text.slice(0, -20));
    const { code, out, err } = await typed(['judge', 'run', '--reporter', 'json'], { cwd });
    const judged = JSON.parse(out) as RunReport;
    expect(code).toBe(1);
    expect(judged).toMatchObject({ partial: true });
    expect(judged.scenarios.map(({ id, verdict }) => [id, verdict])).toEqual([
      [first, 'pass'],
      [second, 'inconclusive'],
    ]);
    expect(err).toMatch(
      /^ingestspec: the run was cut: 1 of its scenarios were never begun\ningestspec: run\/trace\/icecast.auth.challenge-of-a-401.ndjson breaks off in line \d+: judged by its \d+ whole events\n$/,
    );
  });

  test('whose traces were not all kept has the verdicts of then for the others', async () => {
    rmSync(at(traceOf(third)));
    const { code, err } = await typed(['judge', 'run'], { cwd });
    expect({ code, err }).toEqual({
      code: 0,
      err: 'ingestspec: 1 scenarios have no trace: their verdicts are those of the run\n',
    });
  });

  test('together with others is one report', async () => {
    const { code, out } = await typed(['judge', traceOf(first), traceOf(third), '--reporter', 'json'], {
      cwd,
    });
    expect(code).toBe(0);
    expect((JSON.parse(out) as RunReport).scenarios.map(({ id }) => id)).toEqual([first, third]);
  });
});

describe('a single trace', () => {
  test('knows the run that it lies in', async () => {
    const { out } = await typed(['judge', traceOf(first), '--reporter', 'json'], { cwd });
    const { target, scenarios } = JSON.parse(out) as RunReport;
    expect(target.kind).toBe('reference');
    expect(scenarios).toEqual(report('run').scenarios.filter(({ id }) => id === first));
  });

  test('elsewhere knows what it was of', async () => {
    cpSync(at(traceOf(first)), at('one.ndjson'));
    const { code, out } = await typed(
      ['judge', 'one.ndjson', '--reporter', 'json', '--profile', 'practical'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      target: { kind: 'server' },
      profile: 'practical',
      scenarios: [{ id: first, verdict: 'pass' }],
    });
  });

  test('that is cut between two lines is said to be so', async () => {
    change(first, (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
    const { code, err } = await typed(['judge', traceOf(first)], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^ingestspec: run\/trace\/\S+ has no “finish”, as the run was cut: judged by its \d+ whole events\n/,
    );
  });
});

test.each([
  [
    'a directory without a run',
    ['judge', 'empty'],
    'empty/x',
    '',
    'empty holds no run: give the --output directory of a run, in which run.json and events.ndjson lie',
  ],
  [
    'a report of another version',
    ['judge', 'run'],
    'run/run.json',
    '{"schemaVersion":2}',
    'run/run.json is no report that this version can read: remove it, and the run is judged by its events',
  ],
  [
    'a report that is cut',
    ['judge', 'run'],
    'run/run.json',
    '{"schemaV',
    'run/run.json is no report that this version can read: remove it, and the run is judged by its events',
  ],
  [
    'no trace',
    ['judge', 'x'],
    'x',
    'hello\n',
    'x is no trace of ours: its first line is no “begin” event; give a file of the folder trace/ of a run',
  ],
  [
    'an empty trace',
    ['judge', 'x'],
    'x',
    '',
    'x is no trace of ours: its first line is no “begin” event; give a file of the folder trace/ of a run',
  ],
  [
    'a trace of bytes',
    ['judge', 'x'],
    'x',
    '\0\u00ff{"event":1}',
    'x is no trace of ours: its first line is no “begin” event; give a file of the folder trace/ of a run',
  ],
  [
    'a trace of a scenario that is gone',
    ['judge', 'x'],
    'x',
    '{"event":"begin","at":0,"scenario":"icecast/auth/gone-by-now","parameters":{"features":{}}}\n',
    'the trace is of “icecast/auth/gone-by-now”, a scenario that this version does not have: judge it with the version that made it',
  ],
  [
    'the same twice',
    ['judge', 'run', 'kept'],
    'x',
    '',
    `two of them are of ${first}: judge them one at a time`,
  ],
  [
    'writing over what is read',
    ['judge', 'run', '--output', 'run'],
    'x',
    '',
    '--output run would write over run, which is to be judged: choose another directory',
  ],
  [
    'writing over the run of a trace',
    ['judge', traceOf(first), '--output', 'run'],
    'x',
    '',
    `--output run would write over ${traceOf(first)}, which is to be judged: choose another directory`,
  ],
  [
    'an unknown reporter',
    ['judge', 'run', '--reporter', 'xml'],
    'x',
    '',
    'unknown reporter “xml”: see ingestspec list reporters',
  ],
])('%s is one line, and exit code 2', async (_, argv, name, content, line) => {
  cpSync(at('kept/trace'), at('empty'), { recursive: true });
  writeFileSync(at(name), content);
  const before = readFileSync(at(traceOf(first)), 'utf8');
  expect(await typed(argv, { cwd })).toEqual({ code: 2, out: '', err: `ingestspec: ${line}\n` });
  expect(readFileSync(at(traceOf(first)), 'utf8')).toBe(before);
});
