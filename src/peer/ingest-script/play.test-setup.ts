/** Plays of the scripted receiving entity, and sources written by hand, for its tests. */
import net from 'node:net';
import tls from 'node:tls';
import { onTestFinished } from 'vitest';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import type { TestTrackName } from '../../media/tracks/test-track.ts';
import type { Act, IngestUntil } from '../../scenario/ingest/act.ts';
import { deadlines, delays } from '../../scenario/timing.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { recorder } from '../../wire/recorder.ts';
import type { Timing } from '../stage.ts';
import { serveIngest } from './ingest-script.ts';
import type { IngestScript, IngestScriptOptions } from './ingest-script.ts';

const quick: Timing = {
  deadline: (name) => deadlines[name] * 0.5,
  delay: (name) => delays[name] * 0.05,
};

export interface Played {
  readonly script: IngestScript;
  readonly events: TraceEvent[];
  readonly steps: () => string[];
  /** Resolves as soon as the events are such. */
  until(such: (events: readonly TraceEvent[]) => boolean): Promise<void>;
}

export const play = async (
  receive: readonly Act[],
  until: IngestUntil,
  more: Partial<IngestScriptOptions> = {},
): Promise<Played> => {
  const events: TraceEvent[] = [];
  const owner = { user: 'ingest', password: 'secret' };
  const made = recorder({ sink: (event) => events.push(event), keep: 1024, secrets: [], credentials: owner });
  const script = await serveIngest({
    receive,
    until,
    reception: {},
    stage: {
      recorder: made,
      timing: quick,
      signal: new AbortController().signal,
      mount: '/point',
      owner,
      accounts: {},
    },
    ...more,
  });
  onTestFinished(() => script.close());
  return {
    script,
    events,
    steps: () => events.flatMap((event) => (event.event === 'step' ? [event.step] : [])),
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

export interface Client {
  readonly socket: net.Socket;
  /** Resolves with all that was received, once it has this so many times. */
  heard(text: string, times?: number): Promise<string>;
  /** Resolves with all that was received, once the connection is closed. */
  readonly ended: Promise<string>;
  /** Resolves with the code of its error, or `fin`. */
  readonly how: Promise<string>;
  /** Writes one chunk. */
  chunk(bytes: Uint8Array): void;
}

export const clientOn = (socket: net.Socket): Client => {
  onTestFinished(() => {
    socket.destroy();
  });
  socket.setMaxListeners(0);
  let received = '';
  socket.on('data', (bytes: Buffer) => {
    received += bytes.toString('latin1');
  });
  const how = new Promise<string>((resolve) => {
    socket.on('end', () => {
      resolve('fin');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => {
      resolve(received);
    });
  });
  return {
    socket,
    how,
    ended,
    heard: (text, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.split(text).length > times) resolve(received);
        };
        socket.on('data', look);
        look();
      }),
    chunk: (bytes) => {
      socket.write(`${bytes.length.toString(16)}\r\n`);
      socket.write(bytes);
      socket.write('\r\n');
    },
  };
};

export const connect = ({ host, port }: { host: string; port: number }): Client =>
  clientOn(net.connect({ host, port }));

export const connectOver = (port: number, options: tls.ConnectionOptions): Client =>
  clientOn(tls.connect({ host: '127.0.0.1', port, ...options }));

const basic = `Authorization: Basic ${btoa('ingest:secret')}`;

/** The head of a POST, with credentials and without. */
export const post = (path: string, ...fields: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: x', basic, ...fields, '', ''].join('\r\n');
export const posted = (path: string, ...fields: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: x', ...fields, '', ''].join('\r\n');

export const chunked = 'Transfer-Encoding: chunked';
export const empty = 'Content-Length: 0';
export const lastChunk = '0\r\n\r\n';

export const headerOf = (name: TestTrackName = 'video'): Uint8Array => sourceTrack(name).header;
/** One moof and mdat: the first chunk of a fragment. */
export const fragment = (number: number, name: TestTrackName = 'video'): Uint8Array =>
  sourceTrack(name).chunks(number)[0] ?? new Uint8Array(0);

/** A whole request with a length. */
export const short = (path: string, ...bodies: Uint8Array[]): Buffer => {
  const body = Buffer.concat(bodies);
  return Buffer.concat([Buffer.from(post(path, `Content-Length: ${String(body.length)}`)), body]);
};

/** A whole request with credentials and a body with a length, of any method. */
export const asked = (
  method: string,
  path: string,
  body: Uint8Array | string = '',
  ...fields: string[]
): Buffer => {
  const bytes = Buffer.from(body);
  const head = [`${method} ${path} HTTP/1.1`, 'Host: x', basic, ...fields];
  if (method === 'PUT' || method === 'POST') head.push(`Content-Length: ${String(bytes.length)}`);
  return Buffer.concat([Buffer.from([...head, '', ''].join('\r\n')), bytes]);
};
