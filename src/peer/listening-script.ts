/** Our server as a script: it serves a stream to a listener under test as the acts of a scenario say. */
import { seenEnough } from '../scenario/behaviour.ts';
import { listenerUntilWords } from '../scenario/icy2/listening.ts';
import type { ListenerAct, ListenerUntil } from '../scenario/icy2/listening.ts';
import { isListening, listen } from '../wire/listen.ts';
import { converse } from './listening-script/converse.ts';
import { enough } from './listening-script/enough.ts';
import type { Scene } from './listening-script/scene.ts';
import { attendance } from './script/attendance.ts';
import { AddressUnavailable } from './script.ts';
import type { Stage } from './stage.ts';
import { waitFor, within } from './wait.ts';

export interface ListeningScriptOptions {
  readonly play: readonly ListenerAct[];
  readonly until: ListenerUntil;
  readonly stage: Stage;
  /** `127.0.0.1` unless said. */
  readonly host?: string;
  /** Any free port unless said. */
  readonly port?: number;
  /** Told our address before anything is recorded. */
  readonly begun?: (origin: string) => void;
}

export interface ScriptedStream {
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** There is no more to see: `until` is fulfilled, a deadline has passed, or the listener has gone for good. */
  readonly done: Promise<void>;
  /** Says that the command under test is gone. */
  commandEnded(): void;
  /** Ends the scene; connections that are left are closed. */
  close(): Promise<void>;
}

/**
 * Starts the scripted server.
 *
 * @throws AddressUnavailable where the port cannot be opened
 */
export const serveListeners = async (options: ListeningScriptOptions): Promise<ScriptedStream> => {
  const { play, until, stage: outer, host = '127.0.0.1', port = 0 } = options;
  const curtain = new AbortController();
  const stage: Stage = { ...outer, signal: AbortSignal.any([outer.signal, curtain.signal]) };
  const present = attendance();
  const tally: Scene['tally'] = { opened: 0, asked: 0, used: 0 };
  let welcome: Parameters<typeof listen>[0]['onLink'] = () => undefined;
  const listening = await listen({
    host,
    port,
    label: 'listener',
    recorder: stage.recorder,
    onLink: (link) => {
      welcome(link);
    },
  });
  if (!isListening(listening)) throw new AddressUnavailable(host, port, listening.unavailable);
  const authority = `${listening.host.includes(':') ? `[${listening.host}]` : listening.host}:${String(listening.port)}`;
  const origin = `http://${authority}`;
  const scene: Scene = { play, until, stage, origin, tally };
  welcome = (link) => {
    tally.opened += 1;
    const visit = present.arrived(converse(link, scene));
    link.listen({
      fin: () => {
        link.close();
      },
      closed: () => {
        visit.left();
      },
    });
  };
  options.begun?.(origin);

  const perform = async (): Promise<void> => {
    if (!(await waitFor(stage, 'a connection of the listener', 'startup', () => tally.opened > 0))) return;
    const seen = await within(stage, listenerUntilWords(until), 'behaviour', enough(scene));
    if (seen && !stage.signal.aborted)
      stage.recorder.record({ event: 'step', index: play.length, step: seenEnough });
  };
  const done = Promise.race([perform(), present.gone]).then(() => {
    curtain.abort();
  });

  return {
    host: listening.host,
    port: listening.port,
    origin,
    done,
    commandEnded: () => {
      present.commandEnded();
    },
    close: async () => {
      curtain.abort();
      await listening.close();
    },
  };
};
