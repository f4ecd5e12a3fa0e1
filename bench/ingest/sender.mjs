// The sending side of the bench, a process of its own: raw sockets, so that what is measured is the receiving side.
import net from 'node:net';
import { fragmentSeconds, inChunks, oneFragment, renumber, smallFragment } from './media.mjs';

const authorization = `Authorization: Basic ${Buffer.from('ingest:hackme').toString('base64')}\r\n`;
const headOf = (path, framing) =>
  `PUT ${path} HTTP/1.1\r\nHost: bench\r\n${authorization}Content-Type: video/mp4\r\n${framing}\r\n\r\n`;
const chunked = 'Transfer-Encoding: chunked';
const pathOf = (run, index) => `/ch1.isml/Streams(r${run}v${index}.cmfv)`;

const chunkOf = (bytes) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

const connected = (port) =>
  new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.on('error', reject);
  });

const written = (socket, bytes) => new Promise((resolve) => socket.write(bytes, resolve));

/** Resolves with the status once an answer has come, which is short and lies in one piece; 0 where none comes. */
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

/** Long requests, as fast as they are taken. */
const flood = async ({ port, run, connections, chunk, megabytes, header }) => {
  const count = Math.ceil((megabytes * 1e6) / connections / 600_000);
  const one = async (index) => {
    const socket = await connected(port);
    const media = inChunks(oneFragment(), chunk);
    const answer = answered(socket);
    socket.write(headOf(pathOf(run, index), chunked));
    socket.write(chunkOf(Buffer.from(header, 'base64')));
    for (let number = 0; number < count; number += 1) {
      renumber(media, number);
      await written(socket, media.bytes);
    }
    socket.write('0\r\n\r\n');
    const status = await answer;
    socket.destroy();
    return status;
  };
  const statuses = await Promise.all(Array.from({ length: connections }, (_, index) => one(index)));
  return { bytes: count * connections * 600_000, statuses: [...new Set(statuses)] };
};

/** Small objects, one request each, on connections that are kept; the tracks of a receiver go on from call to call. */
let objectsSent = 0;
const objects = async ({ port, connections, requests, header }) => {
  const each = Math.ceil(requests / connections);
  const one = async (index) => {
    const socket = await connected(port);
    const path = pathOf('o', index);
    const statuses = new Set();
    const send = async (bytes) => {
      const answer = answered(socket);
      socket.cork();
      socket.write(headOf(path, `Content-Length: ${bytes.length}`));
      socket.write(bytes);
      socket.uncork();
      statuses.add(await answer);
    };
    const media = smallFragment();
    await send(Buffer.from(header, 'base64'));
    for (let number = 0; number < each; number += 1) {
      renumber(media, first + number);
      await send(media.bytes);
    }
    socket.destroy();
    return [...statuses];
  };
  const first = objectsSent;
  objectsSent += each;
  const started = performance.now();
  const statuses = await Promise.all(Array.from({ length: connections }, (_, index) => one(index)));
  const seconds = (performance.now() - started) / 1000;
  return { requests: each * connections, seconds, statuses: [...new Set(statuses.flat())] };
};

/** Streams in real time, a frame every 40 ms; tells how far the slowest fell behind, in seconds. */
const live = async ({ port, run, streams, seconds, header }) => {
  const media = inChunks(oneFragment(), 25_000);
  const frames = 24;
  const frame = Math.floor(media.bytes.length / frames);
  const sockets = [];
  for (let index = 0; index < streams; index += 1) {
    const socket = await connected(port);
    socket.write(headOf(pathOf(run, index), chunked));
    socket.write(chunkOf(Buffer.from(header, 'base64')));
    socket.resume();
    sockets.push({ socket, sent: -Math.floor((index * frames) / streams) });
  }
  const started = performance.now();
  let backlog = 0;
  let late = 0;
  await new Promise((resolve) => {
    const tick = () => {
      const now = (performance.now() - started) / 1000;
      const due = Math.floor((now / fragmentSeconds) * frames);
      for (const each of sockets) {
        late = Math.max(late, ((due - each.sent - 2 * frames) * fragmentSeconds) / frames);
        while (each.sent < due) {
          const at = ((each.sent % frames) + frames) % frames;
          if (at === 0 && each.sent >= 0) renumber(media, each.sent / frames);
          // The numbers are patched in a buffer that all share: the first frame is copied.
          const piece = media.bytes.subarray(at * frame, at === frames - 1 ? undefined : (at + 1) * frame);
          if (each.sent >= 0) each.socket.write(at === 0 ? Buffer.from(piece) : piece);
          each.sent += 1;
        }
        backlog = Math.max(backlog, each.socket.writableLength);
      }
      if (now >= seconds) resolve();
      else setTimeout(tick, 10);
    };
    tick();
  });
  const open = sockets.filter(({ socket }) => !socket.destroyed).length;
  for (const { socket } of sockets) socket.destroy();
  return { behind: Math.max(late, backlog / (5e6 / 8)), open };
};

const tasks = { flood, objects, live };
process.on('message', async ({ task, ...options }) => {
  process.send(await tasks[task](options));
});
