import { once } from 'node:events';
import type net from 'node:net';
import tls from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { join } from '../../media/bytes.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import { fragments, header, media, post, send } from '../../scenario/ingest/media-step.ts';
import type { TransportPlan } from '../../scenario/ingest/connect-step.ts';
import { awaitClosed, awaitFinal, finish } from '../../scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../scenario/stimulus.ts';
import { makeIngestCertificates } from '../../wire/ingest-certificates.ts';
import type { IngestCertificates } from '../../wire/ingest-certificates.ts';
import { answering, performed, serving } from './performed.test-setup.ts';

let certificates: IngestCertificates;
beforeAll(async () => {
  certificates = await makeIngestCertificates();
});

const video = sourceTrack('video');
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const atTheEnd = '0\r\n\r\n';
const request = (plan: Partial<RequestPlan> = {}, conn = 'source'): Step => ({
  do: 'request',
  conn,
  plan: post('video', plan),
});
const connect = (how: TransportPlan, conn = 'source'): Step => ({ do: 'connect', conn, how });
const insist: Step = { do: 'insist', conn: 'source', plan: post(), until: 'accepted', within: 'join' };

test('a track is posted below its publishing point, an object a chunk', async () => {
  const target = await serving(answering(atTheEnd, ok));
  const { seen, steps } = await performed(send([header(), fragments(7, 2)]), target);
  const exchange = seen.connections[0]?.exchanges[0];
  expect(exchange?.request.head).toMatchObject({ method: 'POST', target: '/point/Streams(video.cmfv)' });
  const objects = [video.header, fragmentOf(video, 7), fragmentOf(video, 8)];
  expect(exchange?.request.body.chunks.map(({ size }) => size)).toEqual([
    ...objects.map(({ length }) => length),
    0,
  ]);
  expect(Buffer.compare(exchange?.request.body.kept ?? new Uint8Array(0), join(objects))).toBe(0);
  expect(exchange?.response?.head.status).toBe(200);
  expect(steps[1]).toBe('source: send the header, fragments 7 to 8 of video');
});

test('the length of a body is declared, compressed or not', async () => {
  for (const coding of [{}, { coding: 'gzip' }] as const) {
    const target = await serving((socket) => void socket.once('data', () => socket.write(ok)));
    const plan = { framing: { by: 'length' }, ...coding } as const;
    const { seen } = await performed(send([header(), fragments(0, 1)], { plan }), target);
    const body = seen.connections[0]?.exchanges[0]?.request.body;
    const kept = body?.kept ?? new Uint8Array(0);
    expect(body).toMatchObject({ complete: true, framing: { by: 'length', length: kept.length } });
    const plain = 'coding' in coding ? gunzipSync(kept) : kept;
    expect(Buffer.compare(plain, join([video.header, fragmentOf(video, 0)]))).toBe(0);
  }
});

test('media in real time come no sooner than they play', async () => {
  const target = await serving(answering(atTheEnd, ok));
  const steps = [
    request(),
    media([header(), fragments(0, 4)], { pace: 'real-time' }),
    finish(),
    awaitFinal(),
  ];
  const { seen } = await performed(steps, target, { delay: 0.05 });
  const { at, body } = seen.connections[0]?.exchanges[0]?.request ?? {};
  const [, ...fragmentsSent] = body?.chunks ?? [];
  fragmentsSent.slice(0, 4).forEach((chunk, index) => {
    // A timer may fire a millisecond early.
    expect(chunk.at - (at ?? Infinity)).toBeGreaterThan(index * 48 - 1);
  });
  expect(fragmentsSent).toHaveLength(5);
});

test('media of a refused request are left out, unless they are meant', async () => {
  const target = await serving(answering('\r\n\r\n', 'HTTP/1.1 412 No Header\r\nContent-Length: 0\r\n\r\n'));
  const steps = [
    request(),
    awaitFinal(),
    media([fragments(0, 1)]),
    media([fragments(1, 1)], { regardless: true }),
  ];
  const { seen, steps: told } = await performed(steps, target);
  expect(told[2]).toMatch(/left out: the source was refused with 412/);
  expect(seen.connections[0]?.exchanges[0]?.request.body.length).toBe(fragmentOf(video, 1).length);
});

