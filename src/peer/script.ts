/** Our server as a script: it does to a client under test what the behaviours of a scenario say. */
import { portClosed, portOpen, seenEnough } from '../scenario/behaviour.ts';
import type { Behaviour, Personality, Until } from '../scenario/behaviour.ts';
import { isListening, listen } from '../wire/listen.ts';
import type { ListenTls, Listening } from '../wire/listen.ts';
import type { Link } from '../wire/link.ts';
import { attendance } from './script/attendance.ts';
import { converse } from './script/converse.ts';
import { enough, untilWords } from './script/enough.ts';
import { loopbackOfOurOwn } from './script/loopback.ts';
import { sceneOf } from './script/scene.ts';
import { bothSessions } from './script/sessions.ts';
import type { Stage } from './stage.ts';
import { pause, waitFor, within } from './wait.ts';

export interface ScriptOptions {
  readonly serve: readonly Behaviour[];
  readonly until: Until;
  readonly personality: Personality;
  readonly stage: Stage;
  /** `127.0.0.1` unless said. */
  readonly host?: string;
  /** Any free port unless said. */
  readonly port?: number;
  readonly tls?: ListenTls;
  /** Whether the client is started once more when it has ended; once where absent. */
  readonly sessions?: 'one' | 'two';
  /** Told our address before anything is recorded. */
  readonly begun?: (origin: string) => void;
}

export interface ScriptedServer {
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** The address of a second listener, which is another authority to a client. */
  readonly otherOrigin: string;
  /** There is no more to see: `until` is fulfilled, a deadline has passed, or the client has gone for good. */
  readonly done: Promise<void>;
  /** The scenario wants the client to end its stream; it is then waited for. */
  readonly stopRequested: Promise<void>;
  /** The scenario wants the client to be started once more. */
  readonly againRequested: Promise<void>;
  /** Resolves when no connection is open. */
  quietened(): Promise<void>;
  /** Says that the first of two sessions is over. */
  sessionEnded(): void;
  /** Says that the command under test is gone. */
  commandEnded(): void;
  /** Ends the scene; connections that are left are closed. */
  close(): Promise<void>;
}

/** An address that could not be had. */
export class AddressUnavailable extends Error {
  readonly code: string;

  constructor(host: string, port: number, code: string) {
    super(`cannot listen on ${host}:${String(port)}: ${code}`);
    this.name = 'AddressUnavailable';
    this.code = code;
  }
}

const originOf = ({ host, port }: Listening, tls: unknown): string =>
  `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

const refuseFor = async (
  delay: NonNullable<Behaviour['closedFor']>,
  port: Listening,
  stage: Stage,
): Promise<void> => {
  stage.recorder.record({ event: 'step', index: 0, step: portClosed });
  await pause(stage, delay);
  if (stage.signal.aborted) return;
  stage.recorder.record({ event: 'step', index: 0, step: portOpen });
  const failure = await port.accept();
  if (failure !== undefined) throw new AddressUnavailable(port.host, port.port, failure.unavailable);
};

/** Something that is said once, and waited for. */
const signalled = (): { readonly came: Promise<void>; readonly say: () => void } => {
  let say = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    say = resolve;
  });
  return { came, say };
};

/**
 * Starts the scripted server.
 *
 * @throws AddressUnavailable where the port cannot be opened
 */
export const serveScript = async (options: ScriptOptions): Promise<ScriptedServer> => {
  const { serve, until, stage: outer, tls } = options;
  const { recorder } = outer;
  const outage = serve[0]?.closedFor;
  const curtain = new AbortController();
  const stage: Stage = { ...outer, signal: AbortSignal.any([outer.signal, curtain.signal]) };
  const present = attendance();

  let welcome = (_link: Link): void => undefined;
  const open = async (host: string, port: number, label: string): Promise<Listening> => {
    const result = await listen({
      host,
      port,
      label,
      ...(tls ? { tls } : {}),
      recorder,
      onLink: (link) => {
        welcome(link);
      },
    });
    if (!isListening(result)) throw new AddressUnavailable(host, port, result.unavailable);
    return result;
  };
  const host = options.host ?? (outage === undefined ? '127.0.0.1' : await loopbackOfOurOwn());
  const own = await open(host, options.port ?? 0, 'client');
  const other = await open(host, 0, 'client elsewhere');
  const origins = { own: originOf(own, tls), other: originOf(other, tls) };
  const scene = sceneOf(serve, options.personality, stage, origins, () => present.quietened());
  welcome = (link) => {
    scene.tally.opened += 1;
    const visit = present.arrived(converse(link, scene));
    link.listen({
      closed: () => {
        visit.left();
      },
    });
  };
  if (outage !== undefined) await own.refuse();
  options.begun?.(origins.own);

  const stop = signalled();
  const again = signalled();
  const sessionOver = signalled();
  const play = async (): Promise<void> => {
    if (outage !== undefined) await refuseFor(outage, own, stage);
    const came = waitFor(stage, 'a connection of the client', 'startup', () => scene.tally.opened > 0);
    if (!(await Promise.race([came, sessionOver.came.then(() => true)]))) return;
    const seen =
      options.sessions === 'two'
        ? await bothSessions(until, scene, {
            firstOver: sessionOver.came,
            askToStop: stop.say,
            start: again.say,
          })
        : await within(stage, untilWords(until), 'behaviour', enough(until, scene, stop.say));
    if (seen && !stage.signal.aborted)
      recorder.record({ event: 'step', index: serve.length, step: seenEnough });
  };
  const done = Promise.race([play(), present.gone]).then(() => {
    curtain.abort();
  });

  return {
    host: own.host,
    port: own.port,
    origin: origins.own,
    otherOrigin: origins.other,
    done,
    stopRequested: stop.came,
    againRequested: again.came,
    quietened: () => present.quietened(),
    sessionEnded: sessionOver.say,
    commandEnded: () => {
      present.commandEnded();
    },
    close: async () => {
      curtain.abort();
      await Promise.all([own.close(), other.close()]);
    },
  };
};
