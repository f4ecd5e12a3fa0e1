import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { seenEnough } from '../../scenario/behaviour.ts';
import { after, answer, atRequest } from '../../scenario/ingest/act.ts';
import type { IngestUntil, NamePlan } from '../../scenario/ingest/act.ts';
import { makeIngestCertificates } from '../../wire/ingest-certificates.ts';
import type { IngestCertificates } from '../../wire/ingest-certificates.ts';
import { AddressUnavailable } from '../script.ts';
import { mostConnections } from './converse.ts';
import {
  chunked,
  connect,
  connectOver,
  empty,
  fragment,
  headerOf,
  play,
  post,
  posted,
  short,
} from './play.test-setup.ts';
import type { Played } from './play.test-setup.ts';

const never: IngestUntil = { fragments: 1_000, orQuietFor: 'indefinite' };
const video = '/point/Streams(video.cmfv)';

let certificates: IngestCertificates;
beforeAll(async () => {
  certificates = await makeIngestCertificates();
});

const resolverOf = ({ script }: Played): Resolver => {
  const resolver = new Resolver({ timeout: 5_000, tries: 2 });
  resolver.setServers([`${script.nameserver?.host ?? ''}:${String(script.nameserver?.port)}`]);
  return resolver;
};

const named = (address: NamePlan) => ({ reception: { address } });

test('a name leads here, and after a move there', async () => {
  let told: object | undefined;
  const played = await play([{ when: after(1), deed: { do: 'move' } }], never, {
    ...named({ ttl: 2, first: ['here'], moved: ['there'] }),
    begun: (facts) => {
      told = facts;
    },
  });
  const { script } = played;
  expect(script.origin).toBe(`http://ingest.test:${String(script.port)}`);
  const resolver = resolverOf(played);
  const [here = ''] = await resolver.resolve4('ingest.test');
  const source = connect({ host: here, port: script.port });
  source.socket.write(short(video, headerOf(), fragment(0)));
  expect(await source.how).toBe('ECONNRESET');
  expect(await connect({ host: here, port: script.port }).how).toBe('ECONNREFUSED');
  const [there = ''] = await resolver.resolve4('ingest.test');
  expect(there).not.toBe(here);
  expect(told).toEqual({
    origin: script.origin,
    otherOrigin: script.otherOrigin,
    secondOrigin: `http://${there}:${String(script.port)}`,
  });
  const moved = connect({ host: there, port: script.port });
  moved.socket.write(short(video, fragment(1)));
  await moved.heard('HTTP/1.1 200');
  expect(played.events.filter(({ event }) => event === 'lookup')).toHaveLength(2);
});

test('of two addresses, one is dead; of two families, one is not told', async () => {
  const two = await play([], never, named({ ttl: 60, first: ['dead', 'here'] }));
  const [dead = '', here = ''] = await resolverOf(two).resolve4('ingest.test');
  expect(await connect({ host: dead, port: two.script.port }).how).toBe('ECONNREFUSED');
  const source = connect({ host: here, port: two.script.port });
  source.socket.write(post(video, empty));
  await source.heard('HTTP/1.1 200');
  await expect(resolverOf(two).resolve6('ingest.test')).rejects.toMatchObject({ code: 'ENODATA' });
});

test('over IPv6 alone, or over both families', async () => {
  for (const family of ['ipv6', 'both'] as const) {
    const played = await play([], never, named({ ttl: 60, first: ['here'], family }));
    const hosts = await resolverOf(played).resolve6('ingest.test');
    expect(hosts).toEqual(['::1']);
    const source = connect({ host: '::1', port: played.script.port });
    source.socket.write(post(video, empty));
    await source.heard('HTTP/1.1 200');
  }
  const literal = await play([], never, { reception: { address: 'ipv6' } });
  expect(literal.script.origin).toBe(`http://[::1]:${String(literal.script.port)}`);
});

test('over TLS, with each certificate of ours, and a ClientHello that is recorded', async () => {
  for (const [certificate, code] of [
    ['good', undefined],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['other-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const) {
    const { script, events } = await play([], never, {
      certificates,
      reception: { tls: { certificate } },
    });
    expect(script.origin).toBe(`https://127.0.0.1:${String(script.port)}`);
    const source = connectOver(script.port, { ca: script.ca ?? '' });
    if (code === undefined) {
      source.socket.write(post(video, empty));
      await source.heard('HTTP/1.1 200');
      expect(events.some(({ event }) => event === 'hello')).toBe(true);
    } else expect(await source.how).toBe(code);
  }
});

test('a source that refuses our certificate is no reason to wait for its first connection', async () => {
  const { script, steps, events } = await play(
    [],
    { requests: 1, orQuietFor: 'silence' },
    {
      certificates,
      reception: { tls: { certificate: 'expired' } },
    },
  );
  await connectOver(script.port, { ca: script.ca ?? '' }).how;
  await script.done;
  expect(steps()).toEqual([seenEnough]);
  expect(events.filter(({ event }) => event === 'deadline')).toEqual([]);
});

test('a client certificate is demanded: who shows none, or one that is not trusted, gets 403', async () => {
  const { script } = await play([], never, {
    certificates,
    reception: { tls: { demandsCertificate: true } },
  });
  const ask = (identity?: { cert: string; key: string }) => {
    const source = connectOver(script.port, { ca: script.ca ?? '', ...identity });
    source.socket.write(posted(video, empty));
    return source.heard('\r\n\r\n');
  };
  expect(await ask()).toContain('HTTP/1.1 403');
  expect(await ask(certificates.client['other-authority'])).toContain('HTTP/1.1 403');
  expect(await ask(certificates.client.expired)).toContain('HTTP/1.1 403');
  expect(await ask(certificates.client.trusted)).toContain('HTTP/1.1 200');
});

test('a port in use is said', async () => {
  const taken = net.createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as net.AddressInfo;
  await expect(play([], never, { port })).rejects.toThrow(AddressUnavailable);
});

test('more connections than a source has use for are turned away', async () => {
  const { script } = await play([], never);
  const sources = Array.from({ length: mostConnections + 1 }, () => connect(script));
  const turnedAway = await Promise.any(sources.map((source) => source.heard('\r\n\r\n')));
  expect(turnedAway).toMatch(/^HTTP\/1\.1 503/);
});

test('a source that hammers without end is watched for a while only', async () => {
  const { script, events } = await play(
    [{ when: atRequest, deed: answer(403, [], false), times: 'always' }],
    never,
  );
  const source = connect(script);
  source.socket.write(post(video, empty).repeat(11_000));
  await script.done;
  expect(events.at(-1)).toMatchObject({ event: 'step', step: seenEnough });
});

test('a body without end that is no media is read on', async () => {
  const { script } = await play([], { window: 'pause' });
  const source = connect(script);
  source.socket.write(post(video, chunked));
  for (let count = 0; count < 64; count += 1) source.chunk(Buffer.alloc(64 * 1024, 0xff));
  await script.done;
});
