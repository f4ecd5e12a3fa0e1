import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { dial } from './dial.ts';
import type { DialTls } from './dial.ts';
import { listen } from './listen.ts';
import type { ListenTls } from './listen.ts';
import { dialPort, endsOf, openListener, plainClient, spansOf, tape, until } from './loopback.ts';

let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates({ names: ['ingest.example', '192.0.2.1'] });
});

const served = async (more: Partial<ListenTls> = {}) => {
  const recorded = tape();
  const listener = await openListener(recorded, { tls: { ...made.server, ...more } });
  onTestFinished(() => listener.close());
  return { recorded, listener };
};

const joined = async (
  dialTls: DialTls = { ca: made.ca },
  listenTls: Partial<ListenTls> = {},
  host = '127.0.0.1',
) => {
  const { recorded: theirs, listener } = await served(listenTls);
  const ours = tape();
  const resolve = { [`${host}:${listener.port}`]: '127.0.0.1' };
  const link = await dialPort(ours, listener.port, { host, resolve, tls: dialTls });
  return { ours, theirs, link, accepted: await listener.next() };
};

test.for(['127.0.0.1', 'localhost', 'ingest.example'])(
  'a conversation with %s, and both its halves',
  async (host) => {
    const { ours, theirs, link, accepted } = await joined({ ca: made.ca }, {}, host);
    const head = 'PUT /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n';
    await link.sendHead(head);
    await link.send('payload', new Uint8Array([0x68, 0x69]));
    link.finish();
    await until(accepted, (state) => state.finReceived);
    await accepted.sendHead('HTTP/1.1 200 OK\r\n\r\n');
    accepted.finish();
    await until(link, (state) => state.closed);
    await until(accepted, (state) => state.closed);
    expect(ours.events.slice(0, 2).map((event) => event.event)).toEqual(['open', 'secure']);
    expect(theirs.events.slice(0, 3).map((event) => event.event)).toEqual(['open', 'hello', 'secure']);
    expect(ours.events[1]).toMatchObject({ protocol: 'TLSv1.3', peerSubject: 'CN=localhost', trusted: true });
    expect(theirs.events[2]).not.toHaveProperty('trusted');
    for (const event of theirs.events.slice(1, 3)) {
      if (host === '127.0.0.1') expect(event).not.toHaveProperty('serverName');
      else expect(event).toMatchObject({ serverName: host });
    }
    expect(spansOf(theirs.events, 'received')).toEqual([`head: ${head}`, 'payload: hi']);
    expect(endsOf(ours.events)).toEqual(['us fin', 'target fin']);
    expect(endsOf(theirs.events)).toEqual(['target fin', 'us fin']);
  },
);

test('RST under TLS, from either side', async () => {
  for (const side of ['link', 'accepted'] as const) {
    const { link, accepted, ours, theirs } = await joined();
    await link.sendHead('GET / HTTP/1.1\r\n\r\n');
    await until(accepted, (state) => state.heads.length === 1);
    await accepted.sendHead('HTTP/1.1 200 OK\r\n\r\n');
    await until(link, (state) => state.heads.length === 1);
    (side === 'link' ? link : accepted).reset();
    await until(link, (state) => state.closed);
    await until(accepted, (state) => state.closed);
    const [resetter, other] = side === 'link' ? [ours, theirs] : [theirs, ours];
    expect(endsOf(resetter.events)).toEqual(['us rst']);
    expect(endsOf(other.events)).toEqual(['target rst']);
  }
});

test('reset() under TLS after finish() closes the link', async () => {
  for (const when of [(run: () => void) => run(), process.nextTick, setImmediate]) {
    const { link, accepted, theirs } = await joined();
    await link.sendHead('GET / HTTP/1.1\r\n\r\n');
    await until(accepted, (state) => state.heads.length === 1);
    accepted.post('head', new TextEncoder().encode('HTTP/1.1 200 OK\r\n\r\n'));
    accepted.finish();
    when(() => accepted.reset());
    await until(accepted, (state) => state.closed);
    expect(accepted.state.broken).toBeUndefined();
    expect(endsOf(theirs.events).at(-1)).toBe('us rst');
  }
});

