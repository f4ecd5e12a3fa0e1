/** How one receiving entity of ours is set up: its accounts, its publishing points, its quirks. */
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import type { Account } from '../stage.ts';

export interface SettingsOptions {
  readonly quirks: readonly ReceiverQuirk[];
  /** Who may use every publishing point that has no account of its own. */
  readonly owner: Account;
  /** Accounts with a mount own that publishing point, and may use no other. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** Paths of the publishing points that are set up; `any` where one is made for whoever asks. */
  readonly points: 'any' | readonly string[];
  /** Publishing points that take sources without credentials. */
  readonly openPoints?: readonly string[];
  /** Whether what is received is kept, so that it can be read back. */
  readonly keep: boolean;
  /** Whether it is an object store (interface 2). */
  readonly stores?: boolean;
}

export interface Settings extends Required<SettingsOptions> {
  has(quirk: ReceiverQuirk): boolean;
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '');

export const settingsOf = (options: SettingsOptions): Settings => {
  const { quirks, owner, accounts, points, openPoints = [], keep, stores = false } = options;
  const all = new Set<ReceiverQuirk>(quirks);
  return {
    has: (quirk) => all.has(quirk),
    quirks,
    owner,
    accounts,
    points: points === 'any' || all.has('creates-publishing-points') ? 'any' : points.map(withoutSlash),
    openPoints: openPoints.map(withoutSlash),
    keep,
    stores,
  };
};
