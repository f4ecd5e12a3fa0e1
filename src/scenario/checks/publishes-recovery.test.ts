import { beforeAll, expect, test } from 'vitest';
import { loadXmlParser } from '../../media/xml-parser.ts';
import { exited, later, move } from './client-example.ts';
import {
  fault,
  opened,
  put,
  putHeader,
  putPlaylist,
  putSegment,
  seen,
  segment,
} from './publishes-failure-example.ts';
import { fragment } from './ingest-example.ts';
import {
  goesOnAt,
  leftConnection,
  lostObjectLater,
  nextInTime,
  objectAgain,
  resentAfterFailure,
  samePathAgain,
} from './publishes-recovery.ts';

beforeAll(loadXmlParser);

const begins = [opened(), putHeader(), putSegment(1), putPlaylist([1])];
const fails = putSegment(2, { after: segment, status: 503 });
const wait = (milliseconds: number) => later(milliseconds, move({ event: 'load', maxDelay: 0, p99Delay: 0 }));
const others = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => putSegment(from + index, { after: segment }));

test('the next media object has its turn in about the duration of a segment', () => {
  expect(nextInTime(seen([begins, fails, putSegment(3, { after: segment })]))).toMatchObject({
    outcome: 'met',
  });
  const insists = Array.from({ length: 20 }, () => putSegment(2, { after: 300, status: 503 }));
  expect(nextInTime(seen([begins, fails, insists]))).toMatchObject({ outcome: 'broken' });
  expect(nextInTime(seen([begins, fails, insists, putSegment(3)]))).toMatchObject({ outcome: 'broken' });
  expect(nextInTime(seen([begins, fails, insists.slice(0, 3)]))).toMatchObject({ outcome: 'unclear' });
});

test('a lost object arrives late, or is known to be forgotten after a number of others', () => {
  expect(lostObjectLater(seen([begins, fails, others(3, 3), putSegment(2)]))).toMatchObject({
    outcome: 'met',
  });
  expect(lostObjectLater(seen([begins, fails, others(3, 7)]))).toMatchObject({ outcome: 'broken' });
  expect(lostObjectLater(seen([begins, fails, others(3, 4)]))).toMatchObject({ outcome: 'unclear' });
});

test('an object comes again after a short failure; after a long one it need not', () => {
  expect(objectAgain(seen([begins, fails, putSegment(2)]))).toMatchObject({ outcome: 'met' });
  expect(objectAgain(seen([begins, fails, others(3, 2)]))).toMatchObject({ outcome: 'broken' });
  expect(objectAgain(seen([begins, fails, wait(9_000), others(11, 2)]))).toMatchObject({ outcome: 'noted' });
  expect(goesOnAt(seen([begins, fails, wait(9_000), others(11, 2)]))).toMatchObject({ outcome: 'met' });
  expect(goesOnAt(seen([begins, fails, exited(1)]))).toMatchObject({ outcome: 'noted' });
  expect(resentAfterFailure(seen([begins, fails, others(3, 2)]))).toMatchObject({ outcome: 'noted' });
  expect(resentAfterFailure(seen([begins, fails, putSegment(2)]))).toMatchObject({ outcome: 'met' });
});

const cut = [begins, putSegment(2, { after: segment, cut: 900, status: undefined }), fault('reset')];

test('after a reset the next upload is on another connection', () => {
  const reset = move({ event: 'end', conn: 0, by: 'us', how: 'rst' });
  expect(leftConnection(seen([cut, reset, opened(1), putSegment(2, { conn: 1 })]))).toMatchObject({
    outcome: 'met',
  });
});

test('a connection that we closed is used no more once the source can know', () => {
  const closed = [begins, putSegment(2, { cut: 900, status: undefined }), fault('close')];
  const fin = move({ event: 'end', conn: 0, by: 'us', how: 'fin' });
  const goesOn = [opened(1), putSegment(2, { conn: 1 })];
  const onTheSame = (after: number) => putSegment(3, { after, conn: 0, status: undefined });
  expect(leftConnection(seen([closed, fin, goesOn]))).toMatchObject({ outcome: 'met' });
  expect(leftConnection(seen([closed, onTheSame(10), fin, goesOn]))).toMatchObject({ outcome: 'met' });
  expect(leftConnection(seen([closed, onTheSame(900), fin, goesOn]))).toMatchObject({ outcome: 'broken' });
});

test('what was cut off comes again under its own name', () => {
  expect(samePathAgain(seen([cut, opened(1), putSegment(2, { conn: 1 })]))).toMatchObject({ outcome: 'met' });
  expect(
    samePathAgain(seen([cut, opened(1), put('/live/event/video/again-2.cmfv', fragment(2), { conn: 1 })])),
  ).toMatchObject({ outcome: 'broken', actual: '“/live/event/video/again-2.cmfv”' });
  expect(samePathAgain(seen([cut, opened(1), putSegment(3, { conn: 1 })]))).toMatchObject({
    outcome: 'unclear',
  });
});
