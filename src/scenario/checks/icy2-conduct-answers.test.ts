import { expect, test } from 'vitest';
import { namesItself, notFallen, takenOrTurnedAway, takenOverTls } from './icy2-conduct-answers.ts';
import { ends, head, observed, sourceAsks, sourceTaken } from './staged.ts';
import type { Staged } from './staged.ts';

const answered = (...lines: readonly string[]) => observed(sourceAsks, head(0, 'received', ...lines));

test.for<[line: string, outcome: string]>([
  ['HTTP/1.1 200 OK', 'met'],
  ['HTTP/1.1 401 Unauthorized', 'met'],
  ['HTTP/1.1 405 Method Not Allowed', 'met'],
  ['HTTP/1.1 501 Not Implemented', 'met'],
  ['HTTP/1.1 302 Found', 'broken'],
  ['HTTP/1.1 500 Internal Server Error', 'broken'],
])('taken or turned away: %s', ([line, outcome]) => {
  expect(takenOrTurnedAway(answered(line)).outcome).toBe(outcome);
});

test('no answer is neither', () => {
  expect(takenOrTurnedAway(observed(sourceTaken)).outcome).toBe('met');
  expect(takenOrTurnedAway(observed(sourceAsks)).outcome).toBe('broken');
  expect(takenOrTurnedAway(observed()).outcome).toBe('unclear');
});

test('a server falls with an error or a reset', () => {
  expect(notFallen(answered('HTTP/1.1 411 Length Required')).outcome).toBe('met');
  expect(notFallen(observed(sourceAsks, ends(0, 'target'))).outcome).toBe('met');
  expect(notFallen(observed(sourceAsks, ends(0, 'target', 'rst'))).outcome).toBe('broken');
  expect(notFallen(observed(sourceTaken, ends(0, 'target', 'rst'))).outcome).toBe('met');
  expect(notFallen(answered('HTTP/1.1 500 No')).outcome).toBe('broken');
});

test('a server names itself', () => {
  expect(namesItself(answered('HTTP/1.1 200 OK', 'Server: Icecast 2.4.4')).outcome).toBe('met');
  expect(namesItself(answered('HTTP/1.1 200 OK', 'Server: Mcaster1DNAS/2.6.0')).outcome).toBe('met');
  expect(namesItself(answered('HTTP/1.1 200 OK', 'Server: Mcaster1DNAS/2.5.1')).outcome).toBe('noted');
  expect(namesItself(answered('HTTP/1.1 200 OK')).outcome).toBe('noted');
  expect(namesItself(observed(sourceTaken)).outcome).toBe('unclear');
});

test('a source is taken over TLS', () => {
  const [open, ...rest] = sourceTaken;
  const secure: Staged = [{ event: 'secure', conn: 0, protocol: 'TLSv1.3', cipher: 'x' }];
  expect(takenOverTls(observed(open ? [open] : [], secure, rest))).toMatchObject({
    outcome: 'met',
    actual: 'TLSv1.3, 100 Continue',
  });
  expect(takenOverTls(observed(sourceTaken)).outcome).toBe('unclear');
  const lost: Staged = [
    { event: 'unreachable', conn: 0, label: 'source', remote: '127.0.0.1:1', code: 'ECONNREFUSED' },
  ];
  expect(takenOverTls(observed(lost))).toMatchObject({ actual: 'no connection (ECONNREFUSED)' });
});
