import { expect, onTestFinished, test } from 'vitest';
import { dial } from './dial.ts';
import { dialPort, endsOf, openListener, plainServer, spansOf, tape, until } from './loopback.ts';

const dialled = async (recorded = tape()) => {
  const server = await plainServer();
  onTestFinished(() => server.close());
  const link = await dialPort(recorded, server.port);
  return { recorded, link, server: await server.next, port: server.port };
};

const put = 'PUT /live.mp3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';

test('100 Continue, then the final response while the body is in flight', async () => {
  const { recorded, link, server, port } = await dialled();
  await link.sendHead(put);
  await server.received(put.length);
  server.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
  await until(link, (state) => state.heads.length === 1);
  await link.sendChunk(new Uint8Array([1, 2, 3]), ';a=b');
  await server.received(put.length + 12);
  server.socket.write('HTTP/1.1 200 OK\r\n\r\n');
  await until(link, (state) => state.heads.length === 2);
  await link.sendChunk(new Uint8Array([4]));
  await link.sendLastChunk('X: y\r\n');
  link.finish();
  await server.ended;
  server.socket.end();
  await until(link, (state) => state.closed);

  expect(server.text()).toBe(`${put}3;a=b\r\n\x01\x02\x03\r\n1\r\n\x04\r\n0\r\nX: y\r\n\r\n`);
  expect(recorded.events[0]).toMatchObject({
    event: 'open',
    by: 'us',
    label: 'source',
    remote: `127.0.0.1:${port}`,
  });
  expect(spansOf(recorded.events, 'sent').slice(1)).toEqual([
    'chunk-size: 3;a=b\r\n',
    'payload: \x01\x02\x03',
    'chunk-end: \r\n',
    'chunk-size: 1\r\n',
    'payload: \x04',
    'chunk-end: \r\n',
    'chunk-size: 0\r\n',
    'trailer: X: y\r\n\r\n',
  ]);
  expect(endsOf(recorded.events)).toEqual(['us fin', 'target fin']);
});

test('ICY 200 OK to a listener, and music up to the FIN', async () => {
  const { link, server } = await dialled();
  await link.sendHead('GET /live.mp3 HTTP/1.0\r\nIcy-MetaData: 1\r\n\r\n');
  server.socket.end('ICY 200 OK\r\nicy-metaint:16000\r\n\r\nmusic');
  await until(link, (state) => state.finReceived);
  expect(link.state).toMatchObject({ payloadReceived: 5, messagesReceived: 1 });
  expect(link.state.heads[0]).toMatchObject({ version: 'ICY', status: 200 });
  link.close();
});

test('responses on a kept connection are read by the requests they answer', async () => {
  const { link, server } = await dialled();
  for (const method of ['HEAD', 'GET']) await link.sendHead(`${method} / HTTP/1.1\r\n\r\n`);
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';
  server.socket.write(`${head}${head}hi`);
  await until(link, (state) => state.messagesReceived === 2);
  expect(link.state).toMatchObject({ payloadReceived: 2, heads: { length: 2 } });
  link.close();
});

test('a server that speaks first is heard by whoever awaited the link', async () => {
  const server = await plainServer();
  onTestFinished(() => server.close());
  void server.next.then(({ socket }) => socket.end('HTTP/1.1 503 Full\r\n\r\n'));
  const link = await dialPort(tape(), server.port);
  const told: string[] = [];
  link.listen({
    head: (head) => told.push(head.kind === 'response' ? head.reason : ''),
    fin: () => told.push('fin'),
  });
  await until(link, (state) => state.finReceived);
  expect(told).toEqual(['Full', 'fin']);
  link.close();
});

test('RST while we send: nothing rejects, and it is told once', async () => {
  const { recorded, link, server } = await dialled();
  await link.sendHead(put);
  await server.received(put.length);
  server.socket.resetAndDestroy();
  const megabyte = new Uint8Array(1 << 20);
  while (!link.state.closed) await link.sendChunk(megabyte);
  await link.sendChunk(megabyte);
  await link.sendByteByByte('head', megabyte);
  link.finish();
  link.close();
  link.reset();
  expect(['ECONNRESET', 'EPIPE']).toContain(link.state.broken);
  expect(endsOf(recorded.events)).toEqual(['target rst']);
});

