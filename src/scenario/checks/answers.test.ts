import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { on } from '../select.ts';
import {
  accepted,
  answered,
  answeredOtherThan,
  expectationFailedOrIgnored,
  freeAgain,
  notRefused,
  notTaken,
  refused,
  refusedWith,
  status,
  survived,
  takenWithoutExpect,
  whenRefusedWith,
} from './answers.ts';
import { deadline, ends, head, observed, opens, sourceAsks, sourceTaken, stray } from './staged.ts';
import type { Staged } from './staged.ts';

const answer = (...lines: string[]): Staged => [...sourceAsks, ...head(0, 'received', ...lines)];
const ok = answer('HTTP/1.1 200 OK');
const unauthorized = answer('HTTP/1.1 401 Unauthorized');
const forbidden = answer('HTTP/1.1 403 Forbidden');
const failed = answer('HTTP/1.1 500 Internal Server Error');
const closed: Staged = [...sourceAsks, ...ends(0, 'target')];
const never: Staged = [...sourceAsks, ...deadline(0, 'a final response')];

const verdictOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

test.for<[string, Check, Staged, Staged]>([
  ['status(401)', status(401), unauthorized, ok],
  ['status of several', status(401, 400), unauthorized, forbidden],
  ['accepted by 100', accepted, sourceTaken, unauthorized],
  ['accepted by 2xx', accepted, ok, closed],
  [
    'accepted and then refused',
    accepted,
    ok,
    [...sourceTaken, ...head(0, 'received', 'HTTP/1.1 403 Forbidden')],
  ],
  ['refused', refused, forbidden, sourceTaken],
  ['refused with 501', refusedWith(501), answer('HTTP/1.1 501 Not Implemented'), closed],
  ['answered', answered, sourceTaken, closed],
  ['answered otherwise', answeredOtherThan(404), ok, answer('HTTP/1.1 404 Not Found')],
  ['survived', survived, forbidden, failed],
  ['survived by an answer', survived, sourceTaken, closed],
  ['417', expectationFailedOrIgnored, answer('HTTP/1.1 417 Expectation Failed'), failed],
  ['an ignored expectation', expectationFailedOrIgnored, ok, closed],
  ['not refused', notRefused, closed, forbidden],
  ['taken without Expect', takenWithoutExpect, ok, forbidden],
  ['not taken', notTaken, never, ok],
])('%s', ([, check, met, broken]) => {
  expect(verdictOf(check, met).outcome).toBe('met');
  expect(verdictOf(check, broken).outcome).toBe('broken');
});

test('a head without line ends is taken, though the answer belongs to no request', () => {
  const misprint = [...opens(0, 'source'), ...stray(0, 'sent', 'PUT /live.mp3 HTTP/1.1\x13\x10\x13\x10')];
  expect(verdictOf(notTaken, misprint).outcome).toBe('met');
  expect(verdictOf(notTaken, misprint, stray(0, 'received', 'HTTP/1.1 100 Continue\r\n\r\n')).outcome).toBe(
    'broken',
  );
});

test('a refusal of an unusual status rests on E-ICE-12, an acceptance does not', () => {
  expect(verdictOf(refused, failed)).toMatchObject({ outcome: 'broken', erratum: 'E-ICE-12' });
  expect(verdictOf(refused, ok)).not.toHaveProperty('erratum');
});

test('a source that ended without an answer to a request without Expect is noted', () => {
  expect(verdictOf(takenWithoutExpect, closed).outcome).toBe('noted');
});

test('a connection that could not be made, or was not asked for, leaves it open', () => {
  const unreachable: Staged = [
    { event: 'unreachable', conn: 0, label: 'source', remote: '127.0.0.1:8000', code: 'ECONNREFUSED' },
  ];
  expect(verdictOf(status(401), unreachable)).toMatchObject({ outcome: 'unclear', reason: 'peer-vanished' });
  expect(verdictOf(status(401))).toMatchObject({ outcome: 'unclear', reason: 'not-triggered' });
});

test('what came is told in words', () => {
  const said = (happened: Staged) => {
    const outcome = verdictOf(status(299), happened);
    return outcome.outcome === 'broken' ? outcome.actual : outcome;
  };
  expect(said([...sourceTaken, ...head(0, 'received', 'HTTP/1.0 200 OK')])).toBe('100 Continue, then 200 OK');
  expect(said([...ok, ...ends(0, 'target')])).toBe('200 OK, and the connection closed');
  expect(said([...ok, ...ends(0, 'us'), ...ends(0, 'target')])).toBe('200 OK');
  expect(said(closed)).toBe('no answer: the target closed the connection');
  expect(said([...sourceAsks, ...ends(0, 'target', 'rst')])).toBe(
    'no answer: the target reset the connection',
  );
  expect(said(never)).toBe('no answer within 10000 ms');
  expect(said([...sourceAsks, ...stray(0, 'received', 'hello\r\n')])).toBe(
    'bytes that are no HTTP: “hello␍␊”',
  );
});

test('a check can be made of another connection', () => {
  const second: Staged = [
    ...opens(1, 'second'),
    ...head(1, 'sent', 'PUT /live.mp3 HTTP/1.1', 'Host: x'),
    ...head(1, 'received', 'HTTP/1.1 409 Conflict'),
  ];
  expect(verdictOf(on('second', refused), sourceTaken, second).outcome).toBe('met');
  expect(verdictOf(freeAgain, sourceTaken, second)).toMatchObject({
    outcome: 'broken',
    expected: 'the mount point free for another source (100 or 2xx)',
    actual: '409 Conflict',
  });
  expect(verdictOf(freeAgain, sourceTaken).outcome).toBe('unclear');
});

test('of several attempts under one name the last counts', () => {
  const attempt = (conn: number, ...lines: string[]): Staged => [
    ...opens(conn, 'second'),
    ...head(conn, 'sent', 'PUT /live.mp3 HTTP/1.1', 'Host: x'),
    ...head(conn, 'received', ...lines),
  ];
  const insisted = [...attempt(1, 'HTTP/1.1 409 Conflict'), ...attempt(2, 'HTTP/1.1 100 Continue')];
  expect(verdictOf(freeAgain, sourceTaken, insisted).outcome).toBe('met');
});

test('what rests on a status is open without it', () => {
  expect(verdictOf(whenRefusedWith(401, accepted), ok)).toMatchObject({ reason: 'dependency-failed' });
  expect(verdictOf(whenRefusedWith(401, answered), unauthorized).outcome).toBe('met');
});
