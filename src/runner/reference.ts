/** Our own peers as the target: what `test` without a target runs against, and, with quirks, the mutants. */
import { icecastServer } from '../peer/icecast-server/icecast-server.ts';
import { sourceClient } from '../peer/source-client/source-client.ts';
import type { Account, Timing } from '../peer/stage.ts';
import type { ClientQuirk } from '../scenario/client-quirks.ts';
import { features } from '../scenario/scenario.ts';
import type { ServerQuirk } from '../scenario/server-quirks.ts';
import type { Features } from '../verdict/applicability.ts';
import type { ServerTarget } from './target.ts';

export const referenceOwner: Account = { user: 'source', password: 'hackme' };
const admin: Account = { user: 'admin', password: 'hackme-too' };

const accounts: Readonly<Record<string, Account>> = {
  open: { user: '', password: '', mount: '/open.mp3' },
  colon: { user: 'dj', password: 'a:b:c', mount: '/colon.mp3' },
  utf8: { user: 'dj', password: 'pässwörd-☃', mount: '/utf8.mp3' },
};

/** Our peers offer everything. */
export const referenceFeatures: Features = Object.fromEntries(
  Object.keys(features).map((name) => [name, true]),
);

/** Starts our server, and gives it as a target. */
export const startReferenceServer = async (
  quirks: readonly ServerQuirk[],
  timing: Timing,
): Promise<{ target: ServerTarget; close: () => Promise<void> }> => {
  const server = await icecastServer({
    personality: 'strict',
    quirks,
    owner: referenceOwner,
    admin,
    accounts,
    timing,
  });
  return {
    target: {
      kind: 'server',
      host: server.host,
      port: server.port,
      mount: '/live.mp3',
      owner: referenceOwner,
      admin,
      accounts,
      features: referenceFeatures,
    },
    close: () => server.close(),
  };
};

export interface ReferenceClientOptions {
  readonly host: string;
  readonly port: number;
  readonly mount: string;
  readonly owner: Account;
  readonly quirks: readonly ClientQuirk[];
  readonly timing: Timing;
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
}

/** Runs our source client until it ends; resolves with its exit code. */
export const runReferenceClient = ({ owner, ...options }: ReferenceClientOptions): Promise<number> =>
  sourceClient({ ...options, user: owner.user, password: owner.password });
