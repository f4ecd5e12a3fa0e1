import net from 'node:net';
import { expect, test } from 'vitest';
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

const told = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    readBeforeError(socket);
    let text = '';
    const piece = new Uint8Array(1024);
    // Written after the server had its turn of the event loop, and before we have ours: into a connection that is reset.
    const flood = (error?: Error | null) => {
      if (!error) setImmediate(() => socket.write(piece, flood));
    };
    socket.on('connect', () => {
      flood();
    });
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(text);
    });
  });

test('an answer is read even where our next write fails', async () => {
  const server = await hasty();
  const { port } = server.address() as net.AddressInfo;
  const answers = await Promise.all(Array.from({ length: 50 }, () => told(port)));
  server.close();
  expect(answers.filter((answer) => !answer.includes('401'))).toEqual([]);
});
