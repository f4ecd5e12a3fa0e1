import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from './commands.ts';
import { typed } from './typed.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-cli-'));
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s names every command, on standard output', async (word) => {
    const { code, out, err } = await typed([word]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { usage } of Object.values(commands)) expect(out).toContain(`  ${usage}`);
  });

  test('is given where no command is, as nothing was done', async () => {
    const { code, out, err } = await typed([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage: ingestspec <command> [options]');
  });

  test.each(Object.keys(commands))('of %s names its options', async (name) => {
    const { code, out, err } = await typed([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^usage: ingestspec /);
    expect(out).toContain('--help');
    expect(await typed(['help', name])).toEqual({ code, out, err });
  });

  test('after -- is for the command under test', async () => {
    const { code, err } = await typed(['list', 'suites', '--', '--help']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'ingestspec: list takes no command after --; see ingestspec list --help\n',
    });
  });
});

test('the version is that of the package', async () => {
  expect(await typed(['--version'])).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    err: '',
  });
});

test.each([
  [['tset'], 'unknown command “tset”: did you mean “test”?'],
  [['--verison'], 'unknown option “--verison”: did you mean “--version”?'],
  [['test', '--suit', 'icecast'], 'unknown option --suit: did you mean “--suite”?'],
  [['test', '--seeed=1'], 'unknown option --seeed: did you mean “--seed”?'],
  [['test', '-x'], 'unknown option -x: see ingestspec test --help'],
  [['test', '--seed'], '--seed needs a value, as in --seed=VALUE; see ingestspec test --help'],
  [['test', '--only', '--strict'], '--only needs a value, as in --only=VALUE; see ingestspec test --help'],
  [['test', '--only='], '--only needs a value, as in --only=VALUE; see ingestspec test --help'],
  [['test', '--jobs', 'many'], '--jobs is “many”: give a whole number of at least 1'],
  [['test', '--jobs', '0'], '--jobs is “0”: give a whole number of at least 1'],
  [['test', '--seed=-1'], '--seed is “-1”: give a whole number of at least 0'],
  [['test', '--timeout-scale', '0'], '--timeout-scale is “0”: give a number above 0, such as 2'],
  [['test', '--repeat', '1.5'], '--repeat is “1.5”: give a whole number of at least 1'],
  [['test', '--profile', 'lax'], '--profile is “lax”: use literal, corrected, practical'],
  [['test', '--level', 'most'], '--level is “most”: use must, should, may'],
  [['test', '--trace', 'maybe'], '--trace is “maybe”: use on, failures, off'],
  [
    ['test', 'http://h/', 'http://i/'],
    '“http://i/” is one too many: test takes [url]; see ingestspec test --help',
  ],
  [['test', '--suite', 'icecats'], 'unknown suite “icecats”: did you mean “icecast”?'],
  [
    ['test', '--only', 'icecast/auth/put-without-credential'],
    'unknown scenario “icecast/auth/put-without-credential”: did you mean “icecast/auth/put-without-credentials”?',
  ],
  [
    ['test', '--skip', 'nothing-of-the-kind-at-all'],
    'unknown scenario “nothing-of-the-kind-at-all”: see ingestspec list scenarios',
  ],
  [['test', '--clause', 'ICE-AUTH-2'], 'unknown clause “ICE-AUTH-2”: did you mean “ICE-AUTH-02”?'],
  [['test', '--reporter', 'juint:j.xml'], 'unknown reporter “juint”: did you mean “junit”?'],
  [['test', '--feature', 'openmount=true'], 'unknown feature “openmount”: did you mean “openMount”?'],
  [
    ['test', '--feature', 'openMount=maybe'],
    '--feature openMount=maybe is neither true nor false: write openMount=true or openMount=false',
  ],
  [
    ['test', '--resolve', 'example.org:127.0.0.1'],
    '--resolve example.org:127.0.0.1 is not HOST:PORT:IP: write it such as example.org:8000:127.0.0.1',
  ],
  [
    ['test', 'localhost:8000/live.mp3'],
    '“localhost:8000/live.mp3” is neither http:// nor https://: write it such as http://localhost:8000/live.mp3',
  ],
  [
    ['test', 'http://h/', '--', 'ffmpeg'],
    'there is both an address and a command: test a server (the address) or a client (-- command), one at a time',
  ],
  [['test', '--'], 'there is no command after --: name the program that is to be tested'],
  [
    ['test', '--admin-user', 'x', '--', 'ffmpeg'],
    '--admin-user is about a server under test, and a command is tested: leave it out, or give the address of the server',
  ],
  [
    ['test', '--insecure'],
    '--insecure is about a server under test, and nothing but our own peers is tested: leave it out, or give the address of the server',
  ],
  [
    ['test', '--config', 'nowhere.yaml'],
    'the config file nowhere.yaml cannot be read: there is no such file',
  ],
  [['test', '--baseline', 'nowhere.yaml'], 'the baseline nowhere.yaml cannot be read: there is no such file'],
  [
    ['test', 'https://h/', '--ca', 'nowhere.pem'],
    'the certification authority nowhere.pem cannot be read: there is no such file',
  ],
  [
    ['test', '--reporter', 'json', '--reporter', 'tap'],
    'json and tap both write to standard output: give one of them a file, as in --reporter json:FILE',
  ],
  [
    ['test', '--reporter', 'json:a', '--reporter', 'tap:a'],
    'json and tap both write to a: give one of them a file, as in --reporter json:FILE',
  ],
  [['judge'], 'judge needs <run-dir|trace.ndjson>…; see ingestspec judge --help'],
  [['judge', 'nowhere'], 'nowhere cannot be read: there is no such file'],
  [['list', 'scenario'], 'there is no list of “scenario”: did you mean “scenarios”?'],
  [['explain', 'ICE-AUTH-2'], 'there is nothing of the name “ICE-AUTH-2”: did you mean “ICE-AUTH-02”?'],
  [['coverage', '--doc', 'icy'], 'there is no document “icy”: did you mean “icy-meta”?'],
  [['self-test', '--only', 'icecast/atuh'], 'unknown scenario “icecast/atuh”: see ingestspec list scenarios'],
  [['peer', 'icecast'], 'there is no peer “icecast”: did you mean “icecast-server”?'],
  [
    ['peer', 'source-client'],
    'source-client needs an address: ingestspec peer source-client http://127.0.0.1:8000/live.mp3',
  ],
  [
    ['peer', 'icecast-server', 'http://h/'],
    'icecast-server takes no address: say where it listens with --listen HOST:PORT',
  ],
  [['peer', 'listener', 'http://h/', '--user', 'x'], '--user means nothing to a listener: leave it out'],
  [
    ['peer', 'listener', 'http://h/', '--quirk', 'hamers'],
    'unknown quirk “hamers” of listener: did you mean “hammers”?',
  ],
  [
    ['test', '--role', 'listener', 'http://h/'],
    '--role listener is about a command under test, and there is an address: leave one out',
  ],
  [
    ['peer', 'icecast-server', '--quirk', 'ignores-usr'],
    'unknown quirk “ignores-usr” of icecast-server: did you mean “ignores-user”?',
  ],
  [
    ['peer', 'icecast-server', '--listen', 'here'],
    '--listen here is not HOST:PORT: write it such as 127.0.0.1:8000, or :0 for any free port',
  ],
  [
    ['peer', 'icecast-server', '--serve', 'icecast/client/en'],
    'unknown scenario “icecast/client/en”: did you mean “icecast/client/end/clean-end”?',
  ],
  [
    ['peer', 'icecast-server', '--serve', 'icecast/auth/put-without-credentials'],
    'icecast/auth/put-without-credentials tests a server, so there is nothing to serve: run ingestspec test URL --only icecast/auth/put-without-credentials',
  ],
])('%j is answered with one line, and exit code 2', async (argv, line) => {
  expect(await typed(argv, { cwd })).toEqual({ code: 2, out: '', err: `ingestspec: ${line}\n` });
});
