import net from 'node:net';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { makeCertificates } from './certificates.ts';
import type { Identity } from './certificates.ts';
import { readBeforeError } from './read-before-error.ts';

/** Answers at once, and then resets the connection as soon as there is anything in flight. */
const hasty = (): Promise<net.Server> =>
  new Promise((resolve) => {
    const server = net.createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 401 Unauthorized\r\n\r\n');
        socket.resetAndDestroy();
      });
    });
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });

/** The same over TLS: the answer is out a turn before the connection is reset. */
const hastySecure = async (identity: Identity): Promise<net.Server> => {
  const server = tls.createServer({ ...identity, noDelay: true });
  const tcp: net.Socket[] = [];
  server.on('connection', (socket: net.Socket) => tcp.push(socket));
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 401 Unauthorized\r\n\r\n', () => {
        tcp.find((one) => one.remotePort === socket.remotePort)?.resetAndDestroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const told = (socket: net.Socket, readied: 'connect' | 'secureConnect'): Promise<string> =>
  new Promise((resolve) => {
    readBeforeError(socket);
    let text = '';
    const piece = new Uint8Array(1024);
    // Written after the server had its turn of the event loop, and before we have ours: into a connection that is reset.
    const flood = (error?: Error | null) => {
      if (!error) setImmediate(() => socket.write(piece, flood));
    };
    socket.on(readied, () => {
      flood();
    });
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(text);
    });
  });

const lost = (answers: readonly string[]): readonly string[] =>
  answers.filter((answer) => !answer.includes('401'));

test('an answer is read even where our next write fails', async () => {
  const server = await hasty();
  const { port } = server.address() as net.AddressInfo;
  const plain = () => net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const answers = await Promise.all(Array.from({ length: 50 }, () => told(plain(), 'connect')));
  server.close();
  expect(lost(answers)).toEqual([]);
});

test('so it is over TLS', async () => {
  const { ca, server: identity } = await makeCertificates();
  const server = await hastySecure(identity);
  const { port } = server.address() as net.AddressInfo;
  const answers: string[] = [];
  for (let run = 0; run < 20; run += 1) {
    answers.push(await told(tls.connect({ port, host: '127.0.0.1', ca }), 'secureConnect'));
  }
  server.close();
  expect(lost(answers)).toEqual([]);
});
