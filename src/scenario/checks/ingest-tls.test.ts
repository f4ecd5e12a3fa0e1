import { expect, test } from 'vitest';
import type { Hello, Secure } from '../../trace/event.ts';
import { asked, chunk, opened, stray } from './client-example.ts';
import type { Move } from './client-example.ts';
import { begins, happens, header, lines, long, seen, videoPath } from './ingest-example.ts';
import {
  intermediateProfile,
  noOldVersion,
  overTls,
  provenOverTls,
  refusesServer,
  rightfulCertificate,
  showsCertificate,
  speaksVersion,
} from './ingest-tls.ts';

const hello = (changes: Partial<Hello> = {}): Move =>
  happens({
    event: 'hello',
    conn: 0,
    versions: ['TLSv1.3', 'TLSv1.2'],
    ciphers: [
      'TLS_AES_128_GCM_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_EMPTY_RENEGOTIATION_INFO_SCSV',
    ],
    groups: ['x25519'],
    alpn: [],
    ...changes,
  });
const secure = (changes: Partial<Secure> = {}): Move =>
  happens({ event: 'secure', conn: 0, protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', ...changes });
const [open, ...request] = [...begins(0, videoPath), ...chunk(header())];
const over = (one: Move): (Move | Move[])[] => [open ?? opened(), hello(), one, request];

test('a request over TLS meets what is asked of it', () => {
  const observed = seen(over(secure()));
  for (const check of [overTls, provenOverTls, intermediateProfile, speaksVersion('TLSv1.3')])
    expect(check(observed).outcome).toBe('met');
  expect(speaksVersion('TLSv1.2')(observed).outcome).toBe('broken');
});

test('a source without TLS, or without a handshake, is caught', () => {
  const plain = seen([opened(), stray('POST / HTTP/1.1')]);
  for (const check of [overTls, provenOverTls, intermediateProfile])
    expect(check(plain)).toMatchObject({ outcome: 'broken', actual: 'a connection without TLS' });
  expect(overTls(seen([opened(), hello()])).outcome).toBe('broken');
  expect(overTls(seen([])).outcome).toBe('unclear');
  expect(provenOverTls(seen([opened(), hello(), secure(), asked(lines()), chunk(header())])).outcome).toBe(
    'broken',
  );
});

test('offers that miss the intermediate profile are caught, those that go beyond it noted', () => {
  const offered = (changes: Partial<Hello>) => intermediateProfile(seen([opened(), hello(changes)])).outcome;
  expect(offered({ versions: ['TLSv1.1'] })).toBe('broken');
  expect(offered({ ciphers: ['TLS_RSA_WITH_AES_128_CBC_SHA'] })).toBe('broken');
  expect(offered({ groups: ['secp521r1'] })).toBe('broken');
  expect(offered({ ciphers: ['TLS_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'] })).toBe('noted');
  expect(offered({ ciphers: ['TLS_AES_128_GCM_SHA256', '0x3a3a'] })).toBe('met');
});

test('a version below 1.2 is noted', () => {
  expect(noOldVersion(seen(over(secure({ protocol: 'TLSv1.1' })))).outcome).toBe('noted');
  expect(noOldVersion(seen([opened(), hello()])).outcome).toBe('met');
});

test('a client certificate is told by who vouches for it', () => {
  const shown = { peerFingerprint: 'AB', peerSubject: 'CN=x' };
  const trusted = seen(over(secure({ ...shown, trusted: true })));
  expect(showsCertificate(trusted).outcome).toBe('met');
  expect(rightfulCertificate(trusted).outcome).toBe('met');
  const own = seen(over(secure({ ...shown, trusted: false, trustError: 'DEPTH_ZERO_SELF_SIGNED_CERT' })));
  expect(rightfulCertificate(own).outcome).toBe('met');
  const stranger = seen(
    over(secure({ ...shown, trusted: false, trustError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })),
  );
  expect(rightfulCertificate(stranger).outcome).toBe('broken');
  expect(showsCertificate(seen(over(secure()))).outcome).toBe('broken');
  expect(rightfulCertificate(seen(over(secure()))).outcome).toBe('unclear');
});

test('a request to a server that proves nothing is caught', () => {
  expect(refusesServer(seen(over(secure()))).outcome).toBe('broken');
  expect(refusesServer(seen([opened(), hello(), secure()])).outcome).toBe('met');
  expect(refusesServer(seen([opened()])).outcome).toBe('unclear');
  expect(refusesServer(seen([long(0, videoPath)])).outcome).toBe('broken');
});
