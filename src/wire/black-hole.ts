/**
 * An address and port that answer no SYN, without any privilege: a listening socket whose queue of connections is full
 * and which nobody accepts from. Linux drops what comes to it then; other systems answer, and are told apart.
 *
 * It listens in a thread of its own that fills the queue with two connections to itself and then sleeps, all in one
 * turn: no connection of a stranger is accepted in between. One that has slipped into the queue before ours is looked
 * for in the table of sockets; then the hole is made again, and the stranger is reset.
 */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { addressText } from './address.ts';
import { portSuffix, tcpEntries } from './tcp-table.ts';
import type { TcpEntry } from './tcp-table.ts';

/** An attempt to connect that is seen to begin, or to be over. */
export interface HoleAttempt {
  readonly state: 'begins' | 'ends';
  /** Milliseconds since the table was read before: the thing may have happened as much earlier. */
  readonly unseen: number;
  /** Address and port of the one that tries. */
  readonly from: string;
  readonly to: string;
}

export interface BlackHole {
  readonly host: string;
  readonly port: number;
  /** Ends the hole: the port is free when it resolves. Attempts that are still under way are told to end. */
  close(): Promise<void>;
}

export interface BlackHoleOptions {
  readonly host: string;
  /** Which must be free, at the latest when `free` has been called. */
  readonly port: number;
  /** Frees the port; called at the last moment, so that hardly anybody finds it closed. */
  readonly free?: () => void;
  /** Told of attempts as the system shows them, some 5 ms late. Shorter ones may go unseen. */
  readonly attempt?: (attempt: HoleAttempt) => void;
  /** Threads that were started ahead; used up by it. */
  readonly prepared?: Preparation;
  /** Where the sockets of those who try are told, where they are in another network namespace: `/proc/123/net`. */
  readonly procNet?: string;
}

/** Why there is no black hole. */
export interface NoBlackHole {
  readonly unavailable: string;
}

export const isBlackHole = (result: BlackHole | NoBlackHole): result is BlackHole => 'close' in result;

const ownNet = '/proc/self/net';

/** The shortest pause between two readings of the table, in milliseconds. */
const between = 5;

/** How many connections a queue of this length holds: Linux takes one more. */
const backlog = 1;
const fill = backlog + 1;

const threadSource = `
const net = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const { backlog, fill, gate } = workerData;
const server = net.createServer();
server.on('error', (error) => parentPort.postMessage(error.code ?? error.message));
parentPort.once('message', ({ host, port }) => {
  server.listen({ host, port, backlog }, () => {
    const own = Array.from({ length: fill }, () => net.connect({ host, port }).on('error', () => {}));
    process.nextTick(() => process.nextTick(() => {
      parentPort.postMessage({ own: own.map((socket) => socket.address()) });
      Atomics.wait(new Int32Array(gate), 0, 0);
    }));
  });
});
parentPort.postMessage('ready');
`;

/** Read at once: the threads that read files for this process may be busy with others, and there is no time to lose. */
const read = (directory: string, port: number): TcpEntry[] | undefined => {
  const tables = ['tcp', 'tcp6'].flatMap((name) => {
    try {
      return [readFileSync(`${directory}/${name}`, 'latin1')];
    } catch {
      return [];
    }
  });
  return tables.length === 0 ? undefined : tables.flatMap((table) => tcpEntries(table, port));
};

/**
 * A thread that reads the tables without a pause longer than a reading takes, as the threads that read files for this
 * process are busy with others, and hands on the lines that name the port.
 */
const watchSource = `
const { readFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { between, gate } = workerData;
const word = new Int32Array(gate);
parentPort.once('message', ({ directory, suffix }) => {
const linesOf = (name) => {
  try {
    return readFileSync(directory + '/' + name, 'latin1').split('\\n').filter((line) => line.includes(suffix));
  } catch {
    return [];
  }
};
while (Atomics.load(word, 0) === 0) {
  const began = performance.timeOrigin + performance.now();
  const lines = [...linesOf('tcp'), ...linesOf('tcp6')];
  parentPort.postMessage({ began, lines });
  const took = performance.timeOrigin + performance.now() - began;
  Atomics.wait(word, 0, 0, Math.max(between, took));
}
});
`;

interface Look {
  /** When it began, in milliseconds since 1970. */
  readonly began: number;
  readonly lines: readonly string[];
}

const now = (): number => performance.timeOrigin + performance.now();

/**
 * The threads of a black hole, started ahead: on a busy machine that takes longer than some sources wait, and whoever is
 * about to fall silent must not be slow in it.
 */
export interface Preparation {
  readonly holder: Worker;
  readonly holderGate: SharedArrayBuffer;
  readonly watcher: Worker;
  readonly watcherGate: SharedArrayBuffer;
  /** Resolves when the holder can begin, or with what went wrong. */
  readonly ready: Promise<string>;
  /** Ends the threads. */
  drop(): Promise<void>;
}

