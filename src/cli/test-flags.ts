/** The options of `test`, and what they say as settings. */
import { isIP } from 'node:net';
import {
  positiveNumber,
  reporterChoice,
  shardChoice,
  suggestion,
  UsageError,
  wholeNumber,
} from '../config/index.ts';
import type { Settings } from '../config/index.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import { features, roles } from '../scenario/scenario.ts';
import type { FeatureName, Role } from '../scenario/scenario.ts';
import { profiles } from '../spec/index.ts';
import type { Level, Profile } from '../spec/index.ts';
import type { Args, Flag } from './command.ts';

export const testFlags = {
  suite: { kind: 'list', value: 'NAME', describe: 'only this suite; may be given again' },
  role: {
    kind: 'text',
    choices: roles,
    value: roles.join('|'),
    describe: 'only this side; a command is a client where nothing is said, and with listener a player',
  },
  only: { kind: 'list', value: 'GLOB', describe: 'only scenarios like this; may be given again' },
  skip: { kind: 'list', value: 'GLOB', describe: 'no scenarios like this; may be given again' },
  clause: {
    kind: 'list',
    value: 'ID',
    describe: 'only scenarios that judge this clause; may be given again',
  },
  level: {
    kind: 'text',
    choices: ['must', 'should', 'may'],
    value: 'must|should|may',
    describe: 'only scenarios that judge a clause of this level or above',
  },
  shard: {
    kind: 'text',
    value: 'K/N',
    describe: 'only the Kth of N parts; auto or auto/N: as the CI system or the indexed job says',
  },
  profile: {
    kind: 'text',
    choices: profiles,
    value: profiles.join('|'),
    describe: 'how the documents are read; corrected where nothing is said',
  },
  config: {
    kind: 'text',
    value: 'FILE',
    describe: 'the config file; ./ingestspec.yaml where nothing is said',
  },
  baseline: { kind: 'text', value: 'FILE', describe: 'the deviations that are known' },
  strict: { kind: 'switch', describe: 'warnings fail the run' },
  'allow-inconclusive': { kind: 'switch', describe: 'what could not be judged does not fail the run' },
  jobs: { kind: 'text', value: 'N', describe: 'how many scenarios run at once' },
  seed: { kind: 'text', value: 'N', describe: 'the order of the scenarios; 0 is that of the documents' },
  'timeout-scale': { kind: 'text', value: 'X', describe: 'every deadline is X times as long' },
  repeat: { kind: 'text', value: 'N', describe: 'run N times, and fail where verdicts differ' },
  output: {
    kind: 'text',
    value: 'DIR',
    describe: 'where the run is written; reports/latest where nothing is said',
  },
  reporter: {
    kind: 'list',
    value: 'NAME[:PATH]',
    describe: 'a report, on standard output or into a file; may be given again',
  },
  trace: {
    kind: 'text',
    choices: ['on', 'failures', 'off'],
    value: 'on|failures|off',
    describe: 'which traces are kept',
  },
  'no-redact': { kind: 'switch', describe: 'keep credentials in the traces' },
  user: {
    kind: 'text',
    value: 'NAME',
    mayBeEmpty: true,
    describe: 'who owns the mount; source where nothing is said',
  },
  password: {
    kind: 'text',
    value: 'TEXT',
    mayBeEmpty: true,
    describe: 'and the password; better in INGESTSPEC_PASSWORD',
  },
  ca: { kind: 'text', value: 'FILE', describe: 'the certification authority to trust, PEM' },
  cert: { kind: 'text', value: 'FILE', describe: 'a client certificate, PEM' },
  key: { kind: 'text', value: 'FILE', describe: 'and its key, PEM' },
  insecure: { kind: 'switch', describe: 'accept any certificate' },
  resolve: {
    kind: 'list',
    value: 'HOST:PORT:IP',
    describe: 'the address to use for a host; may be given again',
  },
  'status-url': {
    kind: 'text',
    value: 'URL',
    describe: 'the public statistics, where not at /status-json.xsl',
  },
  'track-path': {
    kind: 'text',
    value: 'TEMPLATE',
    describe: 'where requests of a track go below the publishing point; Streams({name}{extension}) otherwise',
  },
  'read-back': {
    kind: 'text',
    value: 'URL',
    describe: 'where what was ingested is read; {path} stands for the path of its requests',
  },
  'secure-url': { kind: 'text', value: 'URL', describe: 'the same server over HTTPS' },
  tracks: {
    kind: 'list',
    value: 'FILE',
    describe: 'a CMAF file to send over and over in place of our own track; may be given again',
  },
  setup: {
    kind: 'text',
    choices: ['namespaces'],
    value: 'namespaces',
    describe: 'run commands under test in networks of their own, where names can be told (Linux, root)',
  },
  'dns-port': {
    kind: 'text',
    value: 'N',
    describe: 'the port of our name server on 127.0.0.1, where a client has to be told it beforehand',
  },
  'admin-user': { kind: 'text', value: 'NAME', describe: 'the administrator of the server' },
  'admin-password': {
    kind: 'text',
    value: 'TEXT',
    mayBeEmpty: true,
    describe: 'and the password; better in INGESTSPEC_ADMIN_PASSWORD',
  },
  feature: {
    kind: 'list',
    value: 'NAME=BOOL',
    describe: 'what the target offers or lacks; may be given again',
  },
} as const satisfies Record<string, Flag>;

