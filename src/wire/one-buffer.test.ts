import { once } from 'node:events';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Link } from './link.ts';
import { isListening, listen } from './listen.ts';
import { plainClient, tape, until } from './loopback.ts';

const open = async (onLink: (link: Link) => void) => {
  const listening = await listen({ recorder: tape().recorder, standing: true, onLink });
  if (!isListening(listening)) throw new Error(listening.unavailable);
  onTestFinished(() => listening.close());
  return listening;
};

const put = 'PUT /live HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';

test('what many connections send at once goes to each of them', async () => {
  const texts = new Map<Link, string>();
  const { port } = await open((link) => {
    texts.set(link, '');
    link.listen({
      payload: (bytes) => {
        texts.set(link, `${texts.get(link) ?? ''}${Buffer.from(bytes).toString('latin1')}`);
      },
    });
  });
  const clients = Array.from({ length: 20 }, () => plainClient(port));
  for (const piece of ['abc', 'def', 'ghi']) {
    clients.forEach(({ socket }, index) => {
      const chunk = `${piece}${String.fromCharCode(65 + index)}`.repeat(1000);
      socket.write(`${piece === 'abc' ? put : ''}${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    });
  }
  for (const { socket } of clients) socket.end('0\r\n\r\n');
  while (texts.size < 20) await new Promise((resolve) => setImmediate(resolve));
  for (const link of texts.keys()) await until(link, ({ finReceived }) => finReceived);
  const expected = clients.map((_, index) =>
    ['abc', 'def', 'ghi'].map((piece) => `${piece}${String.fromCharCode(65 + index)}`.repeat(1000)).join(''),
  );
  expect([...texts.values()].sort()).toEqual(expected.sort());
});

test('answers, ends, resets and pauses are those of any link', async () => {
  const links: Link[] = [];
  const { port } = await open((link) => links.push(link));
  const client = plainClient(port);
  client.socket.write(`${put}3\r\nabc\r\n0\r\n\r\n`);
  while (links.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const [link] = links as [Link];
  await until(link, ({ messagesReceived }) => messagesReceived === 1);
  expect(link.state.heads).toEqual([]);
  link.pause();
  client.socket.write(put);
  await link.sendHead('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  expect(link.state.messagesReceived).toBe(1);
  const before = link.state.bytesReceived;
  link.resume();
  await until(link, ({ bytesReceived }) => bytesReceived > before);
  link.reset();
  expect(await client.ended).toBe('ECONNRESET');
  expect(client.text()).toMatch(/^HTTP\/1\.1 200 OK/);
});

test('a port that was closed lets its process end, and is open again when it is wanted', async () => {
  const listening = await open(() => undefined);
  const { port } = listening;
  await listening.refuse();
  const refused = net.connect({ port, host: '127.0.0.1' });
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
  expect(await listening.accept()).toBeUndefined();
  const again = net.connect({ port, host: '127.0.0.1' });
  await once(again, 'connect');
  again.destroy();
});
