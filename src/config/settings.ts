/** What can be said about a run, in one shape for the three that say it: flags, environment, config file. */
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { FeatureName, Role } from '../scenario/scenario.ts';
import type { Level, Profile } from '../spec/index.ts';

/** A password, or the environment variable that holds it and the line that says so. */
export type Secret = string | { readonly variable: string; readonly where: string };

export interface AccountSettings {
  readonly user?: string;
  readonly password?: Secret;
  readonly mount?: string;
}

/** A server that we start; the shape that the runner takes. */
export interface StartSettings {
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly before: readonly (readonly string[])[];
  readonly owner?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A reporter and the file that it writes; standard output where there is none. */
export interface ReporterChoice {
  readonly name: string;
  readonly path?: string;
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
export type Traces = 'on' | 'failures' | 'off';

/** A part of the selected scenarios: one that is counted from 1, or the one that the environment says. */
export type ShardChoice =
  { readonly index: number; readonly total: number } | { readonly index: 'auto'; readonly total?: number };

export interface Settings {
  /** A server under test; `{port}` stands for the port that we choose where we start it. */
  readonly url?: string;
  /** A client under test. */
  readonly command?: readonly string[];
  readonly start?: StartSettings;
  readonly mount?: string;
  readonly user?: string;
  readonly password?: Secret;
  readonly adminUser?: string;
  readonly adminPassword?: Secret;
  readonly accounts?: Readonly<Record<string, AccountSettings>>;
  readonly statusUrl?: string;
  /** Where a track's requests go below the publishing point: `{name}`, `{extension}`, `{number}`. */
  readonly trackPath?: string;
  /** Where what was ingested is read: a URL with `{path}`. */
  readonly readBack?: string;
  /** The same server over HTTPS, where the address under test is plain. */
  readonly secureUrl?: string;
  /** Paths of CMAF files to send in place of our own tracks. */
  readonly tracks?: readonly string[];
  /** What is built around a command under test. */
  readonly setup?: 'namespaces';
  /** The port of our name server, where a command under test has to be told beforehand. */
  readonly dnsPort?: number;
  readonly features?: Readonly<Partial<Record<FeatureName, boolean>>>;
  /** Paths of PEM files. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
  /** Paths of a client certificate that vouches for itself, which the server was told to trust, and of its key. */
  readonly selfSigned?: { readonly cert: string; readonly key: string };
  /** `host:port` to the address to use for it. */
  readonly resolve?: Readonly<Record<string, string>>;
  readonly stopSignal?: StopSignal;
  readonly scheme?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly before?: readonly (readonly string[])[];
  /** The side under test, where it is not the one that the target has by its kind. */
  readonly role?: Role;
  readonly suites?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly clauses?: readonly string[];
  readonly level?: Level;
  readonly shard?: ShardChoice;
  readonly profile?: Profile;
  readonly strict?: boolean;
  readonly allowInconclusive?: boolean;
  readonly jobs?: number;
  readonly seed?: number;
  readonly timeoutScale?: number;
  readonly repeat?: number;
  readonly output?: string;
  readonly reporters?: readonly ReporterChoice[];
  readonly trace?: Traces;
  readonly redact?: boolean;
  readonly baseline?: readonly BaselineEntry[];
}
