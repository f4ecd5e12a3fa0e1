/** Our receiving entity as a script: it does to an ingest source under test what the acts of a scenario say. */
import { setMaxListeners } from 'node:events';
import { seenEnough } from '../../scenario/behaviour.ts';
import { ingestUntilWords } from '../../scenario/ingest/act.ts';
import type { Act, IngestUntil, Reception } from '../../scenario/ingest/act.ts';
import { addressText } from '../../wire/address.ts';
import type { IngestCertificates } from '../../wire/ingest-certificates.ts';
import type { Link } from '../../wire/link.ts';
import { isNameServer, nameServer } from '../../wire/name-server.ts';
import type { NameServer } from '../../wire/name-server.ts';
import { AddressUnavailable } from '../script.ts';
import { attendance } from '../script/attendance.ts';
import type { Stage } from '../stage.ts';
import { waitFor, within } from '../wait.ts';
import { converse } from './converse.ts';
import { openDoors } from './doors.ts';
import { enough } from './enough.ts';
import { instances } from './instances.ts';
import type { Instance } from './instances.ts';
import { whereabouts } from './network.ts';
import type { Names, ScriptNetwork } from './network.ts';
import { sceneOf } from './scene.ts';
import type { Scene, Visitor } from './scene.ts';
import { listenTls } from './tls.ts';

export type { ScriptNetwork } from './network.ts';

export interface IngestScriptOptions {
  readonly receive: readonly Act[];
  readonly until: IngestUntil;
  readonly reception: Reception;
  readonly stage: Stage;
  /** As the reception says, unless said. */
  readonly host?: string;
  /** Any free port unless said. */
  readonly port?: number;
  /** Needed where the reception is over TLS. */
  readonly certificates?: IngestCertificates;
  /** Our side of a network that was made for the source. */
  readonly network?: ScriptNetwork;
  /** Where our name server listens, where a scenario has a name; any free port unless said. */
  readonly nameserverPort?: number;
  /** Told our addresses before anything is recorded. */
  readonly begun?: (facts: { readonly origin: string; readonly secondOrigin?: string }) => void;
}

export interface IngestScript {
  /** What the source connects to: an address, or the name that our name server knows. */
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** The address of a second listener, which is another authority to a source. */
  readonly otherOrigin: string;
  /** Where the host is a name. */
  readonly nameserver?: { readonly host: string; readonly port: number };
  /** The authority that the source is to trust, PEM, where the reception is over TLS. */
  readonly ca?: string;
  /**
   * There is no more to see: `until` is fulfilled, a deadline has passed, or the source has gone for good. Rejects
   * with AddressUnavailable where a port that we had closed could not be opened again.
   */
  readonly done: Promise<void>;
  /** The scenario wants the source to end its stream; it is then waited for. */
  readonly stopRequested: Promise<void>;
  /** The scenario wants the first instance of the source to be killed. */
  readonly killRequested: Promise<void>;
  /** Says that the command under test, or an instance of it, is gone. */
  commandEnded(instance?: Instance): void;
  /** Ends the scene; connections that are left are closed. */
  close(): Promise<void>;
}

interface Signal {
  readonly given: Promise<void>;
  give(): void;
}

const signal = (): Signal => {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return {
    given,
    give: () => {
      give();
    },
  };
};

/** @throws AddressUnavailable where the port cannot be had */
const openNames = async (
  names: Names,
  { network, nameserverPort, stage }: IngestScriptOptions,
): Promise<NameServer> => {
  const host = network?.here ?? '127.0.0.1';
  const port = network?.nameserverPort ?? nameserverPort ?? 0;
  const server = await nameServer({
    host,
    port,
    recorder: stage.recorder,
    ttl: () => names.ttl,
    told: names.told,
  });
  if (!isNameServer(server)) throw new AddressUnavailable(host, port, server.unavailable);
  return server;
};

/** Counts what the trace tells of the source. */
const count = (scene: Scene): void => {
  const { tally, stage } = scene;
  stage.recorder.onRecord((event) => {
    if (event.event === 'open' && event.by === 'target') tally.opened += 1;
    if (event.event === 'lookup' || event.event === 'attempt') tally.stirrings += 1;
  });
};

