/**
 * An address and port that answer no SYN, without any privilege: a listening socket whose queue of connections is full
 * and which nobody accepts from. Linux drops what comes to it then; other systems answer, and are told apart.
 *
 * It listens in a thread of its own that fills the queue with two connections to itself and then sleeps, all in one
 * turn: no connection of a stranger is accepted in between.
 */
import { readFile } from 'node:fs/promises';
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
const { host, port, backlog, fill, gate } = workerData;
const server = net.createServer();
server.on('error', (error) => parentPort.postMessage(error.code ?? error.message));
parentPort.once('message', () => {
  server.listen({ host, port, backlog }, () => {
    for (let count = 0; count < fill; count += 1) net.connect({ host, port }).on('error', () => {});
    process.nextTick(() => process.nextTick(() => {
      parentPort.postMessage('');
      Atomics.wait(new Int32Array(gate), 0, 0);
    }));
  });
});
parentPort.postMessage('ready');
`;

const read = async (directory: string, port: number): Promise<TcpEntry[] | undefined> => {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`${directory}/${name}`, 'latin1').catch(() => undefined)),
  );
  if (tables.every((table) => table === undefined)) return undefined;
  return tables.flatMap((table) => (table === undefined ? [] : tcpEntries(table, port)));
};

/**
 * A thread that reads the tables without a pause longer than a reading takes, as the threads that read files for this
 * process are busy with others, and hands on the lines that name the port.
 */
const watchSource = `
const { readFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { directory, suffix, between, gate } = workerData;
const word = new Int32Array(gate);
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
`;

interface Look {
  /** When it began, in milliseconds since 1970. */
  readonly began: number;
  readonly lines: readonly string[];
}

const now = (): number => performance.timeOrigin + performance.now();

/** Tells of attempts to connect to an address until it is ended; then of the end of those that were left. */
const watch = (
  to: string,
  port: number,
  { attempt, procNet = ownNet }: BlackHoleOptions,
): { end(): Promise<void> } => {
  const gate = new SharedArrayBuffer(4);
  const thread = new Worker(watchSource, {
    eval: true,
    workerData: { directory: procNet, suffix: portSuffix(port), between, gate },
  });
  thread.unref();
  thread.on('error', () => undefined);
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

/** Makes an address and port answer no SYN any more. Never rejects. */
export const blackHole = async (options: BlackHoleOptions): Promise<BlackHole | NoBlackHole> => {
  const { host, port } = options;
  if (process.platform !== 'linux')
    return { unavailable: 'only Linux leaves a SYN unanswered where a queue is full' };
  const gate = new SharedArrayBuffer(4);
  const thread = new Worker(threadSource, {
    eval: true,
    workerData: { host, port, backlog, fill, gate },
  });
  thread.unref();
  const failure = await new Promise<string>((resolve) => {
    thread.on('message', (word: string) => {
      if (word !== 'ready') {
        resolve(word);
        return;
      }
      options.free?.();
      thread.postMessage('go');
    });
    // It stays for good: an error without a listener would end the process.
    thread.on('error', (error: Error) => {
      resolve(error.message);
    });
    thread.once('exit', () => {
      resolve('its thread has ended');
    });
  });
  const unavailable = async (reason: string): Promise<NoBlackHole> => {
    await thread.terminate();
    return { unavailable: reason };
  };
  if (failure !== '') return unavailable(`${addressText(host, port)} cannot be listened on: ${failure}`);
  const entries = await read(ownNet, port);
  if (entries === undefined) return unavailable('the system does not tell its sockets in /proc/net/tcp');
  const at = addressText(host, port);
  if (!isFull(entries, at)) return unavailable(`the queue of ${at} does not fill up`);
  const watching = watch(at, port, options);
  return {
    host,
    port,
    close: async () => {
      await watching.end();
      await thread.terminate();
    },
  };
};
