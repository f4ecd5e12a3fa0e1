import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import fc from 'fast-check';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { longestHello, readClientHello } from './client-hello.ts';
import { makeCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { openListener, plainClient, tape } from './loopback.ts';

let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates();
});

/** The first bytes that Node sends with these settings. */
const helloOf = async (options: tls.ConnectionOptions): Promise<Uint8Array> => {
  const server = net.createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const client = tls.connect({ host: '127.0.0.1', port, ...options });
  client.on('error', () => undefined);
  const [socket] = (await once(server, 'connection')) as [net.Socket];
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  socket.destroy();
  return new Uint8Array(bytes);
};

const read = (bytes: Uint8Array) => {
  const result = readClientHello(bytes);
  return result.is === 'hello' ? result.hello : undefined;
};

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('what a client offers is told by name', async () => {
  const bytes = await helloOf({
    servername: 'ingest.test',
    ALPNProtocols: ['http/1.1', 'h2'],
    ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES256-GCM-SHA384',
    ecdhCurve: 'X25519:P-256:P-384',
  });
  expect(read(bytes)).toEqual({
    versions: ['TLSv1.3', 'TLSv1.2'],
    ciphers: [
      'TLS_AES_128_GCM_SHA256',
      'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_EMPTY_RENEGOTIATION_INFO_SCSV',
    ],
    groups: ['x25519', 'secp256r1', 'secp384r1'],
    serverName: 'ingest.test',
    alpn: ['http/1.1', 'h2'],
  });
});

test('a client that knows no supported_versions tells the highest', async () => {
  const hello = read(await helloOf({ maxVersion: 'TLSv1.2' }));
  expect(hello?.versions).toEqual(['TLSv1.2']);
  expect(hello).not.toHaveProperty('serverName');
  expect(hello?.alpn).toEqual([]);
});

test('an old client is read too, and what has no name is told by its number', async () => {
  const bytes = await helloOf({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
  expect(read(bytes)?.versions).toEqual(['TLSv1.1']);
  // After the heads of record and message, the version, the random and the session, the suites begin.
  const at = 5 + 4 + 2 + 32 + 1 + (bytes[43] ?? 0) + 2;
  bytes.set([0x1a, 0x1a], at);
  expect(read(bytes)?.ciphers[0]).toBe('0x1a1a');
});

test('a hello in pieces is asked for until it is whole, over as many records as it takes', async () => {
  const whole = await helloOf({ servername: 'ingest.test' });
  const message = whole.subarray(5);
  const records = Array.from({ length: Math.ceil(message.length / 50) }, (_, index) => {
    const part = message.subarray(index * 50, (index + 1) * 50);
    return [22, 3, 1, 0, part.length, ...part];
  });
  const split = Uint8Array.from(records.flat());
  for (const bytes of [whole, split]) {
    for (let length = 0; length < bytes.length; length += 1) {
      const result = readClientHello(bytes.subarray(0, length));
      expect(result.is).toBe('cut');
      if (result.is === 'cut') expect(result.needed).toBeGreaterThan(length);
    }
    expect(read(bytes)).toEqual(read(whole));
  }
  expect(read(Uint8Array.from([...whole, 20, 3, 3, 0, 1, 1]))).toEqual(read(whole));
});

test('what is no hello is none, and so is one that is too long', () => {
  for (const bytes of [
    latin1('GET / HTTP/1.1\r\n\r\n'),
    Uint8Array.from([0x16, 2, 0]),
    Uint8Array.from([22, 3, 1, 0, 0]),
    Uint8Array.from([22, 3, 1, 0, 4, 2, 0, 0, 0]),
    Uint8Array.from([22, 3, 1, 0, 5, 1, 0, 0, 1, 3]),
    Uint8Array.from([22, 3, 1, 255, 255, 1, 0, 255]),
  ]) {
    expect(readClientHello(bytes)).toEqual({ is: 'none' });
  }
  const endless = new Uint8Array(6 * longestHello);
  for (let at = 0; at < endless.length; at += 6) endless.set([22, 3, 1, 0, 1, at === 0 ? 1 : 255], at);
  expect(readClientHello(endless)).toEqual({ is: 'none' });
});

test('whatever the bytes are, nothing throws, and what is told stays small', async () => {
  const hello = await helloOf({ servername: 'ingest.test', ALPNProtocols: ['http/1.1'] });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(hello.length - 1), fc.nat(255)), { maxLength: 20 }),
      fc.uint8Array({ maxLength: 400 }),
      (edits, tail) => {
        const bytes = Uint8Array.from([...hello, ...tail]);
        for (const [at, value] of edits) bytes[at] = value;
        const result = readClientHello(bytes);
        if (result.is !== 'hello') return;
        expect(Math.max(result.hello.ciphers.length, result.hello.alpn.length)).toBeLessThanOrEqual(256);
      },
    ),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readClientHello(bytes)));
});

const served = async () => {
  const recorded = tape();
  const listener = await openListener(recorded, { tls: made.server });
  onTestFinished(() => listener.close());
  return { recorded, listener };
};

test('a hello that comes byte by byte is recorded, and the handshake goes on', async () => {
  const { recorded, listener } = await served();
  const relay = net.createServer((from) => {
    const to = net.connect({ port: listener.port, host: '127.0.0.1', noDelay: true });
    to.pipe(from);
    let queue = Promise.resolve();
    from.on('data', (bytes) => {
      queue = queue.then(async () => {
        for (const byte of bytes) {
          to.write(Uint8Array.of(byte));
          await new Promise(setImmediate);
        }
      });
    });
    for (const socket of [from, to]) socket.on('error', () => undefined);
    onTestFinished(() => void to.destroy());
  });
  onTestFinished(() => void relay.close());
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const { port } = relay.address() as net.AddressInfo;
  const client = tls.connect({ host: '127.0.0.1', port, ca: made.ca });
  onTestFinished(() => void client.destroy());
  await once(client, 'secureConnect');
  const link = await listener.next();
  client.write('GET / HTTP/1.1\r\n\r\n');
  await recorded.until((events) => events.some((event) => event.event === 'span'));
  expect(recorded.events.slice(0, 3).map((event) => event.event)).toEqual(['open', 'hello', 'secure']);
  expect(recorded.events[1]).toMatchObject({ conn: link.id, versions: ['TLSv1.3', 'TLSv1.2'] });
});

test('a client that ends before its hello is whole is over, and the next one is heard', async () => {
  const { recorded, listener } = await served();
  const { socket } = plainClient(listener.port);
  socket.end(Uint8Array.from([22, 3, 1, 1, 0, 1, 0]));
  await recorded.until((events) => events.length === 2);
  expect(recorded.events[1]).toMatchObject({ event: 'end', by: 'target', how: 'error', code: 'ECONNRESET' });
  const client = tls.connect({ host: '127.0.0.1', port: listener.port, ca: made.ca });
  onTestFinished(() => void client.destroy());
  await once(client, 'secureConnect');
});
