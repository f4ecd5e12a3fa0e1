import { beforeAll, expect, test } from 'vitest';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import { dial, isLink } from '../../wire/dial.ts';
import type { DialTls } from '../../wire/dial.ts';
import { makeIngestCertificates } from '../../wire/ingest-certificates.ts';
import type { ClientIdentity, IngestCertificates } from '../../wire/ingest-certificates.ts';
import { unrecorded } from '../unrecorded.ts';
import { headOf, nobody, owner, start, videoPath } from './visitor.test-setup.ts';

let certificates: IngestCertificates;
beforeAll(async () => {
  certificates = await makeIngestCertificates();
});

/** The status of an empty probe over TLS; the code of the failure where there is no connection. */
const probe = async (
  quirks: ReceiverQuirk[],
  shown: ClientIdentity | undefined,
  as = nobody,
  narrowed: Partial<DialTls> = {},
): Promise<number | string> => {
  const { server, authority, client } = certificates;
  const clientAuthorities = [authority.cert, client['self-signed']?.cert ?? ''];
  const { host, securePort = 0 } = await start(quirks, { tls: { ...server, clientAuthorities } });
  const identity = shown === undefined ? {} : client[shown];
  const link = await dial({
    host,
    port: securePort,
    label: 'source',
    recorder: unrecorded(),
    connectTimeoutMs: 10_000,
    tls: { ca: authority.cert, ...identity, ...narrowed },
  });
  if (!isLink(link)) return 'no connection';
  const status = new Promise<number>((resolve) => {
    link.listen({
      head: (head) => resolve(head.kind === 'response' ? head.status : 0),
      closed: () => resolve(0),
    });
  });
  void link.sendHead(headOf(videoPath, ['Content-Length: 0'], as));
  const answer = await status;
  link.close();
  return answer;
};

test.for([
  ['trusted', 200],
  ['self-signed', 200],
  ['self-signed-unknown', 403],
  ['other-authority', 403],
  ['expired', 403],
  ['server-only', 403],
  [undefined, 403],
] as const)('a source that shows the certificate %s gets %i', async ([shown, status]) => {
  expect(await probe([], shown)).toBe(status);
});

test('Basic does without a certificate', async () => {
  expect(await probe([], undefined, owner)).toBe(200);
});

test.for([
  ['takes-any-certificate', 'other-authority', 200],
  ['takes-expired-certificates', 'expired', 200],
  ['takes-server-certificates', 'server-only', 200],
  ['refuses-every-certificate', 'trusted', 403],
  ['needs-no-certificate', undefined, 200],
  ['ignores-basic-over-tls', undefined, 200],
] as const)('%s', async ([quirk, shown, status]) => {
  expect(await probe([quirk], shown)).toBe(status);
});

const only = (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Partial<DialTls> => ({
  minVersion: version,
  maxVersion: version,
});
const intermediate: Partial<DialTls> = {
  ...only('TLSv1.2'),
  ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
};

test.for([
  [undefined, only('TLSv1.1'), 'no connection'],
  [undefined, only('TLSv1.2'), 200],
  [undefined, only('TLSv1.3'), 200],
  [undefined, intermediate, 200],
  ['tls-1.1', only('TLSv1.1'), 200],
  ['tls-1.3-only', only('TLSv1.2'), 'no connection'],
  ['tls-1.2-only', only('TLSv1.3'), 'no connection'],
  ['one-cipher', intermediate, 'no connection'],
] as const)('%s: versions and suites', async ([quirk, narrowed, outcome]) => {
  expect(await probe(quirk === undefined ? [] : [quirk], undefined, owner, narrowed)).toBe(outcome);
});
