import dgram from 'node:dgram';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import dnsPacket from 'dns-packet';
import { makeCertificates } from '../../wire/certificates.ts';
import type { Certificates } from '../../wire/certificates.ts';
import { isAt, joined, quick, receiver, source } from './receiver.test-setup.ts';

let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates({ names: ['ingest.test'] });
});

interface Told {
  ttl: number;
  A: readonly string[];
  AAAA: readonly string[];
}

/** A name server that says what it is told to say, and what it was asked. */
const nameServer = async (told: Told) => {
  const asked: string[] = [];
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const query = dnsPacket.decode(bytes);
    const [question] = query.questions ?? [];
    if (question?.type !== 'A' && question?.type !== 'AAAA') return;
    const { name, type } = question;
    asked.push(type);
    const reply = dnsPacket.encode({
      type: 'response',
      id: query.id ?? 0,
      questions: [question],
      answers: told[type].map((data) => ({ type, name, ttl: told.ttl, data })),
    });
    socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((done) => {
    socket.bind(0, '127.0.0.1', done);
  });
  onTestFinished(() => {
    socket.close();
  });
  return { nameserver: { host: '127.0.0.1', port: socket.address().port }, asked };
};

const host = 'ingest.test';

test('a name is looked up once in its time, for all connections', async () => {
  const to = await receiver();
  const { nameserver, asked } = await nameServer({ ttl: 3600, A: ['127.0.0.1'], AAAA: [] });
  expect((await source({ ...to, host }, { nameserver })).code).toBe(0);
  expect(asked.sort()).toEqual(['A', 'AAAA']);
  expect(to.all[1]?.head.text).toContain(`Host: ingest.test:${String(to.port)}\r\n`);
});

test('and again once that is over', async () => {
  const to = await receiver();
  const { nameserver, asked } = await nameServer({ ttl: 0, A: ['127.0.0.1'], AAAA: [] });
  expect((await source({ ...to, host }, { nameserver })).code).toBe(0);
  expect(asked).toHaveLength(4);
  const lazy = await nameServer({ ttl: 0, A: ['127.0.0.1'], AAAA: [] });
  const { code } = await source({ ...to, host }, { ...lazy, quirks: ['ignores-the-ttl'] });
  expect(code).toBe(0);
  expect(lazy.asked).toHaveLength(2);
});

test('all addresses are tried, of both families', async () => {
  const to = await receiver(undefined, { host: '127.0.0.5' });
  const dead = await nameServer({ ttl: 60, A: ['127.0.0.6', '127.0.0.5'], AAAA: [] });
  expect((await source({ ...to, host }, dead)).code).toBe(0);
  const six = await receiver(undefined, { host: '::1' });
  const { nameserver } = await nameServer({ ttl: 60, A: [], AAAA: ['::1'] });
  expect((await source({ ...six, host }, { nameserver })).code).toBe(0);
  expect((await source({ ...six, host: '::1' })).code).toBe(0);
  expect(six.all.at(-1)?.head.text).toContain(`Host: [::1]:${String(six.port)}\r\n`);
  const four = await source(six, { quirks: ['ipv4-only', 'never-retries'] });
  expect(four).toMatchObject({ code: 1, log: ['probe: could not connect: ENOTFOUND', expect.anything()] });
  const first = await source({ ...to, host }, { ...dead, quirks: ['first-address-only', 'never-retries'] });
  expect(first.log[0]).toBe('probe: could not connect: ECONNREFUSED');
});

test('after a failure it looks where the receiver is now', async () => {
  const told: Told = { ttl: 3600, A: ['127.0.0.5'], AAAA: [] };
  const { nameserver, asked } = await nameServer(told);
  const there = await receiver(undefined, { host: '127.0.0.6' });
  let moved = false;
  const here = await receiver(
    (heard, { refuse }) => {
      if (moved || heard.head.target === '/live' || !isAt(heard, 8)) return;
      moved = true;
      told.A = ['127.0.0.6'];
      void refuse();
      heard.link.reset();
    },
    { host: '127.0.0.5', port: there.port },
  );
  expect((await source({ ...here, host }, { nameserver })).code).toBe(0);
  expect(there.story()[0]).toMatch(/^h [01] /);
  expect(joined([...here.story(), ...there.story()])).toBe('h 0 1 2 3 4 mfra');
  expect(asked).toHaveLength(4);
});

test('over TLS, to whom the authority vouches for', async () => {
  const to = await receiver(undefined, { tls: made.server });
  expect((await source(to, { tls: { ca: made.ca } })).code).toBe(0);
  expect(to.story()).toEqual(['h 0 1 2 3 4 mfra']);
  expect(to.all[0]?.link.secure?.protocol).toBe('TLSv1.3');
  const stranger = await makeCertificates();
  const refused = await source(to, { tls: { ca: stranger.ca }, quirks: ['never-retries'] });
  expect(refused.code).toBe(1);
  expect(refused.log[0]).toMatch(/^probe: could not connect: /);
  const trusting = await source(to, { tls: { ca: stranger.ca }, quirks: ['trusts-any-server'] });
  expect(trusting.code).toBe(0);
});

test.for([
  [[], true],
  [['no-client-certificate'], undefined],
  [['wrong-client-certificate'], false],
] as const)('with a certificate of its own, %j', async ([quirks, trusted]) => {
  const to = await receiver(undefined, { tls: { ...made.server, clientCa: made.ca } });
  expect((await source(to, { tls: { ca: made.ca, ...made.client }, quirks })).code).toBe(0);
  expect(to.all[0]?.link.secure?.trusted).toBe(trusted);
});

test.for([
  ['tls-1.1-only', { minVersion: 'TLSv1.2' as const }],
  ['old-ciphers', { minVersion: 'TLSv1.3' as const }],
  ['refuses-every-server', {}],
] as const)('%s: no connection', async ([quirk, tls]) => {
  const to = await receiver(undefined, { tls: { ...made.server, ...tls } });
  const { code } = await source(to, { tls: { ca: made.ca }, quirks: [quirk, 'never-retries'] });
  expect(code).toBe(1);
  expect(to.all).toEqual([]);
});

test('a connection that nobody answers is given up in time', async () => {
  const begun = performance.now();
  // Nobody has this address (RFC 5737), whether packets to it are dropped or refused.
  const { code, log } = await source(
    { host: '192.0.2.1', port: 9 },
    { quirks: ['does-not-retry-a-timeout', 'never-retries'] },
  );
  expect(code).toBe(1);
  expect(log[0]).toMatch(/^probe: could not connect: E/);
  expect(performance.now() - begun).toBeLessThan(6 * quick.delay('second') + quick.deadline('connect'));
});
