import { afterEach, expect, test } from 'vitest';
import { latin1 } from '../http/message.ts';
import { streamOf } from '../media/samples.ts';
import {
  another,
  awaitClosed,
  awaitFinal,
  endOf,
  finish,
  frames,
  hears,
  join,
  put,
  source,
} from '../scenario/stimulus.ts';
import type { Step } from '../scenario/stimulus.ts';
import { makeCertificates } from '../wire/certificates.ts';
import { icecastServer } from './icecast-server/icecast-server.ts';
import type { ServerTarget } from './perform.ts';
import { performed, serving } from './perform/performed.test-setup.ts';
import type { Performed } from './perform/performed.test-setup.ts';

const owner = { user: 'source', password: 'hackme' };

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const play = (
  steps: readonly Step[],
  target: ServerTarget,
  deadline = 1,
  signal = new AbortController().signal,
): Promise<Performed> => performed(steps, target, { deadline, signal, mount: '/live.mp3' });

const ours = async (): Promise<ServerTarget> => {
  const server = await icecastServer({
    personality: 'strict',
    quirks: [],
    owner,
    admin: owner,
    accounts: {},
  });
  cleanUps.push(() => server.close());
  return server;
};

test('a stream is declared, sent and heard', async () => {
  const steps = [
    ...source(put()),
    frames(40),
    join(),
    frames(80),
    hears(10_000),
    frames(4),
    finish(),
    awaitFinal(),
  ];
  const { seen, steps: told } = await play(steps, await ours());
  const [sent, heard] = seen.connections.map((connection) => connection.exchanges[0]);
  expect(latin1(sent?.request.body.kept ?? new Uint8Array(0))).toBe(latin1(streamOf('mp3', 124)));
  expect(sent?.request.body.framing).toEqual({ by: 'length', length: streamOf('mp3', 124).length });
  expect(sent?.interims[0]?.head.status).toBe(100);
  expect(sent?.response?.head.status).toBe(200);
  expect(heard?.response?.body.length).toBeGreaterThan(10_000);
  expect(told).toHaveLength(9);
  expect(told[0]).toBe('source: PUT {mount}');
  expect(seen.deadlines).toEqual([]);
  for (const connection of seen.connections) expect(connection.ends.map((end) => end.by)).toContain('us');
});

test('what continues a refused request is left out, unless it is meant', async () => {
  const steps: Step[] = [
    ...source(put({ as: 'stranger' })),
    frames(3),
    join(),
    { do: 'stream', conn: 'source', sample: 'mp3', frames: 2, regardless: true },
    finish(),
  ];
  const { seen, steps: told } = await play(steps, await ours());
  expect(told[2]).toBe('source: stream 3 frames of mp3 (left out: the source was refused with 401)');
  expect(told[3]).toMatch(/left out/);
  expect(told[4]).not.toMatch(/left out/);
  expect(told[5]).toMatch(/left out/);
  expect(seen.connections[0]?.exchanges[0]?.request.body.length).toBe(
    streamOf('mp3', 5).length - streamOf('mp3', 3).length,
  );
});

test('a target that cannot be reached is in the trace', async () => {
  const target = await ours();
  await cleanUps.pop()?.();
  const steps: Step[] = [
    ...source(put()),
    frames(3),
    another,
    { do: 'page', page: 'status', as: 'nobody', until: 'answered' },
  ];
  const { seen } = await play(steps, target, 0.01);
  expect(seen.unreachable.map((one) => one.code)).toContain('ECONNREFUSED');
  expect(seen.pages).toMatchObject([{ page: 'status', error: 'ECONNREFUSED' }]);
});

test('a target that takes no bytes is given up after the deadline', async () => {
  const target = await serving((socket) => {
    socket.pause();
  });
  const { seen } = await play([{ do: 'request', conn: 'source', plan: put() }, frames(40_000)], target, 0.02);
  expect(seen.deadlines).toMatchObject([{ name: 'payload', awaited: 'that the target takes our bytes' }]);
  expect(seen.connections[0]?.ends).toMatchObject([{ by: 'us', how: 'rst' }]);
});

test('a target that answers nothing, or nonsense, is waited for and no longer', async () => {
  for (const nonsense of ['', 'I am no HTTP\r\n\r\n', 'HTTP/1.1 ', '\0\x01\x02'.repeat(1000)]) {
    const target = await serving((socket) => void socket.write(nonsense));
    const { seen } = await play([...source(put()), awaitFinal(), awaitClosed()], target, 0.005);
    expect(seen.deadlines.map((deadline) => deadline.name)).toEqual(['interim', 'final', 'close']);
  }
});

