import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { expect, onTestFinished, test } from 'vitest';
import { tape } from './loopback.ts';
import { isNameServer, nameServer } from './name-server.ts';
import type { NameServer, NameServerOptions } from './name-server.ts';

const open = async (
  more: Partial<NameServerOptions> = {},
): Promise<{ server: NameServer; resolver: Resolver; recorded: ReturnType<typeof tape> }> => {
  const recorded = tape();
  const server = await nameServer({
    recorder: recorded.recorder,
    ttl: () => 2,
    told: (name, type) =>
      name === 'ingest.test' ? (type === 'A' ? ['127.0.0.9', '127.0.0.8'] : []) : 'no-such-name',
    ...more,
  });
  if (!isNameServer(server)) throw new Error(server.unavailable);
  onTestFinished(() => server.close());
  const resolver = new Resolver({ timeout: 5_000, tries: 2 });
  resolver.setServers([`${server.host}:${String(server.port)}`]);
  return { server, resolver, recorded };
};

test('addresses are told with their time to live, and recorded', async () => {
  const { resolver, recorded } = await open();
  expect(await resolver.resolve4('INGEST.test', { ttl: true })).toEqual([
    { address: '127.0.0.9', ttl: 2 },
    { address: '127.0.0.8', ttl: 2 },
  ]);
  expect(recorded.events).toEqual([
    expect.objectContaining({
      event: 'lookup',
      name: 'ingest.test',
      type: 'A',
      answers: ['127.0.0.9', '127.0.0.8'],
      ttl: 2,
      from: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    }),
  ]);
});

test('another type has no data, another name does not exist', async () => {
  const { resolver } = await open();
  await expect(resolver.resolve6('ingest.test')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolver.resolveMx('ingest.test')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolver.resolve4('other.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('addresses of IPv6 are told, mapped ones too', async () => {
  const { resolver } = await open({
    told: (_, type) => (type === 'AAAA' ? ['::1', '::ffff:127.0.0.3'] : []),
  });
  expect(await resolver.resolve6('ingest.test')).toEqual(['::1', '::ffff:127.0.0.3']);
});

test('datagrams that are no query are passed over', async () => {
  const { server, resolver, recorded } = await open();
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  for (const text of [
    '',
    'nonsense',
    '\0'.repeat(12),
    `\0\0\x81\0${'\xff'.repeat(600)}`,
    `\0\0\x01\0\0\x01\0\0\0\0\0\0\xc0\x0c\0\x01\0\x01`,
  ]) {
    await new Promise((resolve) => {
      socket.send(Buffer.from(text, 'latin1'), server.port, server.host, resolve);
    });
  }
  await resolver.resolve4('ingest.test');
  expect(
    recorded.events.filter((event) => event.event === 'lookup' && event.name === 'ingest.test'),
  ).toHaveLength(1);
});

test('a port in use is said', async () => {
  const { server } = await open();
  expect(
    await nameServer({ port: server.port, recorder: tape().recorder, ttl: () => 1, told: () => [] }),
  ).toEqual({ unavailable: 'EADDRINUSE' });
});
