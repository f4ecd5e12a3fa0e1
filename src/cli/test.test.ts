import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunReport } from '../verdict/result.ts';
import { typed } from './typed.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ingestspec-test-'));
let cwd = root;
let count = 0;
beforeEach(() => {
  count += 1;
  cwd = path.join(root, String(count));
  mkdirSync(cwd);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const write = (name: string, content: string): void => {
  mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  writeFileSync(path.join(cwd, name), content);
};
const read = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
const report = (directory = 'reports/latest'): RunReport =>
  JSON.parse(read(`${directory}/run.json`)) as RunReport;

const one = 'icecast/auth/put-without-credentials';
const another = 'icecast/client/request/first-request';

/** A server that does one thing to every connection. */
const servers: net.Server[] = [];
const serving = async (talk: (socket: net.Socket) => void): Promise<string> => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    talk(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/live.mp3`;
};
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe('against our own peers', () => {
  test('a run is told on standard output, and written', async () => {
    const { code, out, err } = await typed(['test', '--only', one, '--only', another], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(one);
    expect(out).toMatch(/\ningestspec: conformant — 2 scenarios: 2 pass, .*\n$/);
    expect(report()).toMatchObject({
      schemaVersion: 1,
      target: { kind: 'reference' },
      exitCode: 0,
      partial: false,
    });
    expect(readdirSync(path.join(cwd, 'reports/latest')).sort()).toEqual([
      'events.ndjson',
      'run.json',
      'trace',
    ]);
  });

  test('each reporter writes where it is told to, and pretty to standard output where none does', async () => {
    const { code, out } = await typed(
      ['test', '--only', one, '--reporter', 'json:deep/r.json', '--reporter', 'tap:t.tap'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(out).toContain('1 scenario');
    expect(JSON.parse(read('deep/r.json'))).toEqual(report());
    expect(read('t.tap')).toMatch(/^TAP version 14\n/);
    const json = await typed(['test', '--only', one, '--reporter', 'json'], { cwd });
    expect(JSON.parse(json.out)).toEqual(report());
  });

  test('an earlier run is replaced, and a group of scenarios is named by its prefix', async () => {
    await typed(['test', '--only', one], { cwd });
    const { code } = await typed(
      ['test', '--only', 'icecast/auth', '--skip', `${one}*`, '--clause', 'ICE-AUTH-03', '--level', 'should'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(report().scenarios.map(({ id }) => id)).not.toContain(one);
    expect(readdirSync(path.join(cwd, 'reports/latest/trace'))).not.toContain(
      `${one.replaceAll('/', '.')}.ndjson`,
    );
  });

  test('the config file in the working directory is used', async () => {
    write('ingestspec.yaml', `only: [${one}]\noutput: out\nstrict: true\n`);
    const { code, err } = await typed(['test'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(report('out').gate).toEqual({ strict: true, allowInconclusive: false });
  });

  test('repeated runs are compared, and kept', async () => {
    const { code, out, err } = await typed(['test', '--only', one, '--repeat', '3'], { cwd });
    expect(code).toBe(0);
    expect(err).toBe(
      'ingestspec: run 2 of 3: the same verdicts\ningestspec: run 3 of 3: the same verdicts\n',
    );
    expect(out.match(/conformant/g)).toHaveLength(1);
    expect(report('reports/latest/repeat-3').scenarios).toHaveLength(1);
  });

  test('nothing selected is exit code 5, and leaves the earlier run', async () => {
    await typed(['test', '--only', one], { cwd });
    const { code, out, err } = await typed(['test', '--only', 'nothing*'], { cwd });
    expect({ code, out }).toEqual({ code: 5, out: '' });
    expect(err).toBe(
      'ingestspec: nothing is selected: no scenario for our own peers is left by --suite, --role, --only, --skip, --clause and --level; see ingestspec list scenarios\n',
    );
    expect(report().scenarios).toHaveLength(1);
  });

  test('an entry of the baseline that no longer holds fails the run', async () => {
    write(
      'known.yaml',
      `expected:\n  - scenario: ${one}\n    verdict: fail\n    reason: It let everybody in.\n`,
    );
    const { code } = await typed(['test', '--only', one, '--baseline', 'known.yaml'], { cwd });
    expect(code).toBe(1);
    expect(report().baselineIssues).toMatchObject([{ kind: 'stale', where: 'known.yaml:2' }]);
  });

  test('an interruption leaves a partial report, and the exit code of the signal', async () => {
    const interruption = new AbortController();
    const { code } = await typed(['test', '--jobs', '1'], {
      cwd,
      signal: interruption.signal,
      onOut: (text) => {
        if (text.includes('icecast/')) interruption.abort('SIGTERM');
      },
    });
    expect(code).toBe(143);
    expect(report()).toMatchObject({ partial: true, exitCode: 143 });
  });
});

describe('what cannot be used is one line', () => {
  test.each([
    [
      'a config file with a mistake',
      ['test'],
      'ingestspec.yaml',
      'only: [a]\ntarget: []\n',
      'ingestspec.yaml:2: target must be a map of keys to values, and is “[]”',
    ],
    [
      'a config file that is none',
      ['test'],
      'ingestspec.yaml',
      '\tx',
      'ingestspec.yaml:1: not YAML: Tabs are not allowed as indentation',
    ],
    [
      'a config file that is named',
      ['test', '--config', 'c.yaml'],
      'c.yaml',
      'suites:\n  - icecats\n',
      'c.yaml:2: unknown suite “icecats”: did you mean “icecast”?',
    ],
    [
      'a baseline with a mistake',
      ['test', '--baseline', 'b.yaml'],
      'b.yaml',
      'expected:\n  - clause: ICE-AUTH-02\n    verdict: fail\n',
      'b.yaml:2: item 1 of expected has no “reason”: add it',
    ],
    [
      'a baseline of something else',
      ['test', '--baseline', 'b.yaml'],
      'b.yaml',
      '- 1\n',
      'b.yaml:1: the file must be a map of keys to values, and is “[1]”',
    ],
    [
      'a baseline of no scenario',
      ['test', '--baseline', 'b.yaml'],
      'b.yaml',
      `expected:\n  - { scenario: ${one}s, verdict: fail, reason: x }\n`,
      `b.yaml:2: unknown scenario “${one}s”: did you mean “${one}”?`,
    ],
    [
      'an output directory of somebody else',
      ['test', '--output', 'd'],
      'd/notes.txt',
      '',
      'the output directory d holds something that is no run of ours: choose another with --output DIR, or empty it',
    ],
    [
      'an output directory that is a file',
      ['test', '--output', 'f/x'],
      'f',
      '',
      'the output directory f/x cannot be written: a part of the path is not a directory',
    ],
    [
      'a report that cannot be written',
      ['test', '--only', one, '--reporter', 'json:f/x'],
      'f',
      '',
      'the report f/x cannot be written: a part of the path is not a directory',
    ],
  ])('%s', async (_, argv, name, content, line) => {
    write(name, content);
    expect(await typed(argv, { cwd })).toEqual({ code: 2, out: '', err: `ingestspec: ${line}\n` });
    expect(existsSync(path.join(cwd, 'reports/latest/run.json'))).toBe(false);
  });
});

describe('a server that cannot be tested is exit code 3, and one line', () => {
  const run = (url: string, ...more: string[]) =>
    typed(['test', url, '--suite', 'icecast', '--timeout-scale', '0.05', ...more], { cwd });

  test('nobody there', async () => {
    const url = await serving(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const { code, err } = await run(url);
    expect(code).toBe(3);
    expect(err).toMatch(/^ingestspec: http:\/\/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\): .*\n$/);
    expect(report()).toMatchObject({ exitCode: 3, scenarios: [], verdict: 'not-judged' });
  });

  test.each<[what: string, talk: (socket: net.Socket) => void, line: RegExp]>([
    ['closes at once', (socket) => socket.end(), /./],
    ['resets at once', (socket) => socket.resetAndDestroy(), /./],
    ['says nothing', () => undefined, /never answers a request/],
    [
      'speaks no HTTP',
      (socket) => socket.end('220 mail.example.org ESMTP\r\n'),
      /does not speak HTTP: it answers "220 mail/,
    ],
    ['never stops talking', (socket) => socket.write('x'.repeat(1_000_000)), /does not speak HTTP/],
  ])('somebody who %s', async (_, talk, line) => {
    const { code, err } = await run(await serving(talk));
    expect({ code, lines: err.split('\n').length }).toEqual({ code: 3, lines: 2 });
    expect(err).toMatch(line);
  });

  test('a server that we are to start, and that is not installed', async () => {
    write('ingestspec.yaml', 'target: { start: { command: no-such-server } }\nsuites: [icecast]\n');
    const { code, err } = await typed(['test'], { cwd });
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/^ingestspec: .*no-such-server.*: no such command.*\n$/) as string,
    });
  });
});

describe('a command that cannot be tested is one line', () => {
  const run = (...command: string[]) =>
    typed(['test', '--only', another, '--timeout-scale', '0.05', '--', ...command], { cwd });

  test('it does not exist', async () => {
    expect(await run('no-such-command', '{url}')).toMatchObject({
      code: 2,
      err: 'ingestspec: the command cannot be started: no-such-command: no such command\n',
    });
  });

  test('it ends at once', async () => {
    expect(await run('sh', '-c', 'echo no such codec >&2; exit 9')).toMatchObject({
      code: 3,
      err: 'ingestspec: the command never connected; it ended with exit code 9 and said: no such codec\n',
    });
  });

  test('it never connects', async () => {
    expect(await run('sleep', '60')).toMatchObject({
      code: 3,
      err: 'ingestspec: the command never connected; it was still running\n',
    });
  });
});
