/** Links over loopback and waits without clocks, for tests of whatever is built on links. */
import net from 'node:net';
import type { Span, TraceEvent } from '../trace/event.ts';
import { dial, isLink } from './dial.ts';
import type { DialOptions } from './dial.ts';
import type { Link, LinkState } from './link.ts';
import { isListening, listen } from './listen.ts';
import type { Listening, ListenOptions } from './listen.ts';
import { recorder } from './recorder.ts';
import type { Recorder, RecorderOptions } from './recorder.ts';

/** A recorder whose events can be looked at, and waited for. */
export interface Tape {
  readonly events: TraceEvent[];
  readonly recorder: Recorder;
  /** Resolves as soon as the events are such. */
  until(such: (events: readonly TraceEvent[]) => boolean): Promise<void>;
}

export const tape = (options: Partial<RecorderOptions> = {}): Tape => {
  const events: TraceEvent[] = [];
  const made = recorder({ keep: 1024, secrets: [], ...options, sink: (event) => events.push(event) });
  return {
    events,
    recorder: made,
    until: (such) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (such(events)) resolve();
        };
        made.onRecord(look);
        look();
      }),
  };
};

/** Resolves as soon as the state of a link is such. */
export const until = (link: Link, such: (state: LinkState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (such(link.state)) resolve();
    };
    link.listen({ span: look, head: look, messageEnd: look, fin: look, closed: look });
    look();
  });

/** A listener on a free port, and its links in the order in which they came. */
export const openListener = async (
  recorded: Tape,
  options: Partial<ListenOptions> = {},
): Promise<Listening & { next(): Promise<Link> }> => {
  const waiting: ((link: Link) => void)[] = [];
  const links: Link[] = [];
  const listening = await listen({
    recorder: recorded.recorder,
    ...options,
    onLink: (link) => {
      options.onLink?.(link);
      const waiter = waiting.shift();
      if (waiter === undefined) links.push(link);
      else waiter(link);
    },
  });
  if (!isListening(listening)) throw new Error(listening.unavailable);
  const next = (): Promise<Link> =>
    new Promise((resolve) => {
      const link = links.shift();
      if (link === undefined) waiting.push(resolve);
      else resolve(link);
    });
  return { ...listening, next };
};

/** A link to a port of this machine. */
export const dialPort = async (
  recorded: Tape,
  port: number,
  options: Partial<DialOptions> = {},
): Promise<Link> => {
  const link = await dial({
    host: '127.0.0.1',
    port,
    label: 'source',
    recorder: recorded.recorder,
    connectTimeoutMs: 10_000,
    ...options,
  });
  if (!isLink(link)) throw new Error(link.unreachable);
  return link;
};

/** A plain socket to a port of this machine, with what it received and how it ended. */
export const plainClient = (port: number) =>
  plainSocket(net.connect({ port, allowHalfOpen: true, noDelay: true }));

export interface PlainSocket {
  readonly socket: net.Socket;
  /** All that was received, as latin1. */
  text(): string;
  /** Resolves as soon as so much was received. */
  received(length: number): Promise<string>;
  /** Resolves with `fin` or the code of an error. */
  readonly ended: Promise<string>;
}

export const plainSocket = (socket: net.Socket): PlainSocket => {
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  const ended = new Promise<string>((resolve) => {
    socket.on('end', () => resolve('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  return {
    socket,
    text: () => text,
    received: (length) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (text.length >= length) resolve(text);
        };
        socket.on('data', look);
        look();
      }),
    ended,
  };
};

/** A plain server on a free port; what it does with its one connection is the test's business. */
export const plainServer = async (): Promise<{
  readonly port: number;
  readonly next: Promise<PlainSocket>;
  close(): void;
}> => {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true });
  const next = new Promise<PlainSocket>((resolve) => {
    server.once('connection', (socket) => resolve(plainSocket(socket)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: (server.address() as net.AddressInfo).port, next, close: () => server.close() };
};

/** The spans of a trace in one direction, as `part: text`; payload decoded, or its length where not kept. */
export const spansOf = (events: readonly TraceEvent[], dir: Span['dir']): string[] =>
  events
    .filter((event) => event.event === 'span')
    .filter((span) => span.dir === dir)
    .map((span) => {
      const text = span.text ?? (span.data === undefined ? `${span.length} bytes` : atob(span.data));
      return `${span.part}: ${text}`;
    });

/** How connections ended, as `by how`. */
export const endsOf = (events: readonly TraceEvent[]): string[] =>
  events.filter((event) => event.event === 'end').map((end) => `${end.by} ${end.how}`);