test('send() waits for a server that does not read, and counts what the kernel took', async () => {
  const { recorded, link, server } = await dialled();
  server.socket.pause();
  const body = new Uint8Array(32 << 20);
  let sent = false;
  const sending = link.send('payload', body).then(() => {
    sent = true;
  });
  await recorded.until(() => link.state.bytesSent > 0);
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  expect(sent).toBe(false);
  expect(link.state.bytesSent).toBeLessThan(body.length);
  server.socket.resume();
  await sending;
  expect(link.state.bytesSent).toBe(body.length);
  link.close();
});

test('a link that is reset while it waits lets the sender go', async () => {
  const { recorded, link, server } = await dialled();
  server.socket.pause();
  const sending = link.send('payload', new Uint8Array(32 << 20));
  const queued = link.sendHead('never');
  link.reset();
  await Promise.all([sending, queued]);
  await until(link, (state) => state.closed);
  expect(endsOf(recorded.events)).toEqual(['us rst']);
  expect(spansOf(recorded.events, 'sent').join('')).not.toContain('never');
});

test('byte by byte: one span, and the server reads the bytes apart', async () => {
  const { recorded, link, server } = await dialled();
  const sizes: number[] = [];
  server.socket.on('data', (bytes) => sizes.push(bytes.length));
  const text = 'GET / HTTP/1.1\r\n\r\n';
  await link.sendByteByByte('head', new TextEncoder().encode(text));
  await server.received(text.length);
  expect(sizes.length).toBeGreaterThan(text.length / 2);
  expect(spansOf(recorded.events, 'sent')).toEqual([`head: ${text}`]);
  link.close();
});

test('byte by byte, cut off: what was sent of the head is a stray', async () => {
  const { recorded, link } = await dialled();
  const sending = link.sendByteByByte('head', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'));
  await new Promise(setImmediate);
  link.reset();
  await sending;
  const [span, ...more] = spansOf(recorded.events, 'sent');
  expect(span).toMatch(/^stray: G/);
  expect(more).toEqual([]);
});

test('what cannot be reached comes back as a value and is in the trace', async () => {
  const recorded = tape();
  const server = await plainServer();
  server.close();
  const options = {
    port: server.port,
    label: 'source',
    recorder: recorded.recorder,
    connectTimeoutMs: 10_000,
  };
  expect(await dial({ ...options, host: '127.0.0.1' })).toEqual({ unreachable: 'ECONNREFUSED' });
  expect(await dial({ ...options, host: 'no-such-host.invalid' })).toHaveProperty('unreachable');
  expect(await dial({ ...options, host: '127.0.0.1', signal: AbortSignal.abort() })).toEqual({
    unreachable: 'ABORTED',
  });
  expect(recorded.events.map((event) => event.event)).toEqual(['unreachable', 'unreachable', 'unreachable']);
  expect(recorded.events[0]).toMatchObject({
    conn: 0,
    remote: `127.0.0.1:${server.port}`,
    code: 'ECONNREFUSED',
  });
});

test('a TLS handshake that is never answered runs out of time', async () => {
  const server = await plainServer();
  onTestFinished(() => server.close());
  const recorded = tape();
  const { recorder } = recorded;
  const options = { host: '127.0.0.1', port: server.port, label: 'source', recorder, tls: {} };
  expect(await dial({ ...options, connectTimeoutMs: 50 })).toEqual({ unreachable: 'ETIMEDOUT' });
});

test('names and IPv6, and names that are given another address', async () => {
  const { port, ...listener } = await openListener(tape());
  onTestFinished(() => listener.close());
  const resolve = { [`ingest.example:${port}`]: '127.0.0.1' };
  const link = await dialPort(tape(), port, { host: 'ingest.example', resolve });
  expect(link.remote).toBe(`127.0.0.1:${port}`);
  (await dialPort(tape(), port, { host: 'localhost' })).close();
  const six = await openListener(tape(), { host: '::1' });
  onTestFinished(() => six.close());
  expect((await dialPort(tape(), six.port, { host: '::1' })).remote).toBe(`[::1]:${six.port}`);
});
