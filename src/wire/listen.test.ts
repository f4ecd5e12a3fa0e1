import { expect, onTestFinished, test } from 'vitest';
import type { Link } from './link.ts';
import { listen } from './listen.ts';
import { dialPort, endsOf, openListener, plainClient, spansOf, tape, until } from './loopback.ts';

const served = async (recorded = tape()) => {
  const listener = await openListener(recorded);
  onTestFinished(() => listener.close());
  const client = plainClient(listener.port);
  const link = await listener.next();
  return { recorded, listener, client, link };
};

const put = 'PUT /live.mp3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';

test('a request and its answer are in the trace, in order, with offsets', async () => {
  const { recorded, client, link } = await served();
  client.socket.write(`${put}3\r\nabc\r\n0\r\n\r\n`);
  await until(link, (state) => state.messagesReceived === 1);
  await link.sendHead('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
  await link.send('payload', new Uint8Array([0x6f, 0x6b]));
  link.finish();
  expect(await client.ended).toBe('fin');
  client.socket.end();
  await until(link, (state) => state.closed);

  expect(client.text()).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  expect(recorded.events[0]).toMatchObject({ event: 'open', conn: 0, by: 'target', local: link.local });
  expect(spansOf(recorded.events, 'received')).toEqual([
    `head: ${put}`,
    'chunk-size: 3\r\n',
    'payload: abc',
    'chunk-end: \r\n',
    'chunk-size: 0\r\n',
    'trailer: \r\n',
  ]);
  expect(spansOf(recorded.events, 'sent')).toEqual([
    'head: HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n',
    'payload: ok',
  ]);
  expect(endsOf(recorded.events)).toEqual(['us fin', 'target fin']);
  const offsets = { sent: 0, received: 0 };
  for (const event of recorded.events) {
    if (event.event !== 'span') continue;
    expect(event.offset).toBe(offsets[event.dir]);
    offsets[event.dir] += event.length;
  }
  expect(link.state).toMatchObject({
    bytesSent: offsets.sent,
    bytesReceived: offsets.received,
    payloadReceived: 3,
    finReceived: true,
    broken: undefined,
  });
});

test('FIN in the middle of a body: the rest can still be answered', async () => {
  const { recorded, client, link } = await served();
  client.socket.end('POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc');
  await until(link, (state) => state.finReceived);
  expect(link.state).toMatchObject({ messagesReceived: 0, payloadReceived: 3, closed: false });
  await link.sendHead('HTTP/1.1 400 Bad Request\r\n\r\n');
  link.close();
  expect(await client.ended).toBe('fin');
  expect(client.text()).toBe('HTTP/1.1 400 Bad Request\r\n\r\n');
  await until(link, (state) => state.closed);
  expect(endsOf(recorded.events)).toEqual(['target fin', 'us fin']);
});

test('an unframed PUT and a SOURCE of old Icecast end with FIN', async () => {
  for (const head of ['PUT /a HTTP/1.1\r\n\r\n', 'SOURCE /a ICE/1.0\r\n\r\n', 'SOURCE /a HTTP/1.0\r\n\r\n']) {
    const { client, link } = await served();
    client.socket.write(`${head}some`);
    await until(link, (state) => state.payloadReceived === 4);
    expect(link.state.messagesReceived).toBe(0);
    client.socket.end(' music');
    await until(link, (state) => state.finReceived);
    expect(link.state).toMatchObject({ messagesReceived: 1, payloadReceived: 10 });
  }
});

test('RST is told from FIN', async () => {
  const { recorded, client, link } = await served();
  client.socket.write(put);
  await until(link, (state) => state.heads.length === 1);
  client.socket.resetAndDestroy();
  await until(link, (state) => state.closed);
  expect(link.state).toMatchObject({ broken: 'ECONNRESET', finReceived: false });
  expect(endsOf(recorded.events)).toEqual(['target rst']);
});

test('a head that was cut off by RST is a stray before the end', async () => {
  const { recorded, client, link } = await served();
  client.socket.write('PUT /live');
  while (link.state.bytesReceived < 9) await new Promise(setImmediate);
  client.socket.resetAndDestroy();
  await until(link, (state) => state.closed);
  expect(recorded.events.slice(1).map((event) => event.event)).toEqual(['span', 'end']);
});

test('reset() is seen as RST, close() and finish() as FIN', async () => {
  for (const [end, seen, recordedAs] of [
    [(link: Link) => link.reset(), 'ECONNRESET', ['us rst']],
    [(link: Link) => link.close(), 'fin', ['us fin', 'target fin']],
    [(link: Link) => link.finish(), 'fin', ['us fin', 'target fin']],
  ] as const) {
    const { recorded, client, link } = await served();
    client.socket.write(put);
    await until(link, (state) => state.heads.length === 1);
    end(link);
    expect(await client.ended).toBe(seen);
    client.socket.end();
    await until(link, (state) => state.closed);
    expect(endsOf(recorded.events)).toEqual(recordedAs);
  }
});

test.for([
  ['at once', (run: () => void) => run()],
  ['a tick later', (run: () => void) => process.nextTick(run)],
  ['a turn later', (run: () => void) => setImmediate(run)],
] as const)('reset() after finish(), %s, closes the link', async ([, when]) => {
  const { recorded, client, link } = await served();
  client.socket.write(put);
  await until(link, (state) => state.heads.length === 1);
  link.post('head', new TextEncoder().encode('HTTP/1.1 201 Created\r\n\r\n'));
  link.finish();
  when(() => link.reset());
  await until(link, (state) => state.closed);
  expect(link.state.broken).toBeUndefined();
  expect(endsOf(recorded.events).at(-1)).toBe('us rst');
});

test('close() lets the last words arrive though the client is still sending', async () => {
  const { client, link } = await served();
  const flood = Buffer.alloc(1 << 20);
  client.socket.write(put);
  client.socket.write(`${flood.length.toString(16)}\r\n`);
  client.socket.write(flood);
  await until(link, (state) => state.heads.length === 1);
  link.pause();
  const answer = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n';
  void link.sendHead(answer);
  link.close();
  expect(await client.ended).toBe('fin');
  expect(client.text()).toBe(answer);
  client.socket.end();
  await until(link, (state) => state.closed);
});

test('close() does not wait for ever for a client that keeps its side open', async () => {
  const { recorded, client, link } = await served();
  client.socket.write(put);
  await until(link, (state) => state.heads.length === 1);
  link.close();
  await until(link, (state) => state.closed);
  expect(endsOf(recorded.events)).toEqual(['us fin']);
});

test('pipelined requests, and a head that comes byte by byte', async () => {
  const { client, link } = await served();
  const one = 'GET /1 HTTP/1.1\r\n\r\n';
  client.socket.write(`${one}POST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET /3`);
  await until(link, (state) => state.messagesReceived === 2);
  for (const char of ' HTTP/1.1\r\n\r\n') client.socket.write(char);
  await until(link, (state) => state.messagesReceived === 3);
  expect(link.state.heads.map((head) => head.kind === 'request' && head.target)).toEqual(['/1', '/2', '/3']);
});

test('after a refused body the next request is read on the same connection', async () => {
  const { client, link } = await served();
  link.listen({ head: (head) => head.kind === 'request' && head.method === 'PUT' && link.bodyRefused() });
  client.socket.write('PUT /a HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n');
  await until(link, (state) => state.heads.length === 1);
  await link.sendHead('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
  client.socket.write('GET / HTTP/1.1\r\n\r\n');
  await until(link, (state) => state.heads.length === 2);
  expect(link.state).toMatchObject({ messagesReceived: 1, payloadReceived: 0 });
});

test('what is no HTTP is a stray, told at once', async () => {
  const { recorded, client, link } = await served();
  const told: string[] = [];
  link.listen({ stray: (bytes) => told.push(Buffer.from(bytes).toString('latin1')) });
  client.socket.write('hackme\r\n');
  await until(link, () => told.length === 1);
  expect(told).toEqual(['hackme\r\n']);
  expect(spansOf(recorded.events, 'received')).toEqual(['stray: hackme\r\n']);
});

test('pause() stalls the client, resume() lets it go on', async () => {
  const { client, link } = await served();
  const body = Buffer.alloc(16 << 20);
  client.socket.write(`PUT / HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`);
  await until(link, (state) => state.heads.length === 1);
  link.pause();
  const written = new Promise((resolve) => client.socket.write(body, resolve));
  const outcome = await Promise.race([
    written.then(() => 'written'),
    new Promise(setImmediate).then(() => 'stalled'),
  ]);
  expect(outcome).toBe('stalled');
  link.resume();
  await until(link, (state) => state.messagesReceived === 1);
  await written;
});

test('refuse() closes the port and spares what is open, accept() opens it again', async () => {
  const { listener, client, link } = await served();
  await listener.refuse();
  expect(await plainClient(listener.port).ended).toBe('ECONNREFUSED');
  client.socket.write('GET / HTTP/1.1\r\n\r\n');
  await until(link, (state) => state.messagesReceived === 1);
  expect(await listener.accept()).toBeUndefined();
  plainClient(listener.port).socket.write('GET / HTTP/1.1\r\n\r\n');
  await until(await listener.next(), (state) => state.messagesReceived === 1);
});

test('close() gives up what is left, and every open has an end', async () => {
  const { recorded, listener, client } = await served();
  await listener.close();
  await client.ended;
  expect(recorded.events.map((event) => event.event)).toEqual(['open', 'end']);
  expect(recorded.events[1]).toMatchObject({ by: 'us', how: 'error', code: 'ABANDONED' });
});

test('a port that is taken comes back as a value', async () => {
  const { listener } = await served();
  const again = await listen({ port: listener.port, recorder: tape().recorder, onLink: () => {} });
  expect(again).toEqual({ unavailable: 'EADDRINUSE' });
});

test('each connection is recorded where the recorder of its time says', async () => {
  const tapes = [tape(), tape()];
  let turn = 0;
  const listener = await openListener(tape(), { recorder: () => (tapes[turn] ?? tape()).recorder });
  onTestFinished(() => listener.close());
  for (turn = 0; turn < 2; turn += 1) {
    const link = await dialPort(tape(), listener.port);
    await link.sendHead(`GET /${turn} HTTP/1.1\r\n\r\n`);
    await until(await listener.next(), (state) => state.messagesReceived === 1);
  }
  expect(tapes.map(({ events }) => spansOf(events, 'received'))).toEqual([
    ['head: GET /0 HTTP/1.1\r\n\r\n'],
    ['head: GET /1 HTTP/1.1\r\n\r\n'],
  ]);
});
