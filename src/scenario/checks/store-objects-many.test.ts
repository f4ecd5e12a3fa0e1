import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { ends, head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';
import { everyUploadTaken, givesBackEach, keepsConnection } from './store-objects-many.ts';

const exchange = (
  conn: number,
  line: string,
  sent: string | undefined,
  status: number,
  got: string,
  ...fields: string[]
): Staged => [
  ...head(
    conn,
    'sent',
    `${line} HTTP/1.1`,
    'Host: x',
    ...(sent === undefined ? [] : [`Content-Length: ${String(sent.length)}`]),
  ),
  ...(sent === undefined ? [] : payload(conn, 'sent', sent)),
  ...head(
    conn,
    'received',
    `HTTP/1.1 ${String(status)} Words`,
    `Content-Length: ${String(got.length)}`,
    ...fields,
  ),
  ...(got === '' ? [] : payload(conn, 'received', got)),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

const source = opens(0, 'source');
const reader = opens(1, 'reader');

test('every object that is read is what was uploaded last', () => {
  const uploads = [
    ...exchange(0, 'PUT /a', 'one', 201, ''),
    ...exchange(0, 'PUT /b', 'two', 201, ''),
    ...exchange(0, 'POST /a', 'three', 200, ''),
  ];
  const reads = (a: string) => [
    ...exchange(1, 'GET /a', undefined, 200, a),
    ...exchange(1, 'GET /b', undefined, 200, 'two'),
  ];
  expect(outcomeOf(givesBackEach, source, uploads, reader, reads('three'))).toMatchObject({
    outcome: 'met',
    actual: '2 objects as they were sent',
  });
  expect(outcomeOf(givesBackEach, source, uploads, reader, reads('one'))).toMatchObject({
    outcome: 'broken',
    expected: 'the 5 bytes that were sent, 74 68 72 65 65 at byte 0, of /a',
  });
  expect(
    outcomeOf(givesBackEach, source, uploads, reader, exchange(1, 'GET /b', undefined, 404, '')),
  ).toMatchObject({ outcome: 'broken', actual: '404 Words' });
  expect(outcomeOf(givesBackEach, source, uploads)).toMatchObject({ outcome: 'unclear' });
});

test('an object whose upload was refused cannot be judged', () => {
  expect(
    outcomeOf(
      givesBackEach,
      source,
      exchange(0, 'PUT /a', 'one', 403, ''),
      reader,
      exchange(1, 'GET /a', undefined, 404, ''),
    ),
  ).toMatchObject({ outcome: 'unclear', reason: 'dependency-failed' });
});

test('every upload is taken', () => {
  const two = (status: number) => [
    ...exchange(0, 'PUT /a', 'one', 201, ''),
    ...exchange(0, 'PUT /b', 'two', status, ''),
  ];
  expect(outcomeOf(everyUploadTaken, source, two(204))).toMatchObject({ outcome: 'met' });
  expect(outcomeOf(everyUploadTaken, source, two(409))).toMatchObject({
    outcome: 'broken',
    actual: '409 Words to PUT /b',
  });
  expect(outcomeOf(everyUploadTaken, source, two(500))).toMatchObject({
    outcome: 'broken',
    erratum: 'E-DI-49',
  });
  expect(outcomeOf(everyUploadTaken, source)).toMatchObject({ outcome: 'unclear' });
  expect(
    outcomeOf(everyUploadTaken, source, head(0, 'sent', 'PUT /a HTTP/1.1', 'Content-Length: 0')),
  ).toMatchObject({ outcome: 'broken', actual: 'no answer to PUT /a' });
});

test('a connection is kept', () => {
  const check = keepsConnection('source', 2);
  const first = (...fields: string[]) => exchange(0, 'PUT /a', 'one', 201, '', ...fields);
  const second = exchange(0, 'PUT /b', 'two', 201, '', 'Connection: close');
  expect(outcomeOf(check, source, first(), second)).toMatchObject({ outcome: 'met' });
  expect(
    outcomeOf(
      check,
      source,
      first('Connection: close'),
      opens(2, 'source'),
      exchange(2, 'PUT /b', 'two', 201, ''),
    ),
  ).toMatchObject({ outcome: 'broken', actual: 'Connection: close after 201 Words' });
  expect(
    outcomeOf(
      check,
      source,
      first(),
      ends(0, 'target'),
      opens(2, 'source'),
      exchange(2, 'PUT /b', 'two', 201, ''),
    ),
  ).toMatchObject({ outcome: 'broken', actual: 'the connection at its end after 1' });
  expect(outcomeOf(check, source)).toMatchObject({ outcome: 'unclear' });
});
