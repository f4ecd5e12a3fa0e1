/** What has to be right around a run before anything runs: one protocol, networks, a port for names. */
import { createSocket } from 'node:dgram';
import { UsageError } from '../config/index.ts';
import type { Options } from '../config/index.ts';
import { checkNamespaces, NoNamespaces } from '../runner/namespaces.ts';
import type { RunOptions } from '../runner/run.ts';
import { isIcy2, isPublication } from '../scenario/scenario.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { suiteOf } from './registry.ts';

type Chosen = RunOptions['scenarios'];

/**
 * What a target speaks: source streams (Icecast, with ICY-META or without), interface 1 of ingest of media objects, or
 * interface 2, in either format.
 */
const protocolOf = (id: string): string => {
  if (isPublication(id)) return 'interface 2';
  return isIcy2(id) ? 'icecast' : suiteOf(id);
};

const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

/** @throws UsageError where one target is to speak several protocols */
export const checkOneProtocol = ({ target }: Options, chosen: Chosen): void => {
  if (target.kind === 'reference') return;
  if (new Set(chosen.map(([id]) => protocolOf(id))).size < 2) return;
  const suites = [...new Set(chosen.map(([id]) => suiteOf(id)))];
  throw new UsageError(
    `scenarios of ${listed(suites, 'and')} are selected, and a target speaks one of these protocols (icecast and icy2 are one, and so are dash and hls): say which with ${listed(
      suites.map((suite) => `--suite ${suite}`),
      'or',
    )}`,
  );
};

/** The code of the system where the port cannot be had; `undefined` where it is free. */
const portTaken = (port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(error.code ?? error.message);
    });
    socket.bind({ address: '127.0.0.1', port, exclusive: true }, () => {
      socket.close(() => {
        resolve(undefined);
      });
    });
  });

const portReasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: end it, or choose another port',
  EACCES: 'ports below 1024 are for root: choose another port',
};

/** @throws UsageError where there can be no namespaces, or the port for our name server is not to be had */
export const checkSurroundings = async ({ setup, dnsPort }: Options): Promise<void> => {
  if (setup === 'namespaces') {
    try {
      await checkNamespaces();
    } catch (thrown) {
      throw thrown instanceof NoNamespaces ? new UsageError(thrown.message) : thrown;
    }
  }
  if (dnsPort === undefined) return;
  const code = await portTaken(dnsPort);
  if (code !== undefined)
    throw new UsageError(
      `--dns-port ${String(dnsPort)} cannot be listened on at 127.0.0.1: ${portReasons[code] ?? code}`,
    );
};

/** How many scenarios a note names. */
const named = 6;

/** Lists the scenarios that need names which the command under test does not look up where we say. */
export const tellWhatNeedsNames = ({ target, setup }: Options, chosen: Chosen, io: Io): void => {
  if (target.kind !== 'client' || setup === 'namespaces' || target.features['resolvesNames'] !== undefined)
    return;
  const ids = chosen.flatMap(([id, { needs }]) => (needs?.includes('resolvesNames') === true ? [id] : []));
  if (ids.length === 0) return;
  const further = ids.length > named ? `, and ${String(ids.length - named)} more` : '';
  const [count, need] =
    ids.length === 1 ? ['1 scenario', 'needs'] : [`${String(ids.length)} scenarios`, 'need'];
  note(
    io,
    `${count} ${need} names that are looked up where we say, and will be inconclusive: ${ids.slice(0, named).join(', ')}${further}; run with --setup namespaces as root on Linux, put {nameserver} into the command, or say --feature resolvesNames=false`,
  );
};
