/** The config file as it is written; `configSchema` holds a file to these types. */
import type { Role } from '../scenario/scenario.ts';
import type { Level, Profile } from '../spec/index.ts';
import type { WrittenEntry } from './baseline-file.ts';
import type { Settings, StopSignal, Traces } from './settings.ts';

export type WrittenCommand = string | readonly string[];
export type WrittenFiles = Readonly<Record<string, string | { readonly from: string }>>;
type Texts = Readonly<Record<string, string>>;

export interface WrittenAccount {
  readonly user?: string;
  readonly password?: string;
  readonly passwordEnv?: string;
  readonly mount?: string;
}

export interface WrittenStart {
  readonly command: WrittenCommand;
  readonly files?: WrittenFiles;
  readonly before?: readonly WrittenCommand[];
  readonly owner?: string;
  readonly env?: Texts;
}

export interface Written extends WrittenAccount {
  readonly target?: {
    readonly url?: string;
    readonly command?: WrittenCommand;
    readonly start?: WrittenStart;
  };
  readonly admin?: WrittenAccount;
  readonly accounts?: Readonly<Record<string, WrittenAccount>>;
  readonly statusUrl?: string;
  readonly trackPath?: string;
  readonly readBack?: string;
  readonly secureUrl?: string;
  readonly tracks?: readonly string[];
  readonly setup?: 'namespaces';
  readonly dnsPort?: number;
  readonly features?: Settings['features'];
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly insecure?: boolean;
    readonly selfSigned?: { readonly cert: string; readonly key: string };
  };
  readonly resolve?: Texts;
  readonly stopSignal?: StopSignal;
  readonly scheme?: string;
  readonly env?: Texts;
  readonly files?: WrittenFiles;
  readonly before?: readonly WrittenCommand[];
  readonly role?: Role;
  readonly suites?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly clauses?: readonly string[];
  readonly level?: Level;
  readonly shard?: string;
  readonly profile?: Profile;
  readonly strict?: boolean;
  readonly allowInconclusive?: boolean;
  readonly jobs?: number;
  readonly seed?: number;
  readonly timeoutScale?: number;
  readonly repeat?: number;
  readonly output?: string;
  readonly reporters?: readonly string[];
  readonly trace?: Traces;
  readonly redact?: boolean;
  readonly baseline?: string | readonly WrittenEntry[];
}
