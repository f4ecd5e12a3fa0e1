/** What a run will do: flags before environment, environment before config file, config file before defaults. */
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { Role } from '../scenario/scenario.ts';
import type { Level, Profile } from '../spec/index.ts';
import type { Environment } from './environment.ts';
import { fromEnvironment } from './environment.ts';
import { parseServerUrl } from './server-url.ts';
import type { ShardNumber } from './shard.ts';
import { shardIn } from './shard.ts';
import type { ReporterChoice, Settings, Traces } from './settings.ts';
import type { TargetOptions } from './target-options.ts';
import { targetOptions } from './target-options.ts';
import { UsageError } from './usage-error.ts';

export interface Options {
  readonly target: TargetOptions;
  /** The one side under test, where somebody says; what the target is, otherwise. */
  readonly role?: Role;
  readonly suites: readonly string[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly clauses: readonly string[];
  readonly level?: Level;
  /** The part of the selected scenarios that is run; all of them where absent. */
  readonly shard?: ShardNumber;
  readonly profile: Profile;
  readonly strict: boolean;
  readonly allowInconclusive: boolean;
  /** Where nobody says, it depends on the machine and on the target. */
  readonly jobs?: number;
  readonly seed: number;
  readonly timeoutScale: number;
  readonly repeat: number;
  /** Relative to the working directory where a flag or the environment said it. */
  readonly output: string;
  readonly reporters: readonly ReporterChoice[];
  readonly trace: Traces;
  readonly redact: boolean;
  readonly setup?: 'namespaces';
  readonly dnsPort?: number;
  readonly baseline: readonly BaselineEntry[];
}

const defaults = {
  suites: [],
  only: [],
  skip: [],
  clauses: [],
  profile: 'corrected',
  strict: false,
  allowInconclusive: false,
  seed: 0,
  timeoutScale: 1,
  repeat: 1,
  output: 'reports/latest',
  reporters: [],
  trace: 'on',
  redact: true,
  baseline: [],
} as const;

/** What an address says besides where the server is; what the same layer says in so many words goes before it. */
const withUrlTakenApart = (settings: Settings): Settings => {
  if (settings.url === undefined) return settings;
  const { mount, user, password } = parseServerUrl(settings.url);
  return {
    ...(mount === undefined ? {} : { mount }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...settings,
  };
};

/** A target on the command line is instead of the one in the file, whatever its kind. */
const withoutOtherTarget = (file: Settings, flags: Settings): Settings => {
  if (flags.url === undefined && flags.command === undefined) return file;
  const { url: _url, command: _command, start: _start, ...rest } = file;
  return rest;
};

/** Whether what is built around the target suits it. */
const checkSetup = ({ setup, dnsPort }: Settings, { kind }: TargetOptions): void => {
  const [what] = [
    ...(setup === undefined ? [] : [`--setup ${setup}`]),
    ...(dnsPort === undefined ? [] : ['--dns-port']),
  ];
  if (kind === 'server' && what !== undefined)
    throw new UsageError(`${what} is about a command under test, and a server is tested: leave it out`);
  if (setup === 'namespaces' && dnsPort !== undefined)
    throw new UsageError(
      '--dns-port means nothing together with --setup namespaces, where names are looked up at port 53: leave it out',
    );
};

/** Whether the target can be on the side that is to be tested: an address is a server, and a command none. */
const checkRole = ({ role }: Settings, { kind }: TargetOptions): void => {
  if (role === undefined || kind === 'reference') return;
  if (kind === 'server' && role !== 'server')
    throw new UsageError(
      `--role ${role} is about a command under test, and there is an address: leave one out`,
    );
  if (kind === 'client' && role === 'server')
    throw new UsageError(
      '--role server is about an address under test, and there is a command: leave one out',
    );
};

/**
 * Pure: the same three in, the same options out.
 *
 * @throws UsageError where they contradict each other, or say what cannot be
 */
export const resolveOptions = (flags: Settings, env: Environment, file: Settings = {}): Options => {
  const below = withUrlTakenApart(withoutOtherTarget(file, flags));
  const settings: Settings = {
    ...below,
    ...fromEnvironment(env),
    ...withUrlTakenApart(flags),
    features: { ...below.features, ...flags.features },
  };
  const target = targetOptions(settings, env);
  checkSetup(settings, target);
  checkRole(settings, target);
  const { level, jobs, role, shard } = settings;
  const all = { ...defaults, ...settings };
  return {
    target,
    ...(role === undefined ? {} : { role }),
    suites: all.suites,
    only: all.only,
    skip: all.skip,
    clauses: all.clauses,
    ...(level === undefined ? {} : { level }),
    ...(shard === undefined ? {} : { shard: shardIn(shard, env) }),
    profile: all.profile,
    strict: all.strict,
    allowInconclusive: all.allowInconclusive,
    ...(jobs === undefined ? {} : { jobs }),
    seed: all.seed,
    timeoutScale: all.timeoutScale,
    repeat: all.repeat,
    output: all.output,
    reporters: all.reporters,
    trace: all.trace,
    redact: all.redact,
    ...(settings.setup === undefined ? {} : { setup: settings.setup }),
    ...(settings.dnsPort === undefined ? {} : { dnsPort: settings.dnsPort }),
    baseline: all.baseline,
  };
};
