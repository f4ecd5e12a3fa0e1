/** How one server of ours is set up: its accounts, its personality, its quirks. */
import type { Personality } from '../../scenario/behaviour.ts';
import { wordings } from '../../scenario/personality.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import type { Account } from '../stage.ts';

export interface Settings {
  has(quirk: ServerQuirk): boolean;
  /** What stands in Server. */
  readonly name: string;
  /** Who may take any mount point that has no account of its own. */
  readonly owner: Account;
  readonly admin: Account;
  /** Accounts with a mount own theirs; the mount of the account `open` needs no credentials. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** The tokens that open mount points, by mount point, without their scheme. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** The habits of the servers that source clients meet, as quirks; see personality.ts for where they come from. */
export const habits: Readonly<Record<Personality, readonly ServerQuirk[]>> = {
  strict: [],
  ice24: [
    'case-sensitive-scheme',
    'resets-after-refusing',
    '100-to-http-1.0',
    '100-without-date',
    '100-without-server',
    'content-length-on-100',
    'ignores-unknown-expectation',
    'early-final-response',
    'leaks-chunk-framing',
    'ignores-last-chunk',
    'ignores-content-length',
    'ignores-unknown-transfer-coding',
    'prefers-content-length',
    'accepts-unsupported-type',
    'answers-403-to-everything',
    'root-is-a-mount',
    'admin-paths-are-mounts',
    'closes-on-odd-targets',
    'garbles-statistics',
    'echoes-icy-headers',
    'accepts-bare-lf',
    'accepts-missing-host',
    'accepts-two-hosts',
    'drops-lines-beyond-32',
    'closes-on-long-head',
    'http-1.0-status-line',
    'closes-on-unknown-method',
    'closes-on-options',
    'speaks-icy1-only',
  ],
  ice25: [
    'content-length-on-100',
    'no-final-without-expect',
    'accepts-bare-lf',
    'accepts-missing-host',
    'speaks-icy1-only',
  ],
};

export interface SettingsOptions {
  readonly personality: Personality;
  readonly quirks: readonly ServerQuirk[];
  readonly owner: Account;
  readonly admin: Account;
  readonly accounts: Readonly<Record<string, Account>>;
  readonly tokens?: ReadonlyMap<string, string>;
}

export const settingsOf = (options: SettingsOptions): Settings => {
  const { personality, quirks, owner, admin, accounts, tokens = new Map() } = options;
  const all = new Set<ServerQuirk>([...habits[personality], ...quirks]);
  const has = (quirk: ServerQuirk) => all.has(quirk);
  const name = has('calls-itself-icecast-2.3') ? 'Icecast 2.3.3' : wordings[personality].server;
  return { has, name, owner, admin, accounts, tokens };
};
