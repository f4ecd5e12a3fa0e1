import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from './config-file.ts';

const catalogue = {
  scenarios: ['icecast/auth/put-without-credentials', 'icecast/put/slow'],
  reporters: ['pretty', 'junit'],
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ingestspec-config-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

const load = (content: string) => loadConfig(write('ingestspec.yaml', content), 'ingestspec.yaml', catalogue);

describe('a config file', () => {
  test('says everything', () => {
    write('icecast.xml', '<port>{port}</port>');
    write('known.yaml', 'expected:\n  - { clause: ICE-REQ-01, verdict: fail, reason: It answers 200. }\n');
    const settings = load(`
target:
  url: http://127.0.0.1:{port}/live.mp3
  start:
    command: icecast2 -c '{dir}/icecast.xml'
    files: { icecast.xml: { from: icecast.xml }, motd: hello }
    before: ['mkdir {dir}/log', [touch, '{dir}/a b']]
    owner: icecast2
user: dj
passwordEnv: DJ
admin: { user: root, password: toor }
accounts:
  colon: { user: dj, password: 'a:b', mount: /c.mp3 }
features: { openMount: false }
tls: { ca: ca.pem, insecure: true }
resolve: { 'example.org:80': 127.0.0.1 }
suites: [icecast]
only: [icecast/auth, '*slow*']
jobs: 2
timeoutScale: 1.5
strict: true
output: out
reporters: [pretty, 'junit:j.xml']
baseline: known.yaml
`);
    expect(settings).toEqual({
      url: 'http://127.0.0.1:{port}/live.mp3',
      start: {
        argv: ['icecast2', '-c', '{dir}/icecast.xml'],
        files: { 'icecast.xml': '<port>{port}</port>', motd: 'hello' },
        before: [
          ['mkdir', '{dir}/log'],
          ['touch', '{dir}/a b'],
        ],
        owner: 'icecast2',
      },
      user: 'dj',
      password: { variable: 'DJ', where: 'ingestspec.yaml:10' },
      adminUser: 'root',
      adminPassword: 'toor',
      accounts: { colon: { user: 'dj', password: 'a:b', mount: '/c.mp3' } },
      features: { openMount: false },
      ca: path.join(folder, 'ca.pem'),
      insecure: true,
      resolve: { 'example.org:80': '127.0.0.1' },
      suites: ['icecast'],
      only: ['icecast/auth', '*slow*'],
      jobs: 2,
      timeoutScale: 1.5,
      strict: true,
      output: path.join(folder, 'out'),
      reporters: [{ name: 'pretty' }, { name: 'junit', path: path.join(folder, 'j.xml') }],
      baseline: [{ clause: 'ICE-REQ-01', verdict: 'fail', reason: 'It answers 200.', where: 'known.yaml:2' }],
    });
  });

  test('may be empty, or nothing but comments', () => {
    expect(load('')).toEqual({});
    expect(load('# nothing yet\n')).toEqual({});
  });
});

test.each([
  [
    'an unknown key',
    'strict: true\ntagret: {}\n',
    'ingestspec.yaml:2: unknown key “tagret”: did you mean “target”?',
  ],
  [
    'an unknown key within',
    'target:\n  comand: x\n',
    'ingestspec.yaml:2: unknown key “comand” in target: did you mean “command”?',
  ],
  [
    'an unknown feature',
    'features:\n\n  openmount: true\n',
    'ingestspec.yaml:3: unknown key “openmount” in features: did you mean “openMount”?',
  ],
  [
    'a number for text',
    'user: x\npassword: 1234\n',
    'ingestspec.yaml:2: password must be text (in quotes, where it looks like a number or a switch), and is “1234”',
  ],
  [
    'nothing for text',
    'user:\n',
    'ingestspec.yaml:1: user must be text (in quotes, where it looks like a number or a switch), and is empty',
  ],
  ['a word for a number', 'jobs: many\n', 'ingestspec.yaml:1: jobs must be a whole number, and is “many”'],
  ['too small a number', 'jobs: 0\n', 'ingestspec.yaml:1: jobs is 0, and must be at least 1'],
  ['no scale', 'timeoutScale: 0\n', 'ingestspec.yaml:1: timeoutScale is 0, and must be more than 0'],
  [
    'an unknown word',
    'profile: lax\n',
    'ingestspec.yaml:1: profile cannot be “lax”: use literal, corrected or practical',
  ],
  [
    'a mount without a slash',
    'mount: live.mp3\n',
    'ingestspec.yaml:1: mount must begin with a slash: write the path of the mount point, such as /live.mp3',
  ],
  [
    'a start without a command',
    'target:\n  start:\n    owner: x\n',
    'ingestspec.yaml:2: target.start has no “command”: add it',
  ],
  [
    'an item of the wrong kind',
    'suites:\n  - icecast\n  - 5\n',
    'ingestspec.yaml:3: item 2 of suites must be text (in quotes, where it looks like a number or a switch), and is “5”',
  ],
  [
    'a placeholder that YAML takes for a map',
    'target:\n  command:\n    - curl\n    - {url}\n',
    "ingestspec.yaml:4: item 2 of target.command is a map to YAML, which reads braces so: put it in quotes, '{url}'",
  ],
  [
    'two complaints',
    'jobs: 0\nrepeat: 0\n',
    'ingestspec.yaml:1: jobs is 0, and must be at least 1 (and 1 more after it)',
  ],
  [
    'a list for the file',
    '- a\n',
    'ingestspec.yaml:1: the file must be a map of keys to values, and is “["a"]”',
  ],
  [
    'no YAML',
    'a: [1\nb: 2\n',
    'ingestspec.yaml:2: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a key twice', 'jobs: 1\njobs: 2\n', 'ingestspec.yaml:2: not YAML: Map keys must be unique'],
  [
    'an alias to nothing',
    'user: *x\n',
    'ingestspec.yaml:1: not YAML that can be used: Unresolved alias (the anchor must be set before the alias): x',
  ],
  [
    'an unclosed quote',
    'target:\n  command: ffmpeg "x\n',
    'ingestspec.yaml:2: the command has a " that is never closed: close it',
  ],
  [
    'a bad address',
    'target: { url: localhost:8000 }\n',
    'ingestspec.yaml:1: “localhost:8000” is neither http:// nor https://: write it such as http://localhost:8000',
  ],
  [
    'a missing file',
    'target:\n  start:\n    command: x\n    files:\n      a.xml: { from: nowhere.xml }\n',
    'ingestspec.yaml:5: the file nowhere.xml cannot be read: there is no such file',
  ],
  [
    'a path for the name of a file',
    'files:\n  a/b: x\n',
    'ingestspec.yaml:2: “a/b” in files is not the name of a file: files lie in {dir} itself, so write it without a slash',
  ],
  [
    'password twice',
    'password: x\npasswordEnv: X\n',
    'ingestspec.yaml:2: there is both password and passwordEnv: keep one of them',
  ],
  [
    'server and client',
    'target:\n  url: http://h/\n  command: x\n',
    'ingestspec.yaml:3: a command is a client under test, url and start are a server: keep one of the two',
  ],
  [
    'files beside start',
    'target: { start: { command: x } }\nfiles: { a: b }\n',
    'ingestspec.yaml:2: files belongs to a client under test: move it under target.start',
  ],
  [
    '{port} for nothing',
    'target:\n  url: http://h:{port}/\n',
    'ingestspec.yaml:2: {port} stands for a port that we choose for target.start: write the number of the port',
  ],
  [
    'a feature without its account',
    'features: { colonAccount: true }\n',
    'ingestspec.yaml:1: features.colonAccount is true and there is no accounts.colon: add the account or say false',
  ],
  [
    'no address',
    'resolve: { "h:80": nowhere }\n',
    'ingestspec.yaml:1: “nowhere” is not an IP address: write it such as 127.0.0.1',
  ],
  [
    'an unknown suite',
    'suites:\n  - icecats\n',
    'ingestspec.yaml:2: unknown suite “icecats”: did you mean “icecast”?',
  ],
  [
    'an unknown scenario',
    'only: [icecast/put/slwo]\n',
    'ingestspec.yaml:1: unknown scenario “icecast/put/slwo”: did you mean “icecast/put/slow”?',
  ],
  [
    'an unknown clause',
    'clauses: [ICE-REQ-1]\n',
    'ingestspec.yaml:1: unknown clause “ICE-REQ-1”: did you mean “ICE-REQ-01”?',
  ],
  [
    'an unknown reporter',
    'reporters:\n  - pretty\n  - junti:j.xml\n',
    'ingestspec.yaml:3: unknown reporter “junti”: did you mean “junit”?',
  ],
  [
    'a missing baseline',
    'jobs: 1\nbaseline: nowhere.yaml\n',
    'ingestspec.yaml:2: the baseline nowhere.yaml cannot be read: there is no such file',
  ],
  [
    'a baseline of no known clause',
    'baseline:\n  - clause: ICE-REQ-99\n    verdict: fail\n    reason: x\n',
    'ingestspec.yaml:2: unknown clause “ICE-REQ-99”: did you mean “ICE-REQ-01”?',
  ],
  [
    'a baseline about nothing',
    'baseline:\n  - verdict: fail\n    reason: x\n',
    'ingestspec.yaml:2: the entry says neither scenario nor clause: add at least one of them',
  ],
  [
    'a baseline without a reason',
    'baseline:\n  - clause: ICE-REQ-01\n    verdict: fail\n    reason: " "\n',
    'ingestspec.yaml:4: baseline.reason is empty: say in a sentence why this is expected',
  ],
  [
    'a baseline that expects a pass',
    'baseline:\n  - clause: ICE-REQ-01\n    verdict: pass\n    reason: x\n',
    'ingestspec.yaml:3: baseline.verdict cannot be “pass”: use fail, warn, info or inconclusive',
  ],
])('%s is one line with its place', (_, content, message) => {
  let said: unknown;
  try {
    load(content);
  } catch (thrown) {
    said = thrown;
  }
  expect(said).toMatchObject({ name: 'UsageError', message });
});

test('a config file that is not there is said to be so', () => {
  expect(() => loadConfig(path.join(folder, 'none.yaml'), 'none.yaml', catalogue)).toThrow(
    'the config file none.yaml cannot be read: there is no such file',
  );
  expect(() => loadConfig(folder, 'folder', catalogue)).toThrow(
    'the config file folder cannot be read: it is a directory',
  );
});
