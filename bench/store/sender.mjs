// Uploads objects to a store, over and over to the same names, one after the other on each kept connection. A process of its
// own on raw sockets: a request costs it two writes in one call, so that what is measured is the store.
import { once } from 'node:events';
import net from 'node:net';

const authorization = `Basic ${Buffer.from('ingest:hackme').toString('base64')}`;
const filling = 0x2a;

const pathOf = (connection, name) => `/live/c${connection}/o${name}.m4s`;

const headOf = (path, size) =>
  Buffer.from(
    `PUT ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: ${authorization}\r\n` +
      `Content-Type: video/mp4\r\nContent-Length: ${size}\r\n\r\n`,
  );

/** The status of an answer, which is short and lies in one piece; 0 where none comes. */
const answered = (socket) =>
  new Promise((resolve) => {
    const take = (data) => {
      socket.off('close', none);
      resolve(Number(data.subarray(9, 12).toString()));
    };
    const none = () => resolve(0);
    socket.once('data', take);
    socket.once('close', none);
  });

const upload = async ({ port, run, connections, names, size, requests }) => {
  const each = Math.ceil(requests / connections);
  const one = async (connection) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const heads = Array.from({ length: names }, (_, name) => headOf(pathOf(connection, name), size));
    const body = Buffer.alloc(size, filling);
    body.writeUInt32BE(run);
    const statuses = new Set();
    for (let number = 0; number < each; number += 1) {
      body.writeUInt32BE(number, 4);
      const answer = answered(socket);
      socket.cork();
      socket.write(heads[number % names]);
      socket.write(body);
      socket.uncork();
      statuses.add(await answer);
    }
    socket.destroy();
    return [...statuses];
  };
  const started = performance.now();
  const statuses = await Promise.all(Array.from({ length: connections }, (_, index) => one(index)));
  const seconds = (performance.now() - started) / 1000;
  return { run, seconds, requests: each * connections, statuses: [...new Set(statuses.flat())] };
};

/** What is wrong with the objects that a run has left; read back over HTTP, the last number of each name. */
const look = async ({ port, of, connections, names, size, requests }) => {
  const each = Math.ceil(requests / connections);
  const wrong = [];
  for (let connection = 0; connection < connections; connection += 1) {
    for (let name = 0; name < Math.min(names, each); name += 1) {
      const expected = Buffer.alloc(size, filling);
      expected.writeUInt32BE(of);
      expected.writeUInt32BE(name + names * Math.floor((each - 1 - name) / names), 4);
      const answer = await fetch(`http://127.0.0.1:${port}${pathOf(connection, name)}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (answer.status !== 200 || !bytes.equals(expected)) wrong.push(pathOf(connection, name));
    }
  }
  return { wrong };
};

const tasks = { upload, look };
process.on('message', async ({ task, ...options }) => {
  process.send(await tasks[task](options));
});