/** A server with TLS that answers 200 to whatever ends. */
const secured = async (options: tls.TlsOptions = {}) => {
  const shown: (string | undefined)[] = [];
  const server = tls.createServer({ ...certificates.server, ...options }, (socket) => {
    const subject = socket.getPeerCertificate().subject as { CN: string } | undefined;
    shown.push(subject?.CN);
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    answering(atTheEnd, ok)(socket);
  });
  server.on('tlsClientError', () => undefined);
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return { shown, at: { host: '127.0.0.1', port, tls: { ca: certificates.authority.cert } } };
};

test('a connection is made over TLS as the step says, and Host is where it leads', async () => {
  const plainly = await serving(answering(atTheEnd, ok));
  const { at, shown } = await secured({ requestCert: true, rejectUnauthorized: false });
  const target = { ...plainly, secure: at, certificates };
  const ways: [TransportPlan, string, string | undefined][] = [
    [{ tls: { min: 'TLSv1.2', max: 'TLSv1.2', certificate: 'none' } }, 'TLSv1.2', undefined],
    [{ tls: { max: 'TLSv1.3', certificate: 'trusted' } }, 'TLSv1.3', 'ingest source'],
    [{ tls: { ciphers: ['ECDHE-ECDSA-AES256-GCM-SHA384'] } }, 'TLSv1.2', undefined],
    [{ tls: { certificate: 'other-authority' } }, 'TLSv1.3', 'ingest source'],
  ];
  for (const [how, protocol, subject] of ways) {
    const { seen, steps } = await performed([connect(how), ...send([header()])], target);
    const [connection] = seen.connections;
    expect(connection?.secure).toMatchObject({ protocol, trusted: true });
    expect(connection?.exchanges[0]?.response?.head.status).toBe(200);
    expect(connection?.exchanges[0]?.request.head.fields).toContainEqual(
      expect.objectContaining({ name: 'Host', value: `127.0.0.1:${String(at.port)}` }),
    );
    expect(shown.at(-1)).toBe(subject);
    expect(steps[0]).toMatch(/^source: connect with TLS/);
  }
});

test('a target with HTTPS is spoken to there, with its own certificate where it trusts one', async () => {
  const { at, shown } = await secured({ requestCert: true, rejectUnauthorized: false });
  const { cert, key } = certificates.client['self-signed'];
  const target = { ...at, tls: { ...at.tls, cert, key }, certificates };
  for (const how of [{}, { tls: {} }, { tls: { certificate: 'trusted' } }] as const) {
    await performed([connect(how), ...send([header()])], target);
    expect(shown.at(-1)).toBe('ingest source');
  }
  await performed([connect({ tls: { certificate: 'none' } }), ...send([header()])], target);
  expect(shown.at(-1)).toBeUndefined();
});

test('a connection that cannot be made is told, and what follows on it is left out', async () => {
  const { at } = await secured({ minVersion: 'TLSv1.3' });
  const steps = [
    connect({ tls: { max: 'TLSv1.2' } }),
    ...send([header()]),
    ...send([header()], { conn: 'other' }),
  ];
  const { seen, steps: told } = await performed(steps, at);
  expect(seen.unreachable).toMatchObject([{ label: 'source', code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }]);
  for (const step of told.slice(1, 5))
    expect(step).toMatch(/left out: the connection source could not be made/);
  expect(seen.connections.map(({ label }) => label)).toEqual(['other']);
});

test('what the target does not offer is left out', async () => {
  const target = await serving(answering(atTheEnd, ok));
  const { seen, steps } = await performed(
    [connect({ tls: {} }), request(), { do: 'restart' }, { do: 'read-back', track: 'video' }],
    target,
  );
  expect(steps.map((step) => /left out: (.*)\)$/.exec(step)?.[1])).toEqual([
    'the target has no address with HTTPS',
    'the target has no address with HTTPS',
    'the target cannot be restarted',
    'the target has no URL under which a track is read',
  ]);
  expect(seen.connections).toEqual([]);
  const { at } = await secured();
  const without = await performed([connect({ tls: { certificate: 'expired' } })], at);
  expect(without.steps[0]).toMatch(/left out: we have no client certificate of this kind/);
});

test('a connection is made over the family that is asked for, and insisted upon so', async () => {
  const six = await serving(answering('\r\n\r\n', ok), { host: '::1', port: 0 });
  const target = { host: '127.0.0.1', port: six.port };
  const { seen } = await performed([connect({ family: 6 }), request(), awaitFinal(), insist], target);
  expect(seen.connections).toHaveLength(2);
  for (const connection of seen.connections) {
    expect(connection.remote).toBe(`[::1]:${String(six.port)}`);
    expect(connection.exchanges[0]?.request.head.fields).toContainEqual(
      expect.objectContaining({ name: 'Host', value: `[::1]:${String(six.port)}` }),
    );
  }
  const elsewhere = await performed([connect({ family: 6 })], { host: '192.0.2.1', port: 80 });
  expect(elsewhere.seen.unreachable).toMatchObject([{ code: 'EAFNOSUPPORT' }]);
});

