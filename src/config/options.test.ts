import { describe, expect, test } from 'vitest';
import { resolveOptions } from './options.ts';
import type { Settings } from './settings.ts';

const url = 'http://127.0.0.1:8000/live.mp3';
type Env = Record<string, string>;

/** What of the options is looked at in a row. */
const seen = (flags: Settings, env: Env, file: Settings): unknown => {
  const { target, profile, jobs, seed, timeoutScale, output, strict } = resolveOptions(flags, env, file);
  return {
    ...(target.kind === 'reference'
      ? {}
      : { owner: `${target.owner.user}/${target.owner.password}`, mount: target.mount }),
    kind: target.kind,
    profile,
    jobs,
    seed,
    timeoutScale,
    output,
    strict,
  };
};

const server = {
  kind: 'server',
  owner: 'source/hackme',
  mount: '/live.mp3',
  profile: 'corrected',
  seed: 0,
  timeoutScale: 1,
  output: 'reports/latest',
  strict: false,
};
const { owner: _owner, mount: _mount, ...rest } = server;
const reference = { ...rest, kind: 'reference' };

test.each<[what: string, flags: Settings, env: Env, file: Settings, options: object]>([
  ['nothing at all is the reference', {}, {}, {}, reference],
  ['a url is a server', { url }, {}, {}, server],
  ['a command is a client', { command: ['ffmpeg', '{url}'] }, {}, {}, { ...server, kind: 'client' }],
  ['the file names the target', {}, {}, { url }, server],
  ['a flag replaces the target of the file', { url }, {}, { command: ['x'] }, server],
  [
    'a command replaces the server of the file',
    { command: ['x'] },
    {},
    { url, mount: '/m' },
    { ...server, kind: 'client', mount: '/m' },
  ],
  ['the file says who', { url }, {}, { user: 'a', password: 'b' }, { ...server, owner: 'a/b' }],
  [
    'the environment goes before the file',
    { url },
    { INGESTSPEC_USER: 'c', INGESTSPEC_PASSWORD: 'd' },
    { user: 'a', password: 'b' },
    { ...server, owner: 'c/d' },
  ],
  [
    'a flag goes before the environment',
    { url, user: 'e' },
    { INGESTSPEC_USER: 'c' },
    { user: 'a' },
    { ...server, owner: 'e/hackme' },
  ],
  [
    'the userinfo of a flag goes before the environment',
    { url: 'http://f:g@h/m' },
    { INGESTSPEC_USER: 'c', INGESTSPEC_PASSWORD: 'd' },
    {},
    { ...server, owner: 'f/g', mount: '/m' },
  ],
  [
    'a flag goes before its userinfo',
    { url: 'http://f:g@h/m', password: 'i' },
    {},
    {},
    { ...server, owner: 'f/i', mount: '/m' },
  ],
  [
    'the userinfo of the file goes after the environment',
    {},
    { INGESTSPEC_PASSWORD: 'd' },
    { url: 'http://f:g@h/m' },
    { ...server, owner: 'f/d', mount: '/m' },
  ],
  [
    'the mount of the file goes before that of its url',
    {},
    {},
    { url: 'http://h/m', mount: '/n' },
    { ...server, mount: '/n' },
  ],
  [
    'the url of a flag brings its mount',
    { url: 'http://h/m' },
    {},
    { mount: '/n' },
    { ...server, mount: '/m' },
  ],
  [
    'numbers: flags',
    { jobs: 2, seed: 7, timeoutScale: 3 },
    { INGESTSPEC_JOBS: '3', INGESTSPEC_SEED: '8' },
    { jobs: 4 },
    { ...reference, jobs: 2, seed: 7, timeoutScale: 3 },
  ],
  [
    'numbers: environment',
    {},
    { INGESTSPEC_JOBS: '3', INGESTSPEC_TIMEOUT_SCALE: '2.5' },
    { jobs: 4, timeoutScale: 9 },
    { ...reference, jobs: 3, timeoutScale: 2.5 },
  ],
  ['numbers: file', {}, {}, { jobs: 4, seed: 5 }, { ...reference, jobs: 4, seed: 5 }],
  ['an empty variable says nothing', {}, { INGESTSPEC_JOBS: '' }, {}, reference],
  [
    'profile, output, strict',
    { profile: 'literal' },
    { INGESTSPEC_PROFILE: 'practical', INGESTSPEC_OUTPUT: 'o' },
    { strict: true, output: '/p' },
    { ...reference, profile: 'literal', output: 'o', strict: true },
  ],
])('%s', (_, flags, env, file, options) => {
  expect(seen(flags, env, file)).toEqual(options);
});

const targetOf = (flags: Settings, file: Settings = {}, env: Env = {}) =>
  resolveOptions(flags, env, file).target;

describe('a server', () => {
  test('that we start listens where we choose', () => {
    const start = { argv: ['icecast2'], files: {}, before: [] };
    expect(targetOf({}, { start })).toMatchObject({ host: '127.0.0.1', port: 0, start });
    expect(targetOf({}, { start, url: 'http://127.0.0.1:{port}/x' })).toMatchObject({ port: 0, mount: '/x' });
  });

  test('shows the features that its accounts stand for, unless the file says otherwise', () => {
    const accounts = { colon: { user: 'dj', password: 'a:b' }, utf8: { user: 'dj', password: 'ä' } };
    expect(
      targetOf(
        { url, adminPassword: 'x', features: { listeners: true } },
        { accounts, features: { utf8Account: false, listeners: false } },
      ),
    ).toMatchObject({
      admin: { user: 'admin', password: 'x' },
      accounts,
      features: { admin: true, colonAccount: true, utf8Account: false, listeners: true },
    });
  });

  test('has TLS settings for https alone', () => {
    expect(targetOf({ url: 'https://h/m', ca: 'ca.pem', insecure: true })).toMatchObject({
      port: 443,
      tls: { ca: 'ca.pem', insecure: true },
    });
    expect(targetOf({ url })).not.toHaveProperty('tls');
  });

  test('takes a password from the variable that the file names', () => {
    const password = { variable: 'SECRET', where: 'ingestspec.yaml:3' };
    expect(targetOf({ url }, { password }, { SECRET: 'p' })).toMatchObject({ owner: { password: 'p' } });
    expect(targetOf({ url, password: 'q' }, { password })).toMatchObject({ owner: { password: 'q' } });
    expect(() => targetOf({ url }, { password })).toThrow(
      'ingestspec.yaml:3: the environment has no SECRET: set it to the password',
    );
  });
});

