/** Our own peers as the target: what `test` without a target runs against, and, with quirks, the mutants. */
import { networkInterfaces } from 'node:os';
import { sourceTrack } from '../media/tracks/presentation.ts';
import { icecastServer } from '../peer/icecast-server/icecast-server.ts';
import { ingestSource } from '../peer/ingest-source/ingest-source.ts';
import { receivingEntity } from '../peer/receiving-entity/receiving-entity.ts';
import { sourceClient } from '../peer/source-client/source-client.ts';
import type { Account, Timing } from '../peer/stage.ts';
import type { ClientQuirk } from '../scenario/client-quirks.ts';
import type { ReceiverQuirk } from '../scenario/ingest/receiver-quirks.ts';
import type { SourceQuirk } from '../scenario/ingest/source-quirks.ts';
import { features } from '../scenario/scenario.ts';
import type { ReferencePlan, SourceClientPlan } from '../scenario/scenario.ts';
import type { ServerQuirk } from '../scenario/server-quirks.ts';
import type { Features } from '../verdict/applicability.ts';
import type { Recorder } from '../wire/recorder.ts';
import { runCertificates } from './certificates.ts';
import type { ServerTarget } from './target.ts';

export const referenceOwner: Account = { user: 'source', password: 'hackme' };
export const ingestOwner: Account = { user: 'ingest', password: 'secret' };
const admin: Account = { user: 'admin', password: 'hackme-too' };

const accounts: Readonly<Record<string, Account>> = {
  open: { user: '', password: '', mount: '/open.mp3' },
  colon: { user: 'dj', password: 'a:b:c', mount: '/colon.mp3' },
  utf8: { user: 'dj', password: 'pässwörd-☃', mount: '/utf8.mp3' },
};

/** The account of another publishing point than the scenario's. */
const otherPoint: Account = { user: 'other', password: 'secret-too', mount: '/other.isml' };
/** A publishing point that takes sources without credentials. */
const openPoint: Account = { user: '', password: '', mount: '/open.isml' };

const hasIpv6 = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ family, internal }) => family === 'IPv6' && internal),
  );

let offered: Features | undefined;

/** Our peers offer everything that this machine lets them. */
export const referenceFeatures = (): Features => {
  offered ??= {
    ...Object.fromEntries(Object.keys(features).map((name) => [name, true])),
    ipv6: hasIpv6(),
  };
  return offered;
};

export interface Started {
  readonly target: ServerTarget;
  readonly close: () => Promise<void>;
}

/** The token that opens the mount point of a scenario about ICY-META. */
const referenceToken = 'the-token-of-the-reference-server';

/**
 * Starts our Icecast server, and gives it as a target.
 *
 * @param icy2 the mount point of a scenario about ICY-META, which has a token, beside a port for TLS
 */
export const startReferenceServer = async (
  quirks: readonly ServerQuirk[],
  timing: Timing,
  icy2?: { readonly mount: string },
): Promise<Started> => {
  const certificates = icy2 === undefined ? undefined : await runCertificates();
  const server = await icecastServer({
    personality: 'strict',
    quirks,
    owner: referenceOwner,
    admin,
    accounts,
    timing,
    ...(icy2 === undefined ? {} : { tokens: new Map([[icy2.mount, referenceToken]]) }),
    ...(certificates === undefined ? {} : { secure: certificates.server }),
  });
  const { host, port, securePort } = server;
  const tls = { ca: certificates?.authority.cert ?? '' };
  return {
    target: {
      kind: 'server',
      host,
      port,
      mount: '/live.mp3',
      owner: referenceOwner,
      admin,
      accounts,
      features: referenceFeatures(),
      ...(icy2 === undefined ? {} : { token: referenceToken }),
      ...(securePort === undefined ? {} : { ingest: { secure: { host, port: securePort, tls } } }),
    },
    close: () => server.close(),
  };
};

