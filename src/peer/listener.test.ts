import { expect, test } from 'vitest';
import { basicToken } from '../http/basic.ts';
import { asUtf8, latin1 } from '../http/message.ts';
import { streamOf } from '../media/samples.ts';
import { dial, isLink } from '../wire/dial.ts';
import { icecastServer } from './icecast-server/icecast-server.ts';
import { listener } from './listener.ts';
import { unrecorded } from './unrecorded.ts';

const owner = { user: 'source', password: 'hackme' };

const setUp = async () => {
  const server = await icecastServer({
    personality: 'strict',
    quirks: [],
    owner,
    admin: owner,
    accounts: {},
  });
  const link = await dial({ ...server, label: 'source', recorder: unrecorded(), connectTimeoutMs: 5000 });
  if (!isLink(link)) throw new Error(link.unreachable);
  const taken = new Promise((resolve) => {
    link.listen({ head: resolve });
  });
  const fields = [
    'Host: x',
    `Authorization: Basic ${basicToken('source', 'hackme')}`,
    'Content-Type: audio/mpeg',
    `Ice-Name: ${asUtf8('Zürich')}`,
    'Expect: 100-continue',
    'Transfer-Encoding: chunked',
  ];
  await link.sendHead(`PUT /live.mp3 HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`);
  await taken;
  return { server, link };
};

const options = (server: { host: string; port: number }, lines: string[], mount = '/live.mp3') => ({
  host: server.host,
  port: server.port,
  mount,
  signal: new AbortController().signal,
  connectTimeoutMs: 5000,
  tell: (line: string) => void lines.push(line),
});

test('a listener tells what it gets', async () => {
  const { server, link } = await setUp();
  const lines: string[] = [];
  const heard = listener({
    ...options(server, lines),
    tell: (line) => {
      lines.push(line);
      // It is in the audience once it has its answer.
      if (line === 'Connection: close')
        void link.sendChunk(streamOf('mp3', 300)).then(() => link.sendLastChunk());
    },
  });
  expect(await heard).toMatchObject({
    status: 200,
    bytes: streamOf('mp3', 300).length,
    frames: 300,
    breaks: 0,
  });
  expect(lines).toContain('icy-name: Zürich');
  await server.close();
});

test('bytes that are no frame are counted as breaks', async () => {
  const { server, link } = await setUp();
  const lines: string[] = [];
  const broken = latin1(streamOf('mp3', 40)) + 'noise'.repeat(50) + latin1(streamOf('mp3', 40));
  const heard = listener({
    ...options(server, lines),
    tell: (line) => {
      if (line === 'Connection: close') {
        void link.sendChunk(Buffer.from(broken, 'latin1')).then(() => link.sendLastChunk());
      }
    },
  });
  expect((await heard).breaks).toBeGreaterThan(0);
  await server.close();
});

test('a mount point without a source, and no server at all', async () => {
  const { server } = await setUp();
  const lines: string[] = [];
  expect(await listener(options(server, lines, '/absent.mp3'))).toMatchObject({ status: 404, bytes: 0 });
  await server.close();
  expect(await listener(options(server, lines))).toEqual({
    bytes: 0,
    frames: 0,
    breaks: 0,
    titles: [],
    end: 'unreachable',
  });
  expect(lines.at(-1)).toBe('could not connect: ECONNREFUSED');
});