const threadOf = (source: string, data: object): readonly [Worker, SharedArrayBuffer] => {
  const gate = new SharedArrayBuffer(4);
  const thread = new Worker(source, { eval: true, workerData: { ...data, gate } });
  thread.unref();
  // It stays for good: an error without a listener would end the process.
  thread.on('error', () => undefined);
  return [thread, gate];
};

export const prepareBlackHole = (): Preparation => {
  const [holder, holderGate] = threadOf(threadSource, { backlog, fill });
  const [watcher, watcherGate] = threadOf(watchSource, { between });
  return {
    holder,
    holderGate,
    watcher,
    watcherGate,
    ready: new Promise((resolve) => {
      holder.once('message', () => {
        resolve('');
      });
      holder.once('error', (error: Error) => {
        resolve(error.message);
      });
      holder.once('exit', () => {
        resolve('its thread has ended');
      });
    }),
    drop: async () => {
      await Promise.all([holder.terminate(), watcher.terminate()]);
    },
  };
};

/** Tells of attempts to connect to an address until it is ended; then of the end of those that were left. */
const watch = (
  to: string,
  port: number,
  { attempt, procNet = ownNet }: BlackHoleOptions,
  { watcher: thread, watcherGate: gate }: Preparation,
): { end(): Promise<void> } => {
  let open = new Set<string>();
  let looked = now();
  const tell = (state: HoleAttempt['state'], from: string): void => {
    attempt?.({ state, unseen: Math.max(0, now() - looked), from, to });
  };
  thread.on('message', ({ began, lines }: Look) => {
    const trying = tcpEntries(lines.join('\n'), port).filter(
      ({ state, remote }) => state === 'syn-sent' && remote === to,
    );
    const present = new Set(trying.map(({ local }) => local));
    for (const from of open) if (!present.has(from)) tell('ends', from);
    for (const from of present) if (!open.has(from)) tell('begins', from);
    open = present;
    looked = began;
  });
  thread.postMessage({ directory: procNet, suffix: portSuffix(port) });
  return {
    end: async () => {
      Atomics.store(new Int32Array(gate), 0, 1);
      Atomics.notify(new Int32Array(gate), 0);
      await thread.terminate();
      for (const from of open) tell('ends', from);
      open = new Set();
    },
  };
};

/** Whether the queue of the listening socket is full, as the system tells it. */
const isFull = (entries: readonly TcpEntry[], at: string): boolean =>
  entries.some(({ state, local, waiting }) => state === 'listen' && local === at && waiting >= fill);

/** Who is connected to an address. */
const connectedTo = (at: string, entries: readonly TcpEntry[]): readonly string[] =>
  entries.filter(({ state, local }) => state === 'established' && local === at).map(({ remote }) => remote);

/** How often it is made again because somebody has slipped in. */
const mostTries = 5;

interface Filled {
  /** From where our own connections fill the queue. */
  readonly own: readonly { readonly address?: string; readonly port?: number }[];
}

/** Makes an address and port answer no SYN any more. Never rejects. */
export const blackHole = async (options: BlackHoleOptions): Promise<BlackHole | NoBlackHole> => {
  if (process.platform !== 'linux')
    return { unavailable: 'only Linux leaves a SYN unanswered where a queue is full' };
  for (let tried = 1; ; tried += 1) {
    const made = await tryOnce(options, (tried === 1 ? options.prepared : undefined) ?? prepareBlackHole());
    if (made !== 'disturbed') return made;
    if (tried >= mostTries) return { unavailable: 'others connect to it while it is made' };
  }
};

const tryOnce = async (
  options: BlackHoleOptions,
  preparation: Preparation,
): Promise<BlackHole | NoBlackHole | 'disturbed'> => {
  const { host, port } = options;
  const { holder, ready, drop } = preparation;
  const at = addressText(host, port);
  const unavailable = async (reason: string): Promise<NoBlackHole> => {
    await drop();
    return { unavailable: reason };
  };
  const failure = await ready;
  if (failure !== '') return unavailable(failure);
  // Connections of before the hole are the caller's, and may still be open.
  const before = connectedTo(at, read(ownNet, port) ?? []);
  const filled = await new Promise<string | Filled>((resolve) => {
    holder.on('message', resolve);
    holder.once('exit', () => {
      resolve('its thread has ended');
    });
    options.free?.();
    holder.postMessage({ host, port });
  });
  if (typeof filled === 'string') return unavailable(`${at} cannot be listened on: ${filled}`);
  const { end } = watch(at, port, options, preparation);
  const entries = read(ownNet, port);
  if (entries === undefined) return unavailable('the system does not tell its sockets in /proc/net/tcp');
  if (!isFull(entries, at)) return unavailable(`the queue of ${at} does not fill up`);
  const own = filled.own.map(({ address, port: from }) => addressText(address ?? '', from ?? 0));
  if (connectedTo(at, entries).some((remote) => !own.includes(remote) && !before.includes(remote))) {
    await end();
    await drop();
    return 'disturbed';
  }
  return {
    host,
    port,
    close: async () => {
      await end();
      await drop();
    },
  };
};