/**
 * Starts our receiving entity with one publishing point and another one of somebody else, and gives it as a target.
 *
 * @param stores whether it is one of interface 2: a store of objects
 */
export const startReferenceReceiver = async (
  quirks: readonly ReceiverQuirk[],
  timing: Timing,
  mount: string,
  stores = false,
): Promise<Started> => {
  const certificates = await runCertificates();
  const entity = await receivingEntity({
    quirks,
    hosts: hasIpv6() ? ['127.0.0.1', '::1'] : ['127.0.0.1'],
    owner: ingestOwner,
    accounts: { other: otherPoint },
    points: [mount, otherPoint.mount ?? '', openPoint.mount ?? ''],
    openPoints: [openPoint.mount ?? ''],
    stores,
    validate: !stores,
    keep: true,
    timing,
    tls: {
      ...certificates.server,
      clientAuthorities: [certificates.authority.cert, certificates.client['self-signed'].cert],
    },
  });
  const { host, port, securePort } = entity;
  return {
    target: {
      kind: 'server',
      host,
      port,
      mount,
      owner: ingestOwner,
      accounts: { other: otherPoint, open: openPoint },
      features: referenceFeatures(),
      ingest: {
        ...(securePort === undefined
          ? {}
          : { secure: { host, port: securePort, tls: { ca: certificates.authority.cert } } }),
        readBack: '',
        restart: () => entity.restart(),
      },
    },
    close: () => entity.close(),
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
  readonly plan: SourceClientPlan;
  /** Over HTTPS: the authority to trust, PEM. */
  readonly tls?: { readonly ca: string };
}

/** The media type of a stream that is declared as video. */
const videoType = 'video/webm';

/** Runs our source client until it ends; resolves with its exit code. */
export const runReferenceClient = ({ owner, plan, ...options }: ReferenceClientOptions): Promise<number> =>
  sourceClient({
    ...options,
    user: owner.user,
    password: owner.password,
    icy2: plan.icy2 ?? 'none',
    ...(plan.video === true ? { sample: 'webm', contentType: videoType } : {}),
  });

export interface ReferenceSourceOptions {
  readonly host: string;
  readonly port: number;
  readonly mount: string;
  readonly owner: Account;
  readonly quirks: readonly SourceQuirk[];
  readonly plan: ReferencePlan;
  readonly timing: Timing;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
  readonly instance?: 'first' | 'second';
  /** The number of the fragment with which it begins: both instances have the same input. */
  readonly firstFragment?: number;
  readonly nameserver?: { readonly host: string; readonly port: number };
  readonly tls?: { readonly ca: string; readonly client?: { readonly cert: string; readonly key: string } };
}

/** Runs our ingest source until it ends, and records it as a command would be. */
export const runReferenceSource = async (options: ReferenceSourceOptions): Promise<void> => {
  const { host, port, mount, owner, quirks, plan, timing, recorder, signal, stop, tls } = options;
  const which = options.instance === undefined ? {} : { instance: options.instance };
  recorder.record({ event: 'command', ...which, argv: ['ingest-source'] });
  const code = await ingestSource({
    host,
    port,
    point: mount,
    user: owner.user,
    password: owner.password,
    updatedCredentials: ingestOwner,
    quirks,
    tracks: (plan.tracks ?? ['video']).map(sourceTrack),
    requests: plan.requests ?? 'long',
    gzip: plan.gzip ?? false,
    timing,
    pace: 'real-time',
    signal,
    stop,
    ...which,
    ...(options.firstFragment === undefined ? {} : { firstFragment: options.firstFragment }),
    ...(tls === undefined ? {} : { tls: { ca: tls.ca, ...(tls.client === undefined ? {} : tls.client) } }),
    ...(options.nameserver === undefined ? {} : { nameserver: options.nameserver }),
  });
  const asked = stop.aborted || signal.aborted;
  recorder.record({ event: 'exit', ...which, code, signal: null, asked });
};
