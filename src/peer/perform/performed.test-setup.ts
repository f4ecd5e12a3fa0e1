/** Performances against servers of a test's own making. */
import net from 'node:net';
import { onTestFinished } from 'vitest';
import type { Step } from '../../scenario/stimulus.ts';
import { deadlines, delays } from '../../scenario/timing.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { observe } from '../../trace/observe.ts';
import { recorder } from '../../wire/recorder.ts';
import { perform } from '../perform.ts';
import type { ServerTarget } from '../perform.ts';
import type { Stage } from '../stage.ts';

export interface Performed {
  readonly events: readonly TraceEvent[];
  readonly seen: ReturnType<typeof observe>;
  readonly steps: readonly string[];
}

export interface Circumstances {
  /** Scale of deadlines; 1 where absent. */
  readonly deadline?: number;
  /** Scale of delays and of real time; a hundredth where absent. */
  readonly delay?: number;
  readonly signal?: AbortSignal;
  readonly mount?: string;
}

/** Plays steps as the owner of `/point`, or another mount point, whose password is `hackme`. */
export const performed = async (
  steps: readonly Step[],
  target: ServerTarget,
  { deadline = 1, delay = 0.01, signal = new AbortController().signal, mount = '/point' }: Circumstances = {},
): Promise<Performed> => {
  const events: TraceEvent[] = [];
  const owner = { user: 'source', password: 'hackme' };
  const record = recorder({
    sink: (event) => void events.push(event),
    keep: 1e6,
    secrets: [],
    credentials: owner,
  });
  const timing: Stage['timing'] = {
    deadline: (name) => deadlines[name] * deadline,
    delay: (name) => delays[name] * delay,
  };
  await perform(steps, target, { recorder: record, timing, signal, mount, owner, accounts: {} });
  return {
    events,
    seen: observe(events),
    steps: events.flatMap((event) => (event.event === 'step' ? [event.step] : [])),
  };
};

/** A server that does to each connection what it is told; closed with the test. */
export const serving = async (
  serve: (socket: net.Socket) => void,
  { host, port } = { host: '127.0.0.1', port: 0 },
): Promise<{ readonly host: string; readonly port: number; close(): void }> => {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.resume();
    serve(socket);
  });
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  onTestFinished(close);
  return { host, port: (server.address() as net.AddressInfo).port, close };
};

/** Answers once a text has come, and again each time it has come again. */
export const answering =
  (to: string, answer: string) =>
  (socket: net.Socket): void => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (!text.includes(to)) return;
      text = '';
      socket.write(answer);
    });
  };
