/** Our receiving entity as a script: it does to an ingest source under test what the acts of a scenario say. */
import { setMaxListeners } from 'node:events';
import { seenEnough } from '../../scenario/behaviour.ts';
import type { Act, IngestUntil, Reception } from '../../scenario/ingest/act.ts';
import { addressText } from '../../wire/address.ts';
import type { SourceScenario } from '../../scenario/scenario.ts';
import type { IngestCertificates } from '../../wire/ingest-certificates.ts';
import type { Link } from '../../wire/link.ts';
import { isNameServer, nameServer } from '../../wire/name-server.ts';
import type { NameServer } from '../../wire/name-server.ts';
import { AddressUnavailable } from '../script.ts';
import { attendance } from '../script/attendance.ts';
import type { Stage } from '../stage.ts';
import { converse } from './converse.ts';
import { openDoors } from './doors.ts';
import type { Farewell } from './enough.ts';
import { instances } from './instances.ts';
import type { Instance } from './instances.ts';
import { whereabouts } from './network.ts';
import type { Names, ScriptNetwork } from './network.ts';
import { objectIntake } from './objects.ts';
import { playOnce, playTwice } from './playing.ts';
import { sceneOf } from './scene.ts';
import type { Scene, Visitor } from './scene.ts';
import { signal } from './signal.ts';
import { listenTls } from './tls.ts';
import { trackIntake } from './tracks.ts';

export type { ScriptNetwork } from './network.ts';

export interface IngestScriptOptions {
  readonly receive: readonly Act[];
  readonly until: IngestUntil;
  readonly reception: Reception;
  readonly stage: Stage;
  /** We are a store of objects (interface 2); tracks are ingested where absent (interface 1). */
  readonly stores?: boolean;
  /** Of a store: whether our second listener is a receiving entity of its own, with the same credentials. */
  readonly receivers?: 'one' | 'two';
  /** `again` means that there are two sessions; for the others see killRequested. */
  readonly instances?: SourceScenario['instances'];
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
  readonly begun?: (facts: {
    readonly origin: string;
    readonly otherOrigin: string;
    readonly secondOrigin?: string;
  }) => void;
}

export interface IngestScript {
  /** What the source connects to: an address, or the name that our name server knows. */
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** The address of a second listener, which is another authority to a source, or a second receiving entity. */
  readonly otherOrigin: string;
  readonly otherPort: number;
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
  /** The scenario wants the source to be started once more, as the first one has gone. */
  readonly againRequested: Promise<void>;
  /** The scenario wants the source that was started once more to end its stream. */
  readonly secondStopRequested: Promise<void>;
  /** The scenario wants the first instance of the source to be killed. */
  readonly killRequested: Promise<void>;
  /** Says that the command under test, or an instance of it, is gone. */
  commandEnded(instance?: Instance): void;
  /** Ends the scene; connections that are left are closed. */
  close(): Promise<void>;
}

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
    fallsSilent: receive.some(({ deed }) => deed.do === 'black-hole'),
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
  const secondStop = signal();
  const again = signal();
  const firstGone = signal();
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
  const parts = {
    stage,
    reception,
    doors,
    origins: { own: origin, other: otherOrigin },
    move: () => where.names?.move(),
    killSource: () => {
      cast.secondExpected();
      kill.give();
    },
    fail: (reason: unknown) => {
      fail(reason);
    },
  };
  const scene = sceneOf(parts, (grounds) =>
    options.stores === true ? objectIntake(receive, grounds) : trackIntake(receive, grounds),
  );
  welcome = (link, isElsewhere) => {
    // The connection alone is waited for: what is said on it ends with it.
    const visit = present.arrived(Promise.resolve());
    let left = false;
    const visitor: Visitor = {
      link,
      elsewhere: isElsewhere,
      second: isElsewhere && options.receivers === 'two',
      silent: false,
      dismissed: false,
      leave: () => {
        if (!left) visit.left();
        left = true;
        if (link.state.closed) scene.visitors.delete(visitor);
      },
    };
    scene.visitors.add(visitor);
    if (scene.tally.falling && !visitor.second) {
      visitor.dismissed = true;
      link.pause();
    }
    converse(visitor, scene);
  };

  const [second] = where.there;
  options.begun?.({
    origin,
    otherOrigin,
    ...(second === undefined ? {} : { secondOrigin: originOf(second, port) }),
  });
  recorder.onRecord(cast.noted);
  count(scene);

  const { quietened } = present;
  const twice = options.instances === 'again';
  const never = new Promise<void>(() => undefined);
  const play = async (): Promise<void> => {
    const first: Farewell = { askToStop: stop.give, quietened, gone: twice ? firstGone.given : never };
    const second: Farewell = { askToStop: secondStop.give, quietened, gone: never };
    const seen = await (twice
      ? playTwice(until, scene, { first, second }, again.give)
      : playOnce(until, scene, first));
    if (seen) recorder.record({ event: 'step', index: receive.length, step: seenEnough });
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
    otherPort: elsewhere.port,
    ...(names === undefined ? {} : { nameserver: { host: names.host, port: names.port } }),
    ...(tls === undefined || certificates === undefined ? {} : { ca: certificates.authority.cert }),
    done,
    stopRequested: stop.given,
    againRequested: again.given,
    secondStopRequested: secondStop.given,
    killRequested: kill.given,
    commandEnded: (instance) => {
      if (instance !== 'second') firstGone.give();
      const isLast = cast.ended(instance);
      if (isLast && (!twice || instance === 'second')) present.commandEnded();
    },
    close: async () => {
      curtain.abort();
      await Promise.all([doors.close(), names?.close()]);
    },
  };
};
