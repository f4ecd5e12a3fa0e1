/**
 * A receiving entity over our own wire (interface 1 of DASH-IF Live Media Ingest): publishing points, credentials,
 * tracks. It conforms to the document unless it is told to deviate, and is what ingest sources are tried against and
 * scenarios are proved with.
 */
import type { Finding } from '../../rules/finding.ts';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import type { Link } from '../../wire/link.ts';
import type { Account, Timing } from '../stage.ts';
import type { House, Patience } from './house.ts';
import { moofReader } from './moofs.ts';
import { openPorts } from './ports.ts';
import type { ReceivingTls } from './ports.ts';
import { postponed } from './postponed.ts';
import { joinedTrack } from './read-back.ts';
import { serve } from './serve.ts';
import { settingsOf } from './settings.ts';
import { openTracks } from './tracks.ts';
import type { Track } from './tracks.ts';
import { standInLine } from './waiting-line.ts';
import type { Visit } from './visit.ts';

export type { ReceivingTls } from './ports.ts';

export interface ReceivingEntityOptions {
  /** `127.0.0.1` where absent. */
  readonly host?: string;
  /** All addresses to listen on, in place of `host`; the port is the same on each. */
  readonly hosts?: readonly string[];
  /** Any free port where absent or 0. */
  readonly port?: number;
  /** Listens for TLS too, on a port of its own. */
  readonly tls?: ReceivingTls;
  readonly quirks: readonly ReceiverQuirk[];
  /** Who may use every publishing point that has no account of its own. */
  readonly owner: Account;
  /** Accounts with a mount own that publishing point, and may use no other. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** Paths of the publishing points that are set up; `any` where one is made for whoever asks. */
  readonly points: 'any' | readonly string[];
  /** Publishing points that take sources without credentials. */
  readonly openPoints?: readonly string[];
  /** Whether every byte is judged by the validator. */
  readonly validate: boolean;
  /** Whether what is received is kept, 64 MiB of a track, so that it can be read back. */
  readonly keep: boolean;
  /** How long it waits for the other side. */
  readonly timing?: Timing;
  readonly log?: (line: string) => void;
}

export interface ReceivedTrack {
  /** The path of its header; with `#2` and so on where several share the POST URL. */
  readonly path: string;
  /** The newest CMAF header. */
  readonly header: Uint8Array | undefined;
  /** Fragments as received, repeats included; none where nothing is kept. */
  readonly fragments: readonly Uint8Array[];
  /** How many fragments came. */
  readonly received: number;
  /** The header and each fragment once, by their times. */
  joined(): Uint8Array;
  readonly findings: readonly Finding[];
}

export interface ReceivingEntity {
  readonly host: string;
  readonly port: number;
  readonly securePort?: number;
  tracks(): readonly ReceivedTrack[];
  /** As a process that is killed and started again: connections are reset, headers forgotten, the ports are the same. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const patienceOf = (timing: Timing | undefined): Patience => {
  const bodyMs = timing?.deadline('behaviour') ?? 30_000;
  return {
    headMs: timing?.deadline('final') ?? 15_000,
    bodyMs,
    idleMs: 4 * bodyMs,
    restMs: timing?.deadline('close') ?? 10_000,
  };
};

const received = (track: Track): ReceivedTrack => ({
  path: track.path,
  header: track.lastHeader?.bytes,
  fragments: track.kept.received().map(({ bytes }) => bytes),
  received: track.fragments.received,
  joined: () => joinedTrack(track),
  findings: track.findings,
});

/**
 * Starts a receiving entity.
 *
 * @throws AddressUnavailable where a port is taken or may not be opened
 */
export const receivingEntity = async (options: ReceivingEntityOptions): Promise<ReceivingEntity> => {
  const settings = settingsOf(options);
  const { has } = settings;
  const log = options.log ?? (() => undefined);
  const patience = has('drops-slow-bodies')
    ? { ...patienceOf(options.timing), bodyMs: (options.timing?.delay('pause') ?? 1000) / 5 }
    : patienceOf(options.timing);
  const tracks = openTracks(settings);
  // The rules are loaded only where they are asked for.
  const validation = options.validate
    ? await (
        await import('./validation.ts')
      ).validation((track, finding) => {
        track.findings.push(finding);
        log(`${track.path} ${finding.severity} ${finding.rule} ${finding.message}`);
      })
    : undefined;
  const visits = new Map<Link, Visit>();
  const line = standInLine();
  let dead = false;

  const house: House = {
    settings,
    tracks,
    validation,
    moofs: moofReader(),
    atTurnEnd: postponed(),
    patience,
    demandsCertificate: options.tls?.clientAuthorities !== undefined,
    log,
    bodies: new Map(),
    forgetsPoints: false,
    fallen: false,
    dies: () => {
      dead = true;
      if (house.fallen) for (const link of visits.keys()) link.reset();
    },
  };

  const onLink = (link: Link): void => {
    if (dead) {
      link.reset();
      return;
    }
    visits.set(link, serve(link, house));
    if (has('one-connection-at-a-time')) line.join(link);
    link.listen({ closed: () => void visits.delete(link) });
  };

  const hosts = options.hosts ?? [options.host ?? '127.0.0.1'];
  const ports = await openPorts({
    hosts: has('listens-on-ipv4-only') ? hosts.filter((host) => !host.includes(':')) : hosts,
    port: options.port ?? 0,
    tls: options.tls,
    has,
    onLink,
  });

  const lookMs = Math.max(20, Math.min(1000, patience.restMs / 10, patience.bodyMs));
  const looking = setInterval(() => {
    for (const visit of visits.values()) visit.look(lookMs);
  }, lookMs);
  looking.unref();

  const { host, port, securePort } = ports;
  return {
    host,
    port,
    ...(securePort === undefined ? {} : { securePort }),
    tracks: () => tracks.all().map(received),
    restart: async () => {
      await ports.refuse();
      const links = [...visits.keys()].filter(({ state }) => !state.closed);
      const gone = links.map(
        (link) => new Promise<void>((resolve) => link.listen({ closed: () => resolve() })),
      );
      for (const link of links) link.reset();
      await Promise.all(gone);
      tracks.forget();
      validation?.forget();
      house.forgetsPoints = has('forgets-points-on-restart');
      await ports.accept();
    },
    close: async () => {
      clearInterval(looking);
      await ports.close();
    },
  };
};