test('after a restart a request opens a new connection, and what it left behind is left out', async () => {
  const first = await serving(answering('\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'));
  const target = {
    ...first,
    restart: async () => {
      first.close();
      await serving(answering(atTheEnd, ok), first);
    },
  };
  const steps = [
    request(),
    { do: 'restart' } as const,
    media([header()]),
    awaitClosed(),
    ...send([header()]),
  ];
  const { seen, steps: told } = await performed(steps, target);
  expect(told[2]).toMatch(/left out: the connection source was lost when the target was restarted/);
  expect(seen.connections.map(({ ends }) => ends[0]?.by)).toEqual(['target', 'us']);
  expect(seen.connections[1]?.exchanges[0]?.response?.head.status).toBe(200);
});

test('a target that cannot be started again is the business of whoever runs it', async () => {
  const target = await serving(answering(atTheEnd, ok));
  const restart = () => Promise.reject(new Error('the program is gone'));
  await expect(performed([{ do: 'restart' }], { ...target, restart })).rejects.toThrow('the program is gone');
  const hanging = await performed(
    [{ do: 'restart' }],
    { ...target, restart: () => new Promise(() => undefined) },
    {
      deadline: 0.001,
    },
  );
  expect(hanging.seen.deadlines).toMatchObject([{ name: 'startup', awaited: 'that the target is back' }]);
});

const page = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: video/mp4\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;

const readBack: Step = { do: 'read-back', track: 'video' };

test('a track is read back once it is there, with credentials of its own server only', async () => {
  const asked: string[] = [];
  const target = await serving((socket) =>
    socket.on('data', (bytes) => {
      asked.push(bytes.toString('latin1'));
      const answer = asked.length < 3 ? page('404 Not Found', '') : page('200 OK', '\x00\xff');
      socket.write(answer, 'latin1');
    }),
  );
  const { seen } = await performed([readBack], { ...target, readBack: '' });
  expect(asked).toHaveLength(3);
  expect(asked[0]).toMatch(/^GET \/point\/Streams\(video\.cmfv\) HTTP\/1\.1/);
  expect(asked[0]).toMatch(/authorization: Basic/i);
  const url = `http://127.0.0.1:${String(target.port)}`;
  expect(seen.pages).toMatchObject([
    { page: 'read-back video', url: `${url}/point/Streams(video.cmfv)`, status: 200, data: 'AP8=' },
  ]);
  const other = await serving(() => undefined);
  await performed([readBack], { ...other, readBack: `${url}/vod/{path}?raw` });
  expect(asked[3]).toMatch(/^GET \/vod\/point\/Streams\(video\.cmfv\)\?raw /);
  expect(asked[3]).not.toMatch(/authorization/i);
});

test('a track that is not there is asked for until the deadline, and one without end to its bound', async () => {
  const missing = await serving(answering('\r\n\r\n', page('404 Not Found', '')));
  const { seen } = await performed([readBack], { ...missing, readBack: '' }, { deadline: 0.02 });
  expect(seen.pages).toMatchObject([{ status: 404 }]);
  expect(seen.deadlines).toMatchObject([{ name: 'page', awaited: 'the track video' }]);
  const endless = await serving((socket) => {
    const piece = new Uint8Array(1 << 20);
    const flood = (error?: Error | null) => {
      if (!error && !socket.destroyed) socket.write(piece, flood);
    };
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      flood();
    });
  });
  const flooded = await performed([readBack], { ...endless, readBack: '' });
  expect(flooded.seen.pages[0]?.data).toHaveLength(Math.ceil((16 * 1024 * 1024) / 3) * 4);
});

test('a track is read back over TLS', async () => {
  const server = tls.createServer(certificates.server, answering('\r\n\r\n', page('200 OK', 'a')));
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const at = { host: '127.0.0.1', port, tls: { ca: certificates.authority.cert } };
  const { seen } = await performed([readBack], { ...at, readBack: '' });
  expect(seen.pages).toMatchObject([{ status: 200, data: 'YQ==' }]);
});
