/**
 * A small Icecast server over our own wire: sources, listeners, statistics, metadata. It conforms to the document
 * unless it is told to deviate, and is what source clients are tried against and scenarios are proved with.
 */
import type { Personality } from '../../scenario/behaviour.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import { isListening, listen } from '../../wire/listen.ts';
import type { Listening, ListenTls } from '../../wire/listen.ts';
import type { Recorder } from '../../wire/recorder.ts';
import type { Account, Timing } from '../stage.ts';
import { unrecorded } from '../unrecorded.ts';
import { serve } from './serve.ts';
import type { House } from './house.ts';
import { misreading } from './misreading.ts';
import { memoryOf } from './memory.ts';
import { openMounts } from './mounts.ts';
import { settingsOf } from './settings.ts';

export interface IcecastServerOptions {
  /** `127.0.0.1` where absent. */
  readonly host?: string;
  /** Any free port where absent or 0. */
  readonly port?: number;
  readonly personality: Personality;
  readonly quirks: readonly ServerQuirk[];
  /** Who may take any mount point that has no account of its own. */
  readonly owner: Account;
  readonly admin: Account;
  /** Accounts with a mount own theirs; the mount of the account `open` needs no credentials. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** Present where the port is for TLS. */
  readonly tls?: ListenTls;
  /** A second port, for TLS, with the same mount points; any free one where it is absent or 0. */
  readonly secure?: ListenTls & { readonly port?: number };
  /** The tokens that open mount points, by mount point, without their scheme; where none are given, none is checked. */
  readonly tokens?: ReadonlyMap<string, string>;
  /** How long a source may send nothing, in milliseconds; 10 s, as Icecast has it, where absent. */
  readonly sourceTimeoutMs?: number;
  /** How long it waits for the other side. */
  readonly timing?: Timing;
  readonly recorder?: Recorder;
  readonly log?: (line: string) => void;
}

export interface IcecastServer {
  readonly host: string;
  readonly port: number;
  /** `http://host:port` */
  readonly origin: string;
  /** The second port, where there is one. */
  readonly securePort?: number;
  close(): Promise<void>;
}

interface Opened {
  readonly listening: Listening;
  readonly origin: string;
}

/** The port could not be opened. */
export class CannotListen extends Error {
  readonly code: string;
  constructor(where: string, code: string) {
    super(`${where} cannot be listened on (${code})`);
    this.code = code;
  }
}

const defaultSourceTimeout = 10_000;
const defaultPatience = 10_000;

const originOf = (host: string, port: number, tls: ListenTls | undefined): string =>
  `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

/**
 * Starts a server.
 *
 * @throws CannotListen where the port is taken or may not be opened
 */
export const icecastServer = async (options: IcecastServerOptions): Promise<IcecastServer> => {
  const settings = settingsOf(options);
  const mounts = openMounts(settings.has('keeps-metadata-of-gone-sources'));
  const memory = memoryOf(settings);
  const log = options.log ?? (() => undefined);
  const sourceTimeoutMs = options.sourceTimeoutMs ?? defaultSourceTimeout;
  const patienceMs = options.timing?.deadline('close') ?? defaultPatience;

  /** Opens a port for the mount points. */
  const openPort = async (wanted: number | undefined, tls: ListenTls | undefined): Promise<Opened> => {
    let origin = '';
    const listening = await listen({
      host: options.host,
      port: wanted,
      tls,
      recorder: options.recorder ?? unrecorded(),
      misread: misreading(settings),
      onLink: (link) => {
        const house: House = {
          settings,
          mounts,
          memory,
          secure: tls !== undefined,
          origin,
          sourceTimeoutMs,
          patienceMs,
          log,
          now: () => new Date(),
        };
        serve(link, house);
      },
    });
    if (!isListening(listening)) {
      const where = `${options.host ?? '127.0.0.1'}:${String(wanted ?? 0)}`;
      throw new CannotListen(where, listening.unavailable);
    }
    origin = originOf(listening.host, listening.port, tls);
    return { listening, origin };
  };

  const { listening, origin } = await openPort(options.port, options.tls);
  const { host, port } = listening;
  const plain = { host, port, origin };
  if (options.secure === undefined) return { ...plain, close: () => listening.close() };
  try {
    const { port: wanted, ...tls } = options.secure;
    const secure = await openPort(wanted, tls);
    return {
      ...plain,
      securePort: secure.listening.port,
      close: async () => {
        await Promise.all([listening.close(), secure.listening.close()]);
      },
    };
  } catch (thrown) {
    await listening.close();
    throw thrown;
  }
};