/**
 * Starts the scripted receiving entity.
 *
 * @throws AddressUnavailable where a port cannot be opened
 */
export const serveIngest = async (options: IngestScriptOptions): Promise<IngestScript> => {
  const { receive, until, reception, stage: outer, certificates, network } = options;
  const { recorder } = outer;
  const curtain = new AbortController();
  const stage: Stage = { ...outer, signal: AbortSignal.any([outer.signal, curtain.signal]) };
  // Every wait of the scene, on each connection, listens to it.
  setMaxListeners(0, stage.signal);
  const tls = listenTls(reception, certificates);
  const scheme = tls === undefined ? 'http' : 'https';
  const originOf = (host: string, port: number): string => `${scheme}://${addressText(host, port)}`;

  let welcome = (_link: Link, _elsewhere: boolean): void => undefined;
  const where = await whereabouts(receive, reception, options.host, network);
  const doors = await openDoors({
    here: where.here,
    there: where.there,
    recorder,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(tls === undefined ? {} : { tls }),
    ...(network === undefined ? {} : { procNet: network.procNet }),
    onLink: (link, elsewhere) => {
      welcome(link, elsewhere);
    },
  });
  let names: NameServer | undefined;
  try {
    if (where.names !== undefined) names = await openNames(where.names, options);
  } catch (thrown) {
    await doors.close();
    throw thrown;
  }

  const stop = signal();
  const kill = signal();
  const present = attendance();
  const cast = instances();
  let fail = (_reason: unknown): void => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const { port, elsewhere } = doors;
  const origin = originOf(where.host, port);
  const otherOrigin = originOf(elsewhere.host, elsewhere.port);
  const scene = sceneOf(receive, {
    stage,
    reception,
    doors,
    origins: { own: origin, other: otherOrigin },
    move: () => where.names?.move(),
    killSource: () => {
      cast.secondExpected();
      kill.give();
    },
    fail: (reason) => {
      fail(reason);
    },
  });
  welcome = (link, isElsewhere) => {
    // The connection alone is waited for: what is said on it ends with it.
    const visit = present.arrived(Promise.resolve());
    let left = false;
    const visitor: Visitor = {
      link,
      elsewhere: isElsewhere,
      silent: false,
      dismissed: false,
      leave: () => {
        if (!left) visit.left();
        left = true;
        if (link.state.closed) scene.visitors.delete(visitor);
      },
    };
    scene.visitors.add(visitor);
    converse(visitor, scene);
  };

  const [second] = where.there;
  options.begun?.({ origin, ...(second === undefined ? {} : { secondOrigin: originOf(second, port) }) });
  recorder.onRecord(cast.noted);
  count(scene);

  const play = async (): Promise<void> => {
    if (!(await waitFor(stage, 'a connection of the source', 'startup', () => scene.tally.opened > 0)))
      return;
    const end = { askToStop: stop.give, quietened: present.quietened };
    const seen = await within(stage, ingestUntilWords(until), 'behaviour', enough(until, scene, end));
    if (seen && !stage.signal.aborted)
      recorder.record({ event: 'step', index: receive.length, step: seenEnough });
  };
  const done = Promise.race([play(), present.gone, failed]).finally(() => {
    curtain.abort();
  });
  // Whoever waits for it is told; nobody may be waiting yet.
  done.catch(() => undefined);

  return {
    host: where.host,
    port,
    origin,
    otherOrigin,
    ...(names === undefined ? {} : { nameserver: { host: names.host, port: names.port } }),
    ...(tls === undefined || certificates === undefined ? {} : { ca: certificates.authority.cert }),
    done,
    stopRequested: stop.given,
    killRequested: kill.given,
    commandEnded: (instance) => {
      if (cast.ended(instance)) present.commandEnded();
    },
    close: async () => {
      curtain.abort();
      await Promise.all([doors.close(), names?.close()]);
    },
  };
};
