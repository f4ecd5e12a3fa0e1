/**
 * A receiving entity over our own wire (DASH-IF Live Media Ingest): publishing points, credentials, tracks of interface 1
 * or objects of interface 2. It conforms to the document unless it is told to deviate, and is what ingest sources are tried against and
 * scenarios are proved with.
 */
import type { Finding } from '../../rules/finding.ts';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import type { Link } from '../../wire/link.ts';
import type { Account, Timing } from '../stage.ts';
import type { House, Patience } from './house.ts';
import { diskShelf } from './disk-shelf.ts';
import { memoryShelf } from './growing-bytes.ts';
import { moofReader } from './moofs.ts';
import { bytesOfObject, objectStore } from './object-store.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { openPorts } from './ports.ts';
import type { ReceivingTls } from './ports.ts';
import { postponed } from './postponed.ts';
import { joinedTrack } from './read-back.ts';
import { serve } from './serve.ts';
import { settingsOf } from './settings.ts';
import type { Settings } from './settings.ts';
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
  /** Whether it is an object store, to which whole presentations are uploaded (interface 2). */
  readonly stores?: boolean;
  /** How many bytes a store keeps in all: 256 MiB in memory, and all that there is room for on disk, where absent. */
  readonly keepBytes?: number;
  /** Where a store keeps objects as files; in memory where absent. What is in it is served too. */
  readonly directory?: string;
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

/** An object of a store. */
export interface StoredObjectInfo {
  readonly path: string;
  /** Content-Type as it was sent, as latin1. */
  readonly contentType: string | undefined;
  /** In bytes, coded as it was sent. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

export interface ReceivingEntity {
  readonly host: string;
  readonly port: number;
  readonly securePort?: number;
  tracks(): readonly ReceivedTrack[];
  /** What a store has. */
  objects(): readonly StoredObjectInfo[];
  /** As a process that is killed and started again: connections are reset, headers forgotten, the ports are
   * the same. What a store keeps is there afterwards. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What a store in memory keeps where nothing else is said, in bytes. */
const mostInMemory = 256 * 1024 * 1024;

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

const stored = (object: StoredObject): StoredObjectInfo => ({
  path: object.path,
  contentType: object.contentType,
  size: object.content.size,
  get bytes() {
    return bytesOfObject(object);
  },
});

/** @throws where the directory cannot be made or read */
const storeOf = ({ directory, keepBytes }: ReceivingEntityOptions, { points, has }: Settings): ObjectStore =>
  objectStore({
    shelf: directory === undefined ? memoryShelf : diskShelf(directory),
    keepBytes: keepBytes ?? (directory === undefined ? mostInMemory : Number.POSITIVE_INFINITY),
    roots: points === 'any' ? ['/'] : points.map((point) => `${point}/`),
    keepsFolders: has('keeps-empty-folders'),
  });

/**
 * Starts a receiving entity.
 *
 * @throws AddressUnavailable where a port is taken or may not be opened; an error of the file system where the directory
 *   of a store cannot be made or read
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
  const validation =
    options.validate && !settings.stores
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
    store: settings.stores ? storeOf(options, settings) : undefined,
    lostPoints: new Set(),
    tornMs: options.timing?.delay('pause') ?? 1000,
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
    objects: () => (house.store?.all() ?? []).map(stored),
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
