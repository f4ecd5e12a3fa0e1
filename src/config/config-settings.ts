/** A config file as settings: commands split, files read, every path absolute. */
import path from 'node:path';
import type { BaselineEntry } from '../verdict/baseline.ts';
import { baselineEntries, entriesOf } from './baseline-file.ts';
import type { Catalogue } from './catalogue.ts';
import type { Document, Path } from './document.ts';
import { readText } from './read-text.ts';
import { reporterChoice } from './reporter-choice.ts';
import { parseServerUrl } from './server-url.ts';
import type { AccountSettings, Secret, Settings, StartSettings } from './settings.ts';
import { shardChoice } from './shard.ts';
import { splitCommand } from './split-command.ts';
import { UsageError } from './usage-error.ts';
import type { Written, WrittenAccount, WrittenCommand, WrittenFiles, WrittenStart } from './written.ts';

export interface Reading {
  readonly document: Document<Written>;
  readonly folder: string;
  /** The folder as messages show it. */
  readonly shownFolder: string;
}

/** Runs a reading of a part, and puts the place of the part before what it complains about. */
const at = <Value>({ document }: Reading, place: Path, read: () => Value): Value => {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof UsageError) throw new UsageError(`${document.where(place)}: ${thrown.message}`);
    throw thrown;
  }
};

const commandOf = (reading: Reading, place: Path, command: WrittenCommand): readonly string[] =>
  typeof command === 'string' ? at(reading, place, () => splitCommand(command)) : command;

const commandsOf = (
  reading: Reading,
  place: Path,
  commands: readonly WrittenCommand[] = [],
): (readonly string[])[] => commands.map((command, index) => commandOf(reading, [...place, index], command));

const filesOf = (reading: Reading, place: Path, files: WrittenFiles = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([name, content]) => {
      if (typeof content === 'string') return [name, content];
      const file = path.resolve(reading.folder, content.from);
      return [name, at(reading, [...place, name], () => readText('the file', file, content.from))];
    }),
  );

const secretOf = (reading: Reading, place: Path, account: WrittenAccount): { password?: Secret } => {
  const { password, passwordEnv } = account;
  if (passwordEnv === undefined) return password === undefined ? {} : { password };
  const where = reading.document.where([...place, 'passwordEnv']);
  if (password !== undefined)
    throw new UsageError(`${where}: there is both password and passwordEnv: keep one of them`);
  return { password: { variable: passwordEnv, where } };
};

const accountOf = (reading: Reading, place: Path, account: WrittenAccount): AccountSettings => ({
  ...(account.user === undefined ? {} : { user: account.user }),
  ...(account.mount === undefined ? {} : { mount: account.mount }),
  ...secretOf(reading, place, account),
});

const startOf = (reading: Reading, start: WrittenStart): StartSettings => {
  const place = ['target', 'start'];
  return {
    argv: commandOf(reading, [...place, 'command'], start.command),
    files: filesOf(reading, [...place, 'files'], start.files),
    before: commandsOf(reading, [...place, 'before'], start.before),
    ...(start.owner === undefined ? {} : { owner: start.owner }),
    ...(start.env === undefined ? {} : { env: start.env }),
  };
};

const baselineOf = (reading: Reading, name: string, catalogue: Catalogue): BaselineEntry[] => {
  const shown = path.join(reading.shownFolder, name);
  const file = path.resolve(reading.folder, name);
  const content = at(reading, ['baseline'], () => readText('the baseline', file, shown));
  return baselineEntries(content, shown, catalogue);
};

export const settingsOf = (reading: Reading, catalogue: Catalogue): Settings => {
  const { value } = reading.document;
  const { target, admin, accounts, tls, files, before, reporters, baseline, output, shard } = value;
  const absolute = (name: string): string => path.resolve(reading.folder, name);
  const { url, command, start } = target ?? {};
  if (url !== undefined) at(reading, ['target', 'url'], () => parseServerUrl(url));
  const plain = {
    mount: value.mount,
    user: value.user,
    statusUrl: value.statusUrl,
    trackPath: value.trackPath,
    readBack: value.readBack,
    secureUrl: value.secureUrl,
    setup: value.setup,
    dnsPort: value.dnsPort,
    features: value.features,
    resolve: value.resolve,
    stopSignal: value.stopSignal,
    scheme: value.scheme,
    env: value.env,
    role: value.role,
    suites: value.suites,
    only: value.only,
    skip: value.skip,
    clauses: value.clauses,
    level: value.level,
    profile: value.profile,
    strict: value.strict,
    allowInconclusive: value.allowInconclusive,
    jobs: value.jobs,
    seed: value.seed,
    timeoutScale: value.timeoutScale,
    repeat: value.repeat,
    trace: value.trace,
    redact: value.redact,
  };
  const adminSecret = admin ? secretOf(reading, ['admin'], admin).password : undefined;
  return {
    ...(Object.fromEntries(
      Object.entries(plain).filter(([, one]) => one !== undefined),
    ) as Partial<Settings>),
    ...(url === undefined ? {} : { url }),
    ...(command === undefined ? {} : { command: commandOf(reading, ['target', 'command'], command) }),
    ...(start === undefined ? {} : { start: startOf(reading, start) }),
    ...secretOf(reading, [], value),
    ...(admin?.user === undefined ? {} : { adminUser: admin.user }),
    ...(adminSecret === undefined ? {} : { adminPassword: adminSecret }),
    ...(accounts === undefined
      ? {}
      : {
          accounts: Object.fromEntries(
            Object.entries(accounts).map(([name, account]) => [
              name,
              accountOf(reading, ['accounts', name], account),
            ]),
          ),
        }),
    ...(value.tracks === undefined ? {} : { tracks: value.tracks.map(absolute) }),
    ...(tls?.ca === undefined ? {} : { ca: absolute(tls.ca) }),
    ...(tls?.cert === undefined ? {} : { cert: absolute(tls.cert) }),
    ...(tls?.key === undefined ? {} : { key: absolute(tls.key) }),
    ...(tls?.selfSigned === undefined
      ? {}
      : { selfSigned: { cert: absolute(tls.selfSigned.cert), key: absolute(tls.selfSigned.key) } }),
    ...(tls?.insecure === undefined ? {} : { insecure: tls.insecure }),
    ...(files === undefined ? {} : { files: filesOf(reading, ['files'], files) }),
    ...(before === undefined ? {} : { before: commandsOf(reading, ['before'], before) }),
    ...(output === undefined ? {} : { output: absolute(output) }),
    ...(shard === undefined ? {} : { shard: at(reading, ['shard'], () => shardChoice(shard, 'shard')) }),
    ...(reporters === undefined
      ? {}
      : {
          reporters: reporters.map((text) => {
            const choice = reporterChoice(text);
            return choice.path === undefined ? choice : { ...choice, path: absolute(choice.path) };
          }),
        }),
    ...(baseline === undefined
      ? {}
      : {
          baseline:
            typeof baseline === 'string'
              ? baselineOf(reading, baseline, catalogue)
              : entriesOf(baseline, 'baseline', reading.document, catalogue),
        }),
  };
};
