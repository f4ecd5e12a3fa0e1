import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { dial, isLink } from './dial.ts';
import type { DialTls } from './dial.ts';
import { makeIngestCertificates } from './ingest-certificates.ts';
import type { ClientIdentity, IngestCertificates } from './ingest-certificates.ts';
import type { Identity } from './certificates.ts';
import { dialPort, openListener, tape } from './loopback.ts';

let made: IngestCertificates;
beforeAll(async () => {
  made = await makeIngestCertificates({ names: ['127.8.0.1', 'encoder.test'], rsa: true });
});

const answered = async (server: Identity, wanted: DialTls, host = '127.0.0.1') => {
  const listener = await openListener(tape(), { tls: server });
  onTestFinished(() => listener.close());
  const link = await dial({
    host,
    port: listener.port,
    label: 'source',
    recorder: tape().recorder,
    connectTimeoutMs: 10_000,
    resolve: { [`${host}:${String(listener.port)}`]: '127.0.0.1' },
    tls: wanted,
  });
  if (!isLink(link)) return link.unreachable;
  link.close();
  return link.secure?.trusted === true ? 'trusted' : 'not trusted';
};

test.for(['127.0.0.1', '::1', 'localhost', 'ingest.test', '127.8.0.1', 'encoder.test'])(
  'the good server is %s',
  async (host) => {
    expect(await answered(made.server, { ca: made.authority.cert }, host)).toBe('trusted');
  },
);

test.for<['server' | 'serverSelfSigned' | 'serverExpired' | 'serverOtherName', string]>([
  ['serverSelfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['serverExpired', 'CERT_HAS_EXPIRED'],
  ['serverOtherName', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('%s is refused with %s', async ([which, code]) => {
  expect(await answered(made[which], { ca: made.authority.cert }, 'ingest.test')).toBe(code);
});

test('the server with an RSA key takes the suites that need one', async () => {
  const { serverRsa } = made;
  if (serverRsa === undefined) throw new Error('it was asked for');
  for (const cipher of ['ECDHE-RSA-AES128-GCM-SHA256', 'DHE-RSA-AES256-GCM-SHA384']) {
    const wanted = { ca: made.authority.cert, ciphers: [cipher] };
    expect(await answered(serverRsa, wanted)).toBe('trusted');
    expect(await answered(made.server, wanted)).toMatch(/^ERR_SSL_.*HANDSHAKE_FAILURE/);
  }
  expect(await makeIngestCertificates()).not.toHaveProperty('serverRsa');
});

test.for<[ClientIdentity, string | undefined]>([
  ['trusted', undefined],
  ['self-signed', undefined],
  ['self-signed-unknown', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['other-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['expired', 'CERT_HAS_EXPIRED'],
  ['server-only', 'INVALID_PURPOSE'],
])('a source with a certificate that is %s', async ([which, trustError]) => {
  const listener = await openListener(tape(), { tls: { ...made.server, clientCa: made.trustedClients } });
  onTestFinished(() => listener.close());
  const link = await dialPort(tape(), listener.port, {
    tls: { ca: made.authority.cert, ...made.client[which] },
  });
  const { secure } = await listener.next();
  expect(secure).toMatchObject({ trusted: trustError === undefined });
  expect(secure?.trustError).toBe(trustError);
  link.close();
});

const openssl = spawnSync('openssl', ['version']).status === 0;

/** A server that refuses by alert, which Node's own does not do: it closes. */
const alerting = async (...flags: readonly string[]): Promise<number> => {
  const directory = await mkdtemp(join(tmpdir(), 'ingestspec-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(directory, name), text);
    return join(directory, name);
  };
  const server = spawn('openssl', [
    's_server',
    ...['-accept', '127.0.0.1:0', '-naccept', '1', '-no_ticket'],
    ...['-cert', await file('cert', made.server.cert), '-key', await file('key', made.server.key)],
    ...['-CAfile', await file('ca', made.trustedClients), '-Verify', '1', '-verify_return_error'],
    ...flags,
  ]);
  onTestFinished(() => void server.kill());
  for await (const said of server.stdout) {
    const [, port] = /ACCEPT [^ ]*:(\d+)/.exec(String(said)) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error('openssl did not listen');
};

/** What a source that is refused learns, whatever it sends meanwhile. */
const refusal = async (port: number, wanted: DialTls, sends = 0): Promise<unknown> => {
  const recorded = tape();
  const link = await dial({
    host: '127.0.0.1',
    port,
    label: 'source',
    recorder: recorded.recorder,
    connectTimeoutMs: 10_000,
    tls: { ca: made.authority.cert, ...wanted },
  });
  if (!isLink(link)) return link.unreachable;
  for (let sent = 0; sent < sends; sent += 1) await link.sendChunk(new Uint8Array(50_000));
  await recorded.until((events) => events.some((event) => event.event === 'end'));
  link.close();
  const end = recorded.events.find((event) => event.event === 'end');
  return [end?.by, end?.how, end?.code];
};

test.skipIf(!openssl).for([0, 1, 40])(
  'TLS 1.3: a certificate refused after the handshake is told, %i chunks sent',
  async (sends) => {
    const codes = ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'];
    for (const [index, identity] of [made.client['other-authority'], {}].entries()) {
      expect(await refusal(await alerting(), { ...identity }, sends)).toEqual([
        'target',
        'error',
        codes[index],
      ]);
    }
  },
);

test.skipIf(!openssl)('TLS 1.2: a certificate refused in the handshake makes no connection', async () => {
  const wanted = { ...made.client['other-authority'], maxVersion: 'TLSv1.2' } as const;
  expect(await refusal(await alerting(), wanted)).toBe('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA');
});

test('a version that is refused is told by its alert', async () => {
  const listener = await openListener(tape(), { tls: made.server });
  onTestFinished(() => listener.close());
  expect(await refusal(listener.port, { maxVersion: 'TLSv1.1' })).toBe(
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  );
});

test.for(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const)(
  'both sides can do with %s alone',
  async (only) => {
    const versions = { minVersion: only, maxVersion: only };
    const listener = await openListener(tape(), { tls: { ...made.server, ...versions } });
    onTestFinished(() => listener.close());
    for (const wanted of [versions, { minVersion: 'TLSv1' } as const]) {
      const link = await dialPort(tape(), listener.port, { tls: { ca: made.authority.cert, ...wanted } });
      expect(link.secure?.protocol).toBe(only);
      link.close();
    }
  },
);