/** Options that mean something to a server under test alone. */
const ofServers = [
  'ca',
  'cert',
  'key',
  'insecure',
  'resolve',
  'status-url',
  'track-path',
  'read-back',
  'secure-url',
  'tracks',
  'admin-user',
  'admin-password',
] as const;

const featureOf = (text: string): [FeatureName, boolean] => {
  const [name = '', value] = text.split('=', 2);
  if (!Object.hasOwn(features, name)) {
    throw new UsageError(
      `unknown feature “${name}”: ${suggestion(name, Object.keys(features), 'see ingestspec list features')}`,
    );
  }
  if (value !== 'true' && value !== 'false')
    throw new UsageError(`--feature ${text} is neither true nor false: write ${name}=true or ${name}=false`);
  return [name as FeatureName, value === 'true'];
};

const resolutionOf = (text: string): [string, string] => {
  const [, at, address = ''] = /^([^:]+:\d+):(.*)$/.exec(text) ?? [];
  const ip = address.replace(/^\[(.*)\]$/, '$1');
  if (at === undefined || isIP(ip) === 0)
    throw new UsageError(
      `--resolve ${text} is not HOST:PORT:IP: write it such as example.org:8000:127.0.0.1`,
    );
  return [at, ip];
};

const portNumber = (text: string, name: string): number => {
  const port = wholeNumber(text, name, 1);
  if (port > 65_535) throw new UsageError(`${name} is “${text}”: ports go up to 65535`);
  return port;
};

/** What the options say, but for config file and baseline, which have to be read. */
export const settingsOfFlags = (args: Args, baseline: readonly BaselineEntry[] | undefined): Settings => {
  const given = (name: string, key: keyof Settings): Partial<Settings> => {
    const text = args.text(name);
    return text === undefined ? {} : { [key]: text };
  };
  const listed = (name: string, key: keyof Settings): Partial<Settings> => {
    const list = args.list(name);
    return list.length === 0 ? {} : { [key]: list };
  };
  const counted = (name: string, key: keyof Settings, least: number): Partial<Settings> => {
    const text = args.text(name);
    return text === undefined ? {} : { [key]: wholeNumber(text, `--${name}`, least) };
  };
  const on = (name: string, key: keyof Settings, value = true): Partial<Settings> =>
    args.has(name) ? { [key]: value } : {};
  const scale = args.text('timeout-scale');
  const port = args.text('dns-port');
  const shard = args.text('shard');
  const reporters = args.list('reporter').map(reporterChoice);
  const [url] = args.positionals;
  const level = args.text('level') as Level | undefined;
  const role = args.text('role') as Role | undefined;
  const profile = args.text('profile') as Profile | undefined;
  const declared = args.list('feature').map(featureOf);
  const resolve = args.list('resolve').map(resolutionOf);
  return {
    ...(url === undefined ? {} : { url }),
    ...(args.rest === undefined ? {} : { command: args.rest }),
    ...(role === undefined ? {} : { role }),
    ...listed('suite', 'suites'),
    ...listed('only', 'only'),
    ...listed('skip', 'skip'),
    ...listed('clause', 'clauses'),
    ...(level === undefined ? {} : { level }),
    ...(shard === undefined ? {} : { shard: shardChoice(shard, '--shard') }),
    ...(profile === undefined ? {} : { profile }),
    ...(baseline === undefined ? {} : { baseline }),
    ...on('strict', 'strict'),
    ...on('allow-inconclusive', 'allowInconclusive'),
    ...counted('jobs', 'jobs', 1),
    ...counted('seed', 'seed', 0),
    ...(scale === undefined ? {} : { timeoutScale: positiveNumber(scale, '--timeout-scale') }),
    ...counted('repeat', 'repeat', 1),
    ...given('output', 'output'),
    ...(reporters.length === 0 ? {} : { reporters }),
    ...given('trace', 'trace'),
    ...on('no-redact', 'redact', false),
    ...given('user', 'user'),
    ...given('password', 'password'),
    ...given('ca', 'ca'),
    ...given('cert', 'cert'),
    ...given('key', 'key'),
    ...on('insecure', 'insecure'),
    ...(resolve.length === 0 ? {} : { resolve: Object.fromEntries(resolve) }),
    ...given('status-url', 'statusUrl'),
    ...given('track-path', 'trackPath'),
    ...given('read-back', 'readBack'),
    ...given('secure-url', 'secureUrl'),
    ...listed('tracks', 'tracks'),
    ...given('setup', 'setup'),
    ...(port === undefined ? {} : { dnsPort: portNumber(port, '--dns-port') }),
    ...given('admin-user', 'adminUser'),
    ...given('admin-password', 'adminPassword'),
    ...(declared.length === 0 ? {} : { features: Object.fromEntries(declared) }),
  };
};

/** @throws UsageError for an option that would change nothing, as no server is tested */
export const checkForServer = (args: Args, kind: 'client' | 'reference'): void => {
  const useless = ofServers.find((name) => args.has(name) || args.list(name).length > 0);
  if (useless === undefined) return;
  const instead = kind === 'client' ? 'a command is tested' : 'nothing but our own peers is tested';
  throw new UsageError(
    `--${useless} is about a server under test, and ${instead}: leave it out, or give the address of the server`,
  );
};
