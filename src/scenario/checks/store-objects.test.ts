import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { deadline, ends, head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';
import {
  givesBack,
  givesOneOf,
  givesWhileItGrows,
  notGivenAsWhole,
  takenFrom,
  takenOrTooLarge,
  whereTaken,
} from './store-objects.ts';
import { brokenOffForReaders } from './store-reading.ts';

const puts = (conn: number, label: string, body: string, length = body.length): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', 'PUT /live/s/video-1.cmfv HTTP/1.1', 'Host: x', `Content-Length: ${String(length)}`),
  ...payload(conn, 'sent', body),
];

const answers = (conn: number, status: number): Staged =>
  head(conn, 'received', `HTTP/1.1 ${String(status)} Words`, 'Content-Length: 0');

const put = (conn: number, label: string, body: string, status = 201): Staged => [
  ...puts(conn, label, body),
  ...answers(conn, status),
];

const gets = (conn: number, label: string): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', 'GET /live/s/video-1.cmfv HTTP/1.1', 'Host: x'),
];

const gives = (conn: number, body: string, length = body.length): Staged => [
  ...head(conn, 'received', 'HTTP/1.1 200 OK', `Content-Length: ${String(length)}`),
  ...payload(conn, 'received', body),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

const asSent = 'abcdefghijkl';

test('the bytes that were sent', () => {
  expect(outcomeOf(givesBack(), put(0, 'source', asSent), gets(1, 'reader'), gives(1, asSent))).toMatchObject(
    { outcome: 'met', actual: '200 OK, 12 bytes as they were sent' },
  );
});

test('another byte is told with its place', () => {
  const outcome = outcomeOf(
    givesBack(),
    put(0, 'source', asSent),
    gets(1, 'reader'),
    gives(1, 'abcdeXghijkl'),
  );
  expect(outcome).toMatchObject({
    outcome: 'broken',
    expected: 'the 12 bytes that were sent, 66 67 68 69 6a 6b 6c at byte 5',
    actual: '12 bytes, 58 67 68 69 6a 6b 6c at byte 5',
    evidence: [{ offset: 5 }],
  });
});

test('too few bytes, and too many', () => {
  expect(
    outcomeOf(givesBack(), put(0, 'source', asSent), gets(1, 'reader'), gives(1, 'abcde')),
  ).toMatchObject({ outcome: 'broken', actual: '5 bytes, the same up to byte 5' });
  expect(
    outcomeOf(givesBack(), put(0, 'source', asSent), gets(1, 'reader'), gives(1, `${asSent}XY`)),
  ).toMatchObject({ outcome: 'broken', actual: '14 bytes, the same up to byte 12' });
});

test('a response that breaks off', () => {
  expect(
    outcomeOf(
      givesBack(),
      put(0, 'source', asSent),
      gets(1, 'reader'),
      gives(1, 'abcde', 12),
      ends(1, 'target'),
    ),
  ).toMatchObject({
    outcome: 'broken',
    actual: '5 bytes, and then an end before the body was whole, the same up to byte 5',
  });
});

test('what says nothing of the bytes', () => {
  expect(outcomeOf(givesBack())).toMatchObject({ outcome: 'unclear' });
  expect(outcomeOf(givesBack(), put(0, 'source', asSent, 403))).toMatchObject({
    outcome: 'unclear',
    reason: 'dependency-failed',
  });
  expect(outcomeOf(givesBack(), puts(0, 'source', asSent))).toMatchObject({ outcome: 'unclear' });
  expect(outcomeOf(givesBack(), put(0, 'source', asSent))).toMatchObject({ outcome: 'unclear' });
  for (const status of [401, 403, 405, 501]) {
    expect(
      outcomeOf(givesBack(), put(0, 'source', asSent), gets(1, 'reader'), answers(1, status)),
    ).toMatchObject({ outcome: 'unclear', reason: 'prerequisite-missing' });
  }
});

test('an object that is not there', () => {
  expect(outcomeOf(givesBack(), put(0, 'source', asSent), gets(1, 'reader'), answers(1, 404))).toMatchObject({
    outcome: 'broken',
    actual: '404 Words',
  });
  expect(
    outcomeOf(givesBack(), put(0, 'source', asSent), gets(1, 'reader'), deadline(1, 'a final response')),
  ).toMatchObject({ outcome: 'broken', actual: 'no answer within 10000 ms' });
});

test('a reader in the middle gets all of one object', () => {
  const older = put(0, 'older', 'aaaaaaaaaa');
  const newer = put(2, 'newer', 'bbbbbbbb');
  const check = givesOneOf('early', 'older', 'newer');
  const given = (...happened: Staged[]) => outcomeOf(check, older, gets(1, 'early'), newer, ...happened);
  expect(given(gives(1, 'aaaaaaaaaa'))).toMatchObject({ outcome: 'met', actual: 'all of the older object' });
  expect(given(gives(1, 'bbbbbbbb'))).toMatchObject({ outcome: 'met', actual: 'all of the newer object' });
  expect(given(gives(1, 'aaaabbbb'))).toMatchObject({
    outcome: 'broken',
    expected: 'all of the older object or all of the newer one (10 and 8 bytes)',
    actual: '8 bytes, those of the older object up to byte 4 and others from there',
    evidence: [{ offset: 4 }],
  });
  expect(given(gives(1, 'bbbbbbaa'))).toMatchObject({
    outcome: 'broken',
    actual: '8 bytes, those of the newer object up to byte 6 and others from there',
  });
  expect(given(gives(1, 'bbbb'))).toMatchObject({
    outcome: 'broken',
    actual: 'the first 4 bytes of the newer object, as though they were whole',
    atMost: 'should',
  });
  expect(given(gives(1, 'aaaa', 10), ends(1, 'target'))).toMatchObject({ outcome: 'noted' });
  expect(outcomeOf(check, put(0, 'older', 'a', 405))).toMatchObject({ outcome: 'unclear' });
});

test('an upload that broke off', () => {
  const half = [...puts(0, 'source', 'abcde', 12), ...ends(0, 'us')];
  const check = notGivenAsWhole('reader');
  const given = (...happened: Staged[]) => outcomeOf(check, half, gets(1, 'reader'), ...happened);
  expect(given(answers(1, 404))).toMatchObject({ outcome: 'met' });
  expect(given(gives(1, 'abcde', 12), ends(1, 'target'))).toMatchObject({ outcome: 'met' });
  expect(given(gives(1, 'abcde'))).toMatchObject({
    outcome: 'broken',
    expected: 'nothing of an upload that broke off after 5 bytes',
    actual: '200 OK and 5 bytes as a whole object',
    atMost: 'should',
  });
  expect(given(answers(1, 500))).toMatchObject({ outcome: 'broken', atMost: 'should' });
  expect(outcomeOf(check, half)).toMatchObject({ outcome: 'unclear' });
});

test('an upload that broke off where there was an older object', () => {
  const half = [...puts(2, 'source', 'abcde', 12), ...ends(2, 'us')];
  const check = notGivenAsWhole('reader', 'source', 'older');
  const given = (...happened: Staged[]) =>
    outcomeOf(check, put(0, 'older', 'older'), half, gets(1, 'reader'), ...happened);
  expect(given(gives(1, 'older'))).toMatchObject({ outcome: 'met', actual: 'the older object' });
  expect(given(answers(1, 404))).toMatchObject({ outcome: 'met' });
  expect(given(gives(1, 'abcde'))).toMatchObject({ outcome: 'broken' });
  expect(outcomeOf(check, put(0, 'older', 'x', 500), half)).toMatchObject({ outcome: 'unclear' });
});

test('an object that is given while it grows', () => {
  const check = givesWhileItGrows();
  const begun = puts(0, 'source', 'abcde', 10);
  const rest = [...payload(0, 'sent', 'fghij'), ...answers(0, 201)];
  expect(outcomeOf(check, begun, gets(1, 'reader'), gives(1, 'abcde', 10), rest)).toMatchObject({
    outcome: 'met',
  });
  expect(outcomeOf(check, begun, gets(1, 'reader'), rest, gives(1, 'abcdefghij'))).toMatchObject({
    outcome: 'broken',
    actual: 'none before the end of the upload',
  });
  expect(outcomeOf(check, begun, gets(1, 'reader'), answers(1, 404), rest)).toMatchObject({
    outcome: 'broken',
    actual: '404 Words',
  });
  expect(outcomeOf(check, begun)).toMatchObject({ outcome: 'unclear' });
});

test('a reader of an upload that breaks off is cut off', () => {
  const check = brokenOffForReaders();
  const begun = puts(0, 'source', 'abcde', 10);
  expect(outcomeOf(check, begun, gets(1, 'reader'), gives(1, 'abcde', 10), ends(1, 'target'))).toMatchObject({
    outcome: 'met',
  });
  expect(outcomeOf(check, begun, gets(1, 'reader'), gives(1, 'abcde'))).toMatchObject({
    outcome: 'broken',
    actual: '5 bytes as a whole object',
  });
  expect(outcomeOf(check, begun)).toMatchObject({ outcome: 'unclear' });
});

test('what is taken, and what is too large', () => {
  expect(outcomeOf(takenFrom('newer'), put(0, 'newer', 'x', 204))).toMatchObject({ outcome: 'met' });
  expect(outcomeOf(takenFrom('newer'), put(0, 'newer', 'x', 409))).toMatchObject({ outcome: 'broken' });
  expect(outcomeOf(takenOrTooLarge(), put(0, 'source', 'x', 413))).toMatchObject({
    outcome: 'noted',
    actual: '413 Words to an object of 1 bytes',
  });
  expect(outcomeOf(takenOrTooLarge(), put(0, 'source', 'x', 507))).toMatchObject({ outcome: 'broken' });
});

test('what rests on an upload', () => {
  const check = whereTaken('older', takenFrom('newer'));
  expect(outcomeOf(check, put(0, 'older', 'x'), put(1, 'newer', 'y', 409))).toMatchObject({
    outcome: 'broken',
  });
  expect(outcomeOf(check, put(0, 'older', 'x', 409), put(1, 'newer', 'y', 409))).toMatchObject({
    outcome: 'unclear',
    reason: 'dependency-failed',
  });
});
