import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { head, observed, opens, payload, stray } from './staged.ts';
import type { Staged } from './staged.ts';
import {
  headAsGet,
  newTypeKept,
  notModified,
  rangeGiven,
  refusedAsMistyped,
  typeKept,
} from './store-types.ts';

const put = (name: string, type: string | undefined, body = 'abcdefghij'): Staged => [
  ...opens(0, 'source'),
  ...head(
    0,
    'sent',
    `PUT /s/${name} HTTP/1.1`,
    `Content-Length: ${String(body.length)}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
  ),
  ...payload(0, 'sent', body),
  ...head(0, 'received', 'HTTP/1.1 201 Created', 'Content-Length: 0'),
];

const reads = (method: string, name: string, label: string, status: number, ...fields: string[]): Staged => [
  ...opens(1, label),
  ...head(1, 'sent', `${method} /s/${name} HTTP/1.1`, 'Host: x'),
  ...head(1, 'received', `HTTP/1.1 ${String(status)} Words`, ...fields),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

test.for<[name: string, sent: string, told: string | undefined, outcome: string]>([
  ['a.cmfv', 'video/mp4', 'video/mp4', 'met'],
  ['a.cmfv', 'video/mp4', 'Video/MP4; codecs="avc1"', 'met'],
  ['a.cmfv', 'video/mp4', 'application/octet-stream', 'broken'],
  ['a.cmfv', 'video/mp4', undefined, 'broken'],
  ['a.m3u8', 'application/vnd.apple.mpegurl', 'application/x-mpegURL', 'met'],
  ['a.m3u8', 'application/vnd.apple.mpegurl', 'vnd.apple.mpegURL', 'met'],
  ['a.mp4', 'video/mp4', 'application/mp4', 'met'],
  ['a.m4s', 'video/iso.segment', 'audio/mp4', 'noted'],
  ['a.init', 'video/mp4', 'application/mp4', 'noted'],
  ['a.init', 'video/mp4', 'text/plain', 'broken'],
  ['a.mpd', 'application/dash+xml', 'application/xml', 'broken'],
])('%s sent as %s and told as %s', ([name, sent, told, outcome]) => {
  const fields = told === undefined ? [] : [`Content-Type: ${told}`];
  expect(outcomeOf(typeKept(), put(name, sent), reads('GET', name, 'reader', 200, ...fields))).toMatchObject({
    outcome,
    ...(outcome === 'broken' ? { atMost: 'should' } : {}),
  });
});

test('the type is told with its place', () => {
  const fields = ['Content-Length: 0', 'Content-Type: text/html'];
  expect(
    outcomeOf(typeKept(), put('a.cmfv', 'video/mp4'), reads('GET', 'a.cmfv', 'reader', 200, ...fields)),
  ).toMatchObject({
    expected: 'Content-Type: video/mp4',
    actual: 'Content-Type: text/html',
    evidence: [{ offset: 'HTTP/1.1 200 Words\r\nContent-Length: 0\r\n'.length }],
  });
});

test('where there is no type to look at', () => {
  expect(outcomeOf(typeKept(), put('a.cmfv', undefined))).toMatchObject({ outcome: 'unclear' });
  expect(outcomeOf(typeKept(), put('a.cmfv', 'video/mp4'))).toMatchObject({ outcome: 'unclear' });
  expect(
    outcomeOf(typeKept(), put('a.cmfv', 'video/mp4'), reads('GET', 'a.cmfv', 'reader', 404)),
  ).toMatchObject({ outcome: 'broken' });
});

test('the type of the newer object, and no other of its row', () => {
  const outcome = (told: string) =>
    outcomeOf(
      newTypeKept('reader', 'source'),
      put('a.mp4', 'application/mp4'),
      reads('GET', 'a.mp4', 'reader', 200, `Content-Type: ${told}`),
    );
  expect(outcome('application/mp4')).toMatchObject({ outcome: 'met' });
  expect(outcome('video/mp4')).toMatchObject({ outcome: 'broken', atMost: 'should' });
});

test('HEAD', () => {
  const outcome = (...happened: Staged[]) => outcomeOf(headAsGet(), put('a.mp4', 'video/mp4'), ...happened);
  const heads = (...fields: string[]) => reads('HEAD', 'a.mp4', 'head', 200, ...fields);
  expect(outcome(heads('Content-Length: 10'))).toMatchObject({ outcome: 'met' });
  expect(outcome(heads())).toMatchObject({ outcome: 'met', actual: 'no Content-Length' });
  expect(outcome(heads('Content-Length: 9'))).toMatchObject({
    outcome: 'broken',
    actual: 'Content-Length: 9',
  });
  expect(outcome(heads('Content-Length: 10'), stray(1, 'received', 'abcdefghij'))).toMatchObject({
    outcome: 'broken',
    actual: '10 bytes behind the head',
  });
  expect(outcome(reads('HEAD', 'a.mp4', 'head', 405))).toMatchObject({ outcome: 'unclear' });
});

test('ranges', () => {
  const outcome = (status: number, body: string, ...fields: string[]) =>
    outcomeOf(
      rangeGiven(2, 5),
      put('a.mp4', 'video/mp4'),
      reads('GET', 'a.mp4', 'reader', status, `Content-Length: ${String(body.length)}`, ...fields),
      payload(1, 'received', body),
    );
  const range = 'Content-Range: bytes 2-5/10';
  expect(outcome(206, 'cdef', range)).toMatchObject({ outcome: 'met' });
  expect(outcome(200, 'abcdefghij')).toMatchObject({ outcome: 'noted' });
  expect(outcome(206, 'abcd', range)).toMatchObject({ outcome: 'broken' });
  expect(outcome(206, 'cde', range)).toMatchObject({ outcome: 'broken' });
  expect(outcome(206, 'cdef')).toMatchObject({
    outcome: 'broken',
    expected: 'Content-Range: bytes 2-5/10',
  });
});

test('conditions', () => {
  const outcome = (status: number) =>
    outcomeOf(notModified(), put('a.mp4', 'video/mp4'), reads('GET', 'a.mp4', 'reader', status));
  expect(outcome(304)).toMatchObject({ outcome: 'met' });
  expect(outcome(200)).toMatchObject({ outcome: 'noted' });
  expect(outcome(500)).toMatchObject({ outcome: 'broken' });
});

test('a type that is not that of the extension', () => {
  const uploads = (conn: number, label: string, status: number): Staged => [
    ...opens(conn, label),
    ...head(conn, 'sent', 'PUT /s/a.cmfv HTTP/1.1', 'Content-Length: 0'),
    ...head(conn, 'received', `HTTP/1.1 ${String(status)} Words`, 'Content-Length: 0'),
  ];
  const outcome = (status: number, fit = 201) =>
    outcomeOf(refusedAsMistyped(), uploads(0, 'fit', fit), uploads(1, 'source', status));
  for (const status of [415, 400]) expect(outcome(status)).toMatchObject({ outcome: 'met' });
  for (const status of [201, 403, 409]) expect(outcome(status)).toMatchObject({ outcome: 'noted' });
  expect(outcome(500)).toMatchObject({ outcome: 'broken', erratum: 'E-DI-49' });
  expect(outcome(415, 415)).toMatchObject({ outcome: 'unclear', reason: 'dependency-failed' });
  expect(outcomeOf(refusedAsMistyped(), uploads(0, 'fit', 201))).toMatchObject({ outcome: 'unclear' });
});
