/** Speaks to a server of ours over a socket, byte for byte. */
import net from 'node:net';
import tls from 'node:tls';
import { afterEach } from 'vitest';
import { basicToken } from '../../http/basic.ts';
import { latin1 } from '../../http/message.ts';
import { streamOf } from '../../media/samples.ts';
import type { Personality } from '../../scenario/behaviour.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import { icecastServer } from './icecast-server.ts';
import type { IcecastServer, IcecastServerOptions } from './icecast-server.ts';

export const owner = { user: 'source', password: 'hackme' };
export const admin = { user: 'admin', password: 'secret' };

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** A server that is closed after the test. */
export const startWith = async (options: Partial<IcecastServerOptions>): Promise<IcecastServer> => {
  const usual = { personality: 'strict', quirks: [], owner, admin, accounts: {} } as const;
  const server = await icecastServer({ ...usual, ...options });
  opened.push(server);
  return server;
};

export const start = (
  quirks: readonly ServerQuirk[] = [],
  personality: Personality = 'strict',
  sourceTimeoutMs = 10_000,
): Promise<IcecastServer> => startWith({ quirks, personality, sourceTimeoutMs });

export interface Talk {
  readonly socket: net.Socket;
  /** All that came so far. */
  text(): string;
  /** Resolves once what came fits, or the connection has ended. */
  until(fits: RegExp): Promise<string>;
  readonly ended: Promise<string>;
}

/**
 * A connection on which these bytes are sent at once.
 *
 * @param ca over TLS to the second port of the server: whom to trust, PEM
 */
export const talk = async (server: IcecastServer, text: string, ca?: string): Promise<Talk> => {
  const { host, port, securePort } = server;
  const socket =
    ca === undefined
      ? net.connect({ port, host, allowHalfOpen: true })
      : tls.connect({ port: securePort ?? 0, host, ca });
  opened.push({ close: () => socket.destroy() });
  let came = '';
  let over = false;
  const looks: (() => void)[] = [];
  const look = () => {
    for (const one of looks) one();
  };
  socket.on('data', (bytes: Buffer) => {
    came += bytes.toString('latin1');
    look();
  });
  const ended = new Promise<string>((resolve) => {
    const end = () => {
      over = true;
      look();
      resolve(came);
    };
    socket.on('end', end);
    socket.on('error', end);
  });
  await new Promise<void>((resolve) => socket.once(ca === undefined ? 'connect' : 'secureConnect', resolve));
  socket.write(Buffer.from(text, 'latin1'));
  const until = (fits: RegExp) =>
    new Promise<string>((resolve) => {
      const check = () => {
        if (over || fits.test(came)) resolve(came);
      };
      looks.push(check);
      check();
    });
  return { socket, text: () => came, until, ended };
};

export const authorization = (user = owner.user, password = owner.password) =>
  `Authorization: Basic ${basicToken(user, password)}\r\n`;

export const put = (fields = '', more = 'Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n') =>
  `PUT /live.mp3 HTTP/1.1\r\nHost: x\r\n${authorization()}Content-Type: audio/mpeg\r\n${more}${fields}\r\n`;

export const get = (path = '/live.mp3', fields = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`;

export const chunk = (payload: string) => `${payload.length.toString(16)}\r\n${payload}\r\n`;

export const stream = latin1(streamOf('mp3', 60));

export const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);
