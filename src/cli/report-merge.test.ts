import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reporterNames } from '../report/index.ts';
import type { RunReport } from '../verdict/result.ts';
import { typed } from './typed.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-merge-'));
const at = (name: string): string => path.join(cwd, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const report = (directory: string): RunReport => JSON.parse(read(`${directory}/run.json`)) as RunReport;
const run = (...argv: string[]) => typed(argv, { cwd });

/** Both directions; one more shard than there are scenarios in the last group. */
const selection = [
  'icecast/auth/put-without-credentials',
  'icecast/auth/challenge-of-a-401',
  'icecast/client/request/first-request',
  'icecast/auth/put-with-credentials',
  'icecast/client/end/clean-end',
].flatMap((id) => ['--only', id]);
const all = ['s1', 's2', 's3'];

const everyReporter = (folder: string): string[] =>
  reporterNames.flatMap((name) => ['--reporter', `${name}:${folder}-reports/${name}`]);

beforeAll(async () => {
  mkdirSync(at('kept'));
  for (const [index, name] of all.entries()) {
    const { code } = await run(
      'test',
      ...selection,
      '--shard',
      `${String(index + 1)}/3`,
      '--output',
      `kept/${name}`,
    );
    expect(code).toBe(0);
  }
  const { code } = await run(
    'test',
    ...selection,
    '--jobs',
    '1',
    '--output',
    'kept/whole',
    ...everyReporter('kept/whole'),
  );
  expect(code).toBe(0);
});
beforeEach(() => {
  for (const name of readdirSync(cwd)) if (name !== 'kept') rmSync(at(name), { recursive: true });
  for (const name of all) cpSync(at(`kept/${name}`), at(name), { recursive: true });
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** Changes the report of a shard. */
const change = (name: string, changed: object): void => {
  writeFileSync(at(`${name}/run.json`), JSON.stringify({ ...report(name), ...changed }));
};

const timed = new Set([
  'evidence',
  'started',
  'finished',
  'durationMs',
  'start',
  'stop',
  'duration',
  'timestamp',
]);

/** A report without what no two runs have in common: times, ports, mount points, and how often a source wrote. */
const comparable = (text: string): unknown => {
  const plain = text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replaceAll(/-[0-9a-f]{6}-\d+/g, '-token')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'here')
    .replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, 'a while')
    .replaceAll(/\d+ bytes in \d+ chunks/g, 'bytes in chunks')
    .replaceAll(/(duration_ms: |time="|timestamp=")[^\s"]*/g, '$1');
  if (!plain.startsWith('{')) return plain;
  const lines = plain.trim().split(/\n(?=\{)/);
  return lines.map(
    (line) => JSON.parse(line, (key, value: unknown) => (timed.has(key) ? undefined : value)) as unknown,
  );
};

describe('shards of a run', () => {
  test('have the run between them', () => {
    const ids = all.map((name) => report(name).scenarios.map(({ id }) => id));
    expect(ids.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(report('s2').shard).toEqual({ index: 2, total: 3, selected: 5 });
    expect(ids.flat().sort()).toEqual(
      report('kept/whole')
        .scenarios.map(({ id }) => id)
        .sort(),
    );
    expect(report('kept/whole')).not.toHaveProperty('shard');
  });

  test('are merged into what one whole run says, in every reporter', async () => {
    const { code, err } = await run(
      'report',
      'merge',
      's3',
      's1',
      's2',
      '--output',
      'm',
      ...everyReporter('m'),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of [...reporterNames.map((one) => `-reports/${one}`), '/run.json'])
      expect(comparable(read(`m${name}`)), name).toEqual(comparable(read(`kept/whole${name}`)));
    expect(report('m').summary).toMatchObject({ pass: 5, fail: 0 });
  });

  test('bring their traces, so that the merged run can be judged again', async () => {
    await run('report', 'merge', ...all, '--output', 'm');
    expect(readdirSync(at('m')).sort()).toEqual(['events.ndjson', 'run.json', 'trace']);
    expect(readdirSync(at('m/trace')).sort()).toEqual(readdirSync(at('kept/whole/trace')).sort());
    const { code, err } = await run('judge', 'm');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('bring the scripts that say a scenario again, and the lines that name them', async () => {
    const [result] = report('s1').scenarios;
    const script = `repro/${(result?.id ?? '').replaceAll('/', '.')}.mjs`;
    mkdirSync(at('s1/repro'));
    writeFileSync(at(`s1/${script}`), '// again\n');
    change('s1', {
      scenarios: report('s1').scenarios.map((one) => ({ ...one, repro: `node elsewhere/${script}` })),
    });
    await run('report', 'merge', ...all, '--output', 'm');
    expect(read(`m/${script}`)).toBe('// again\n');
    expect(report('m').scenarios.find(({ id }) => id === result?.id)?.repro).toBe(`node m/${script}`);
    const { out } = await run('report', 'merge', ...all, '--reporter', 'json');
    expect(out).toContain(`"node s1/${script}"`);
  });

  test('that were killed are merged as far as they came', async () => {
    rmSync(at('s2/run.json'));
    const lines = read('s2/events.ndjson').split('\n');
    const first = lines.findIndex((line) => line.includes('scenario-finished'));
    writeFileSync(at('s2/events.ndjson'), lines.slice(0, first + 1).join('\n'));
    appendFileSync(at('s2/events.ndjson'), '\n{"event":"scenario-fin');
    const { code } = await run('report', 'merge', ...all, '--output', 'm');
    expect(code).toBe(1);
    expect(report('m')).toMatchObject({ partial: true, verdict: 'not-judged' });
    expect(report('m').scenarios).toHaveLength(4);
  });
});

describe('what is missing', () => {
  test('is told, and nothing is written', async () => {
    expect(await run('report', 'merge', 's1', 's3', '--output', 'm')).toEqual({
      code: 2,
      out: '',
      err: 'ingestspec: shard 2 of 3 is missing: give every directory, or merge what is there with --allow-missing\n',
    });
    expect(existsSync(at('m'))).toBe(false);
  });

  test('may be missing where that is said, and the run is partial', async () => {
    const { code, out, err } = await run('report', 'merge', 's1', 's3', '--allow-missing', '--output', 'm');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'ingestspec: shard 2 of 3 is missing: the merged run is partial\n',
    });
    expect(out).toMatch(/\ningestspec: not-judged — 3 scenarios: 3 pass, /);
    expect(report('m')).toMatchObject({ partial: true, verdict: 'not-judged', exitCode: 1 });
  });
});

describe('a directory that cannot be merged is told in one line', () => {
  const complaint = async (...argv: string[]): Promise<string> => {
    const { code, out, err } = await run('report', 'merge', ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^ingestspec: [^\n]+\n$/);
    return err;
  };

  test('twice the same', async () => {
    expect(await complaint('s1', 's2', 's1')).toContain(
      'shard 1 of 3 is there twice, as s1 and as s1: give each once',
    );
  });

  test('no shard, no run, no directory', async () => {
    expect(await complaint('kept/whole')).toContain('kept/whole is no shard but a run of its own');
    mkdirSync(at('empty'));
    expect(await complaint('empty')).toContain('empty holds no run');
    expect(await complaint('s1/run.json')).toContain('s1/run.json holds no run');
    expect(await complaint('nowhere')).toContain('nowhere cannot be read: there is no such file');
  });

  test('of another run', async () => {
    change('s2', { profile: 'literal' });
    expect(await complaint(...all)).toContain(
      's1 and s2 are not of one run: the profile is “corrected” in the one',
    );
    change('s2', {
      profile: 'corrected',
      target: { kind: 'server', url: 'http://h/\u001b[31m\n', features: {} },
    });
    expect(await complaint(...all)).toContain('the target is');
  });

  test('the output over what is read', async () => {
    expect(await complaint(...all, '--output', '.')).toContain(
      '--output . would write over s1, which is to be merged: choose another directory',
    );
    expect(existsSync(at('s1/run.json'))).toBe(true);
  });

  test.for<[what: string, content: string]>([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['only its version', '{"schemaVersion":1,"scenarios":[],"target":{}}'],
    ['a number', '7'],
  ])('a report that is %s', async ([, content]) => {
    writeFileSync(at('s1/run.json'), content);
    expect(await complaint(...all)).toContain('s1/run.json is no');
  });

  test('a scenario whose name is a path', async () => {
    const [first] = report('s1').scenarios;
    for (const id of ['../../../etc/x', '/etc/x', 'a\u0000b', 'a b', 'x'.repeat(300)]) {
      change('s1', { scenarios: [{ ...first, id: id === '../../../etc/x' ? '..//../x' : id }] });
      expect(await complaint(...all, '--output', 'm')).toContain('s1/run.json is not as a run leaves it');
    }
  });

  test('a shard that cannot be', async () => {
    change('s1', { shard: { index: 4, total: 3, selected: 5 } });
    expect(await complaint(...all)).toContain('s1 says that it is shard 4 of 3');
  });

  test('events that are none, where there is no report', async () => {
    rmSync(at('s1/run.json'));
    writeFileSync(
      at('s1/events.ndjson'),
      '{"event":"run-started","scenarios":[7]}\n{"event":"scenario-finished"}\n',
    );
    expect(await complaint(...all)).toContain('s1/events.ndjson is not as a run leaves it');
  });
});

test('no file from outside a directory is copied, and none is written outside the output', async () => {
  const name = readdirSync(at('s1/trace'))[0] ?? '';
  writeFileSync(at('secret'), 'secret');
  rmSync(at(`s1/trace/${name}`));
  symlinkSync(at('secret'), at(`s1/trace/${name}`));
  const before = readdirSync(cwd);
  expect((await run('report', 'merge', ...all, '--output', 'm')).code).toBe(0);
  expect(existsSync(at(`m/trace/${name}`))).toBe(false);
  expect(readdirSync(cwd).sort()).toEqual([...before, 'm'].sort());
});

describe('test --shard', () => {
  const one = ['test', '--only', 'icecast/auth/put-without-credentials'];

  test('an empty shard says so and ends well, in every reporter, and is merged', async () => {
    const { code, err } = await run(...one, '--shard', '2/2', '--output', 'e2', ...everyReporter('e'));
    expect({ code, err }).toEqual({
      code: 0,
      err: 'ingestspec: shard 2 of 2 has 0 scenarios, as only 1 is selected: nothing is run\n',
    });
    expect(read('e-reports/pretty')).toContain('this shard is empty: 0 scenarios');
    expect(read('e-reports/tap')).toContain('1..0');
    expect(read('e-reports/junit')).not.toContain('<failure');
    expect(read('e-reports/github')).not.toContain('::error');
    expect(report('e2')).toMatchObject({ exitCode: 0, partial: false, scenarios: [] });
    await run(...one, '--shard', '1/2', '--output', 'e1');
    const merged = await run('report', 'merge', 'e1', 'e2', '--output', 'm');
    expect(merged.code).toBe(0);
    expect(report('m')).toMatchObject({ verdict: 'conformant', partial: false });
  });

  test('asks nothing of a target where it is empty', async () => {
    const { code } = await run(...one, 'http://127.0.0.1:1/', '--shard', '2/2', '--output', 'e2');
    expect(code).toBe(0);
  });

  test('nothing selected is still exit code 5', async () => {
    expect((await run('test', '--only', 'nothing*', '--shard', '1/2')).code).toBe(5);
  });

  test('an indexed job counts from 0, and a config file may say it', async () => {
    writeFileSync(at('ingestspec.yaml'), 'shard: auto/3\noutput: c\n');
    const { code } = await typed(['test', ...selection], { cwd, env: { JOB_COMPLETION_INDEX: '2' } });
    expect(code).toBe(0);
    expect(report('c').shard).toEqual({ index: 3, total: 3, selected: 5 });
    expect(report('c').scenarios.map(({ id }) => id)).toEqual(report('s3').scenarios.map(({ id }) => id));
    writeFileSync(at('ingestspec.yaml'), '\nshard: 4/3\n');
    expect((await run('test')).err).toBe(
      'ingestspec: ingestspec.yaml:2: shard is “4/3”: give K/N with 1 ≤ K ≤ N ≤ 1000, such as 2/4, or auto, or auto/N\n',
    );
  });

  test('an entry of the baseline about a clause anywhere is held against all shards together', async () => {
    writeFileSync(
      at('known.yaml'),
      'expected:\n  - { clause: ICE-AUTH-02, verdict: fail, reason: as it is }\n',
    );
    for (const index of ['1', '2']) {
      const { code } = await run(
        'test',
        ...selection,
        '--shard',
        `${index}/2`,
        '--baseline',
        'known.yaml',
        '--output',
        `b${index}`,
      );
      expect(code).toBe(0);
    }
    const { code } = await run('report', 'merge', 'b1', 'b2', '--output', 'm');
    expect(code).toBe(1);
    expect(report('m').baselineIssues).toMatchObject([{ kind: 'stale', where: 'known.yaml:2' }]);
  });

  test.for<[argv: string[], env: Record<string, string>, says: string]>([
    [['--shard', '5/4'], {}, '--shard is “5/4”: give K/N with 1 ≤ K ≤ N ≤ 1000'],
    [['--shard', 'auto'], {}, 'the shard is to be read from the environment'],
    [['--shard', 'auto/4'], { JOB_COMPLETION_INDEX: '4' }, 'shard 5 of 4 cannot be'],
    [[], { INGESTSPEC_SHARD_INDEX: '1' }, 'INGESTSPEC_SHARD_INDEX is set, and INGESTSPEC_SHARD_TOTAL is not'],
  ])('%j with %j is a usage error', async ([argv, env, says]) => {
    const { code, out, err } = await typed([...one, ...argv], { cwd, env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^ingestspec: [^\n]+\n$/);
    expect(err).toContain(says);
  });
});
