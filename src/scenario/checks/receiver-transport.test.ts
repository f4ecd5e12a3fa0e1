import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import {
  basicIsProof,
  certificateTaken,
  reachedBy,
  someSuite,
  speaks,
  speaksNothingOlder,
  turnedAwayAs,
} from './receiver-transport.ts';
import { ends, head, observed, opens } from './staged.ts';
import type { Staged } from './staged.ts';

const unreachable = (conn: number, label: string, code: string): Staged => [
  { event: 'unreachable', conn, label, remote: '127.0.0.1:8443', code },
];
const secure = (conn: number, protocol: string): Staged => [
  { event: 'secure', conn, protocol, cipher: 'TLS_AES_128_GCM_SHA256' },
];
const asks = (conn: number, label: string): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', 'POST /live.isml/Streams(video.cmfv) HTTP/1.1', 'Host: x', 'Content-Length: 0'),
];
const answered = (conn: number, label: string, status: number): Staged => [
  ...asks(conn, label),
  ...head(conn, 'received', `HTTP/1.1 ${String(status)} Words`, 'Content-Length: 0'),
];
const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

test('a connection that cannot be made is the finding', () => {
  const check = reachedBy('ipv6', 'over IPv6');
  expect(outcomeOf(check, answered(0, 'ipv6', 200)).outcome).toBe('met');
  expect(outcomeOf(check, unreachable(0, 'ipv6', 'ECONNREFUSED'))).toMatchObject({
    outcome: 'broken',
    expected: 'a request taken (2xx) over IPv6',
    actual: 'no connection (ECONNREFUSED)',
  });
  expect(outcomeOf(check, answered(0, 'ipv6', 403)).outcome).toBe('broken');
  expect(outcomeOf(check).outcome).toBe('unclear');
});

test('a version of TLS is spoken, or it is not', () => {
  const taken = answered(0, 'source', 200);
  expect(outcomeOf(speaks('TLSv1.2'), taken, secure(0, 'TLSv1.2')).outcome).toBe('met');
  expect(outcomeOf(speaks('TLSv1.2'), taken, secure(0, 'TLSv1.3')).outcome).toBe('unclear');
  expect(outcomeOf(speaks('TLSv1.2'), unreachable(0, 'source', 'ERR_SSL_TLSV1_ALERT')).outcome).toBe(
    'broken',
  );
});

test('TLS below 1.2 does not come about', () => {
  expect(outcomeOf(speaksNothingOlder, unreachable(0, 'source', 'ECONNRESET')).outcome).toBe('met');
  expect(outcomeOf(speaksNothingOlder, opens(0, 'source'), secure(0, 'TLSv1.1'))).toMatchObject({
    outcome: 'broken',
    actual: 'a connection with TLS 1.1',
  });
  const ours = unreachable(0, 'source', 'ERR_SSL_NO_PROTOCOLS_AVAILABLE');
  expect(outcomeOf(speaksNothingOlder, ours).outcome).toBe('unclear');
  expect(outcomeOf(speaksNothingOlder).outcome).toBe('unclear');
});

test('one suite of several is enough', () => {
  const check = someSuite(['A', 'B']);
  const [a, b] = [unreachable(0, 'A', 'ECONNRESET'), unreachable(1, 'B', 'ECONNRESET')];
  expect(outcomeOf(check, a, opens(1, 'B'), secure(1, 'TLSv1.2'))).toEqual({ outcome: 'met', actual: 'B' });
  expect(outcomeOf(check, a, b).outcome).toBe('broken');
  expect(outcomeOf(check).outcome).toBe('unclear');
});

test('a source is turned away by an alert, a close or a status', () => {
  const check = turnedAwayAs('source');
  expect(outcomeOf(check, unreachable(0, 'source', 'ERR_SSL_ALERT')).outcome).toBe('met');
  expect(outcomeOf(check, asks(0, 'source'), ends(0, 'target')).outcome).toBe('met');
  expect(outcomeOf(check, answered(0, 'source', 403)).outcome).toBe('met');
  expect(outcomeOf(check, answered(0, 'source', 200)).outcome).toBe('broken');
  expect(outcomeOf(check, answered(0, 'source', 500)).outcome).toBe('broken');
  expect(outcomeOf(check, asks(0, 'source'), ends(0, 'us'), ends(0, 'target')).outcome).toBe('broken');
  expect(outcomeOf(check).outcome).toBe('unclear');
});

test('a certificate is enough, or needs the credentials besides', () => {
  const check = certificateTaken('alone', 'both');
  expect(outcomeOf(check, answered(0, 'alone', 200), answered(1, 'both', 200))).toMatchObject({
    outcome: 'met',
    actual: '200 Words with the certificate alone',
  });
  expect(outcomeOf(check, answered(0, 'alone', 403), answered(1, 'both', 200)).outcome).toBe('met');
  expect(outcomeOf(check, answered(0, 'alone', 403), answered(1, 'both', 403)).outcome).toBe('broken');
  const alert = unreachable(1, 'both', 'ERR_SSL_ALERT');
  expect(outcomeOf(check, answered(0, 'alone', 403), alert)).toMatchObject({
    outcome: 'broken',
    actual: 'no connection (ERR_SSL_ALERT)',
  });
});

test('credentials are a proof over TLS only where others are turned away', () => {
  expect(outcomeOf(basicIsProof, answered(0, 'nobody', 403), answered(1, 'source', 200)).outcome).toBe('met');
  expect(outcomeOf(basicIsProof, answered(0, 'nobody', 200), answered(1, 'source', 200)).outcome).toBe(
    'broken',
  );
  expect(outcomeOf(basicIsProof, answered(0, 'nobody', 403), answered(1, 'source', 403)).outcome).toBe(
    'broken',
  );
});