test('a client certificate is told with whether it is trusted', async () => {
  const stranger = await makeCertificates({ clientName: 'somebody' });
  const asked = { clientCa: made.ca };
  const right = await joined({ ca: made.ca, ...made.client }, asked);
  expect(right.accepted.secure).toMatchObject({ peerSubject: 'CN=ingest source', trusted: true });
  const wrong = await joined({ ca: made.ca, ...stranger.client }, asked);
  expect(wrong.accepted.secure).toMatchObject({ peerSubject: 'CN=somebody', trusted: false });
  expect(wrong.accepted.secure?.trustError).toBeTypeOf('string');
  const none = await joined({ ca: made.ca }, asked);
  expect(none.accepted.secure).not.toHaveProperty('trusted');
});

test('a certificate that is not trusted: unreachable, or told in the trace', async () => {
  const { listener, recorded } = await served();
  const ours = tape();
  const options = { host: '127.0.0.1', port: listener.port, label: 'source', recorder: ours.recorder };
  const refused = await dial({ ...options, connectTimeoutMs: 10_000, tls: {} });
  expect(refused).toEqual({ unreachable: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  expect(ours.events).toMatchObject([{ event: 'unreachable', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }]);
  const link = await dialPort(ours, listener.port, { tls: { insecure: true } });
  expect(link.secure).toMatchObject({ trusted: false, trustError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  link.close();
  await recorded.until((events) => events.some((event) => event.event === 'end'));
});

test('a name that the certificate does not have, and one that has expired', async () => {
  const { listener } = await served();
  const expired = await makeCertificates({ notAfter: new Date(Date.now() - 1000) });
  const late = await openListener(tape(), { tls: expired.server });
  onTestFinished(() => late.close());
  const options = { label: 'source', recorder: tape().recorder, connectTimeoutMs: 10_000, host: '127.0.0.1' };
  expect(
    await dial({ ...options, port: listener.port, tls: { ca: made.ca, servername: 'other.example' } }),
  ).toEqual({
    unreachable: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  expect(await dial({ ...options, port: late.port, tls: { ca: expired.ca } })).toEqual({
    unreachable: 'CERT_HAS_EXPIRED',
  });
});

test('a client that speaks no TLS, and one that goes away, end with an error', async () => {
  const { listener, recorded } = await served();
  plainClient(listener.port).socket.write('GET / HTTP/1.1\r\n\r\n');
  await recorded.until((events) => events.length === 2);
  const { socket } = plainClient(listener.port);
  await recorded.until((events) => events.length === 3);
  socket.resetAndDestroy();
  await recorded.until((events) => events.length === 4);
  plainClient(listener.port);
  await recorded.until((events) => events.length === 5);
  await listener.close();
  expect(recorded.events).toMatchObject([
    { event: 'open', conn: 0 },
    { event: 'end', conn: 0, by: 'target', how: 'error', code: 'ERR_SSL_HTTP_REQUEST' },
    { event: 'open', conn: 1 },
    { event: 'end', conn: 1, by: 'target', how: 'error', code: 'ECONNRESET' },
    { event: 'open', conn: 2 },
    { event: 'end', conn: 2, by: 'us', how: 'error', code: 'ABANDONED' },
  ]);
});

test('versions can be narrowed, and a mismatch is told', async () => {
  const { link } = await joined({ ca: made.ca, maxVersion: 'TLSv1.2' });
  expect(link.secure?.protocol).toBe('TLSv1.2');
  link.close();
  const { listener } = await served({ minVersion: 'TLSv1.3' });
  const refused = await dial({
    host: '127.0.0.1',
    port: listener.port,
    label: 'source',
    recorder: tape().recorder,
    connectTimeoutMs: 10_000,
    tls: { ca: made.ca, maxVersion: 'TLSv1.2' },
  });
  expect(refused).toHaveProperty('unreachable', expect.stringMatching(/^ERR_SSL_/));
});

test('what is no certificate, no key or no suite is told, by either side', async () => {
  const flaws = [
    { cert: 'not a certificate' },
    { key: 'not a key' },
    { cert: made.client.cert },
    { ciphers: ['NO-SUCH-SUITE'] },
  ];
  const { listener } = await served();
  const common = { label: 'source', connectTimeoutMs: 10_000, host: '127.0.0.1', port: listener.port };
  for (const flaw of flaws) {
    const tls = { ca: made.ca, ...made.server, ...flaw };
    expect(await listen({ recorder: tape().recorder, onLink: () => undefined, tls })).toEqual({
      unavailable: expect.stringMatching(/^ERR_/) as string,
    });
    expect(await dial({ ...common, recorder: tape().recorder, tls })).toEqual({
      unreachable: expect.stringMatching(/^ERR_/) as string,
    });
  }
});