test('a wait ends with the connection', async () => {
  const target = await serving((socket) => void socket.once('data', () => socket.end()));
  const { seen } = await play([...source(put()), awaitFinal(), awaitClosed(), frames(2)], target);
  expect(seen.deadlines).toEqual([]);
});

test('it is insisted until the deadline, each time on a new connection', async () => {
  const target = await serving(
    (socket) => void socket.once('data', () => socket.end('HTTP/1.1 409 Conflict\r\n\r\n')),
  );
  const { seen } = await play([another], target, 0.05);
  expect(seen.connections.length).toBeGreaterThan(1);
  expect(new Set(seen.connections.map((connection) => connection.label))).toEqual(new Set(['second']));
  expect(seen.deadlines).toMatchObject([{ name: 'join', awaited: 'that the request is accepted' }]);
});

test('a page is fetched until it shows what it should', async () => {
  let fetched = 0;
  const target = await serving((socket) => {
    socket.once('data', () => {
      fetched += 1;
      const text = fetched < 3 ? 'nothing' : 'here is live.mp3';
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Length: ${String(text.length)}\r\nConnection: close\r\n\r\n${text}`,
      );
    });
  });
  const { seen } = await play([{ do: 'page', page: 'status', as: 'owner', until: 'mount-shown' }], target);
  expect(seen.pages).toMatchObject([{ status: 200, text: 'here is live.mp3' }]);
  expect(fetched).toBe(3);
});

test('a page without end is read to its bound', async () => {
  const target = await serving((socket) => {
    const piece = 'x'.repeat(64 * 1024);
    const flood = (error?: Error | null) => {
      if (!error && !socket.destroyed) socket.write(piece, flood);
    };
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      flood();
    });
  });
  const { seen } = await play([{ do: 'page', page: 'stats', as: 'admin', until: 'answered' }], target);
  expect(seen.pages[0]?.text).toHaveLength(1024 * 1024);
});

test('an interruption ends every wait', async () => {
  const controller = new AbortController();
  const target = await serving((socket) => {
    socket.once('data', () => {
      controller.abort();
    });
  });
  const steps = [...source(put()), awaitFinal(), hears(1), endOf('fin')];
  const { seen, steps: told } = await play(steps, target, 1, controller.signal);
  expect(seen.deadlines).toEqual([]);
  expect(told.length).toBeLessThan(steps.length);
});

test('chunks are cut as the scenario says', async () => {
  const plan = put({ framing: { by: 'chunks' } });
  const stream: Step = {
    do: 'stream',
    conn: 'source',
    sample: 'mp3',
    frames: 2,
    chunkBytes: 300,
    extension: ';a=b',
  };
  const { seen } = await play([...source(plan), stream, finish(), awaitFinal()], await ours());
  const body = seen.connections[0]?.exchanges[0]?.request.body;
  expect(body?.chunks.map((chunk) => [chunk.size, chunk.extension])).toEqual([
    [300, 'a=b'],
    [300, 'a=b'],
    [streamOf('mp3', 2).length - 600, 'a=b'],
    [0, ''],
  ]);
  expect(body?.complete).toBe(true);
});

test('streams and pages go over TLS as well', async () => {
  const { ca, server: tls } = await makeCertificates();
  const server = await icecastServer({
    personality: 'strict',
    quirks: [],
    owner,
    admin: owner,
    accounts: {},
    tls,
  });
  cleanUps.push(() => server.close());
  const page: Step = { do: 'page', page: 'stats', as: 'owner', until: 'mount-shown' };
  const steps = [
    ...source(put()),
    frames(40),
    join(),
    page,
    frames(8),
    hears(10_000),
    frames(4),
    finish(),
    awaitFinal(),
  ];
  const trusting = await play(steps, { ...server, tls: { ca } });
  expect(trusting.seen.connections[0]?.secure?.trusted).toBe(true);
  expect(trusting.seen.connections[1]?.exchanges[0]?.response?.body.length).toBeGreaterThan(10_000);
  expect(trusting.seen.pages).toMatchObject([{ status: 200 }]);
  const doubting = await play(steps, { ...server, tls: {} }, 0.01);
  expect(doubting.seen.unreachable.length).toBeGreaterThan(0);
  expect(doubting.seen.pages[0]?.error).toBeDefined();
});