test.each<[argv: string[], files: Record<string, string>, sets: boolean]>([
  [['ffmpeg', 'icecast://{user}:{password}@{host}:{port}{path}'], {}, true],
  [['enc', '{url}'], {}, true],
  [['enc', '{bare-url}', '-u', '{user}'], {}, false],
  [
    ['ezstream', '-c', '{dir}/e.xml'],
    { 'e.xml': '<user>{user}</user><password>{password}</password>' },
    true,
  ],
])('whether other credentials can be given to %j is read from its words', (argv, files, sets) => {
  expect(targetOf({ command: argv }, { files })).toMatchObject({ features: { setsCredentials: sets } });
});

test.each<[what: string, flags: Settings, env: Env, message: string]>([
  ['two targets', { url, command: ['x'] }, {}, 'there is both an address and a command'],
  ['no command', { command: [] }, {}, 'there is no command after --'],
  [
    'a bad number',
    {},
    { INGESTSPEC_JOBS: 'many' },
    'INGESTSPEC_JOBS is “many”: give a whole number of at least 1',
  ],
  [
    'a bad scale',
    {},
    { INGESTSPEC_TIMEOUT_SCALE: '-1' },
    'INGESTSPEC_TIMEOUT_SCALE is “-1”: give a number above 0, such as 2',
  ],
  [
    'a bad profile',
    {},
    { INGESTSPEC_PROFILE: 'lax' },
    'INGESTSPEC_PROFILE is “lax”: use literal, corrected, practical',
  ],
  [
    'a port for nothing',
    { url: 'http://h:{port}/' },
    {},
    '{port} in the address stands for a server that we start',
  ],
  [
    'an administrator without a password',
    { url, adminUser: 'root' },
    {},
    'the administrator root has no password',
  ],
  ['half a client certificate', { url: 'https://h/', cert: 'c.pem' }, {}, 'give both --cert and --key'],
  [
    'an administrator that is declared and not given',
    { url, features: { admin: true } },
    {},
    'features.admin is true and there is no administrator',
  ],
])('%s is refused', (_, flags, env, message) => {
  expect(() => resolveOptions(flags, env)).toThrow(message);
});

describe('ingest of media objects', () => {
  const targetWith = (flags: Settings, file: Settings = {}) =>
    resolveOptions({ suites: ['cmaf'], ...flags }, {}, file).target;

  test.each<[what: string, argv: readonly string[], settings: Settings, features: object]>([
    ['nothing', ['x'], {}, { setsCredentials: false }],
    ['a name server', ['x', '{nameserver}'], {}, { resolvesNames: true }],
    ['a name server in a file', ['x'], { files: { conf: 'dns={nameserver}' } }, { resolvesNames: true }],
    ['a name server that is told beforehand', ['x'], { dnsPort: 5300 }, { resolvesNames: true }],
    ['an authority', ['x', '--cacert', '{ca}'], {}, { trustsAuthority: true }],
    ['a certificate', ['x', '{cert}:{key}'], {}, { sourceCertificate: true }],
    ['what is declared', ['x', '{ca}'], { features: { trustsAuthority: false } }, { trustsAuthority: false }],
  ])('a command that has a place for %s', (_, argv, settings, features) => {
    expect(targetWith({ command: argv }, settings)).toMatchObject({ features });
  });

  test('a certificate or a key alone makes no source that has both', () => {
    expect(targetWith({ command: ['x', '{cert}'] })).not.toMatchObject({
      features: { sourceCertificate: true },
    });
  });

  test.each<[what: string, settings: Settings, mount: string, user: string]>([
    ['a suite', { suites: ['cmaf'] }, '/live.isml', 'ingest'],
    ['scenarios', { suites: [], only: ['cmaf/probe/*'] }, '/live.isml', 'ingest'],
    ['clauses', { suites: [], clauses: ['DI-GEN-17a'] }, '/live.isml', 'ingest'],
    ['clauses of another document', { suites: [], clauses: ['ICE-AUTH-02'] }, '/live.mp3', 'source'],
    ['scenarios of both', { suites: [], only: ['cmaf/probe', 'icecast/auth'] }, '/live.mp3', 'source'],
  ])('%s decide what a publishing point and its owner are called', (_, settings, mount, user) => {
    const url = 'http://127.0.0.1:8080';
    expect(targetWith({ url, ...settings })).toMatchObject({ mount, owner: { user } });
  });

  test('client certificates of a server are its features', () => {
    const selfSigned = { cert: 's.pem', key: 's.key' };
    const target = targetWith({ url: 'https://127.0.0.1/live.isml', cert: 'c', key: 'k' }, { selfSigned });
    expect(target).toMatchObject({
      selfSigned,
      features: { clientCertificates: true, selfSignedClients: true },
    });
  });
});
