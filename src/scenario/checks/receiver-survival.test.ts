import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { answeredAtTheEnd } from './receiver-end.ts';
import { aliveAfterwards, answeredOrClosed, notReset, refusedOrClosed } from './receiver-survival.ts';
import { deadline, ends, head, observed, opens, payload, stray } from './staged.ts';
import type { Staged } from './staged.ts';

const asks = (conn = 0, label = 'source'): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', 'POST /live.isml/Streams(video.cmfv) HTTP/1.1', 'Host: x', 'Content-Length: 8'),
  ...payload(conn, 'sent', '8 bytes.'),
];
const answer = (conn: number, status: number): Staged =>
  head(conn, 'received', `HTTP/1.1 ${String(status)} Words`, 'Content-Length: 0');
const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

test('what cannot be read is refused, or its connection closed', () => {
  for (const fine of [answer(0, 400), answer(0, 431), ends(0, 'target'), ends(0, 'target', 'rst')]) {
    expect(outcomeOf(refusedOrClosed, asks(), fine).outcome).toBe('met');
  }
  for (const wrong of [answer(0, 200), answer(0, 500), deadline(0, 'a final response')]) {
    expect(outcomeOf(refusedOrClosed, asks(), wrong).outcome).toBe('broken');
  }
});

test('a FIN that answers our own is no close', () => {
  const hung: Staged = [...asks(), ...deadline(0, 'the end'), ...ends(0, 'us'), ...ends(0, 'target')];
  expect(outcomeOf(refusedOrClosed, hung).outcome).toBe('broken');
  expect(outcomeOf(answeredOrClosed, hung).outcome).toBe('broken');
});

test('what may be taken as well is answered without a server error, or its connection closed', () => {
  for (const fine of [answer(0, 200), answer(0, 431), answer(0, 501), ends(0, 'target')]) {
    expect(outcomeOf(answeredOrClosed, asks(), fine).outcome).toBe('met');
  }
  expect(outcomeOf(answeredOrClosed, asks(), answer(0, 500)).outcome).toBe('broken');
});

test('an answer to what was no request counts as one', () => {
  const noise: Staged = [...opens(0, 'source'), ...stray(0, 'sent', 'no HTTP at all')];
  expect(outcomeOf(answeredOrClosed, noise, stray(0, 'received', 'HTTP/1.1 400 Bad\r\n\r\n'))).toEqual({
    outcome: 'met',
    actual: 'the answer 400',
  });
  expect(outcomeOf(answeredOrClosed, noise, stray(0, 'received', 'HTTP/1.1 500 Oh\r\n\r\n')).outcome).toBe(
    'broken',
  );
  expect(outcomeOf(answeredOrClosed, noise).outcome).toBe('broken');
});

test('a further source that cannot connect, or is not taken, is the finding', () => {
  const gone: Staged = [
    { event: 'unreachable', conn: 1, label: 'afterwards', remote: '127.0.0.1:8000', code: 'ECONNREFUSED' },
  ];
  expect(outcomeOf(aliveAfterwards, asks(), gone)).toMatchObject({
    outcome: 'broken',
    actual: 'no connection (ECONNREFUSED)',
  });
  const failed = outcomeOf(aliveAfterwards, asks(1, 'afterwards'), answer(1, 500));
  expect(failed).toMatchObject({ outcome: 'broken' });
  // A fault that hostile bytes brought about is no erratum of the document.
  expect(failed).not.toHaveProperty('erratum');
  expect(outcomeOf(aliveAfterwards, asks(1, 'afterwards'), answer(1, 201)).outcome).toBe('met');
  expect(outcomeOf(aliveAfterwards, asks()).outcome).toBe('unclear');
});

test('an answer is not lost to RST', () => {
  expect(outcomeOf(notReset, asks(), answer(0, 403), ends(0, 'target')).outcome).toBe('met');
  expect(outcomeOf(notReset, asks(), answer(0, 403), ends(0, 'target', 'rst'))).toMatchObject({
    outcome: 'broken',
    actual: '403 Words, and RST',
  });
});

test('the answer comes once the body is over', () => {
  const [opening, sent] = [asks().slice(0, -1), asks().slice(-1)];
  expect(outcomeOf(answeredAtTheEnd, opening, sent, answer(0, 200)).outcome).toBe('met');
  expect(outcomeOf(answeredAtTheEnd, opening, answer(0, 200), sent)).toMatchObject({
    outcome: 'noted',
    actual: '200 Words after 0 of 8 bytes',
  });
  expect(outcomeOf(answeredAtTheEnd, opening, sent, deadline(0, 'a final response')).outcome).toBe('broken');
  expect(outcomeOf(answeredAtTheEnd, opening, sent, answer(0, 400)).outcome).toBe('unclear');
});
