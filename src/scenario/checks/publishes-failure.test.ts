import { beforeAll, expect, test } from 'vitest';
import { loadXmlParser } from '../../media/xml-parser.ts';
import { exited, later, left, move } from './client-example.ts';
import {
  fault,
  opened,
  playlistPath,
  put,
  putHeader,
  putPlaylist,
  putSegment,
  seen,
  segment,
  segmentPath,
} from './publishes-failure-example.ts';
import {
  headerAgain,
  headerResent,
  manifestTriedAgain,
  mediaTriedAgain,
  outlived,
  refusalOutlived,
  stepTriedAgain,
  stopsUploading,
} from './publishes-failure.ts';

beforeAll(loadXmlParser);

const begins = [opened(), putHeader(), putSegment(1), putPlaylist([1])];
const fails = (status = 503) => putSegment(2, { after: segment, status });
const wait = (milliseconds: number) => later(milliseconds, move({ event: 'load', maxDelay: 0, p99Delay: 0 }));

test('a source that uploads something after a failure outlives it', () => {
  expect(outlived(seen([begins, fails(), putSegment(3, { after: segment })]))).toMatchObject({
    outcome: 'met',
  });
});

test('a source that ends at a failure does not outlive it, and its exit code is told', () => {
  const outcome = outlived(seen([begins, fails(), exited(3)]));
  expect(outcome).toMatchObject({ outcome: 'broken' });
  expect(outcome).toHaveProperty('actual', expect.stringContaining('exit code 3'));
});

test('nothing is said of failures where nothing failed', () => {
  expect(outlived(seen([begins]))).toMatchObject({ outcome: 'unclear' });
  expect(outlived(seen([]))).toMatchObject({ outcome: 'unclear' });
});

test('a question for credentials is no failure', () => {
  expect(outlived(seen([opened(), putHeader({ status: 401 }), putHeader()]))).toMatchObject({
    outcome: 'unclear',
  });
});

test('a media object that is sent again before the next one is tried again', () => {
  const again = [200, 300, 300].map((after) => putSegment(2, { after, status: 503 }));
  expect(mediaTriedAgain(seen([begins, fails(), again, putSegment(3, { after: 200 })]))).toMatchObject({
    outcome: 'met',
  });
  expect(mediaTriedAgain(seen([begins, fails(), putSegment(2, { after: 50 })]))).toMatchObject({
    outcome: 'met',
  });
});

test('a media object that comes again only after the next one is not tried again', () => {
  const late = [putSegment(3, { after: segment }), putSegment(2)];
  expect(mediaTriedAgain(seen([begins, fails(), late]))).toMatchObject({
    outcome: 'broken',
    expected: '“/live/event/video/video-2.cmfv” again, for about 1.0 s',
    actual: '“/live/event/video/video-3.cmfv” 1.0 s later',
  });
});

test('a media object that is left too soon is a matter of how long', () => {
  const soon = [putSegment(2, { after: 100, status: 503 }), putSegment(3, { after: 100 })];
  expect(mediaTriedAgain(seen([begins, fails(), soon]))).toMatchObject({
    outcome: 'broken',
    erratum: 'E-DI-40',
  });
});

test('a request that is never answered may be left under way for the duration of a segment', () => {
  const held = [
    begins,
    putSegment(2, { after: segment, status: undefined }),
    move({ event: 'fault', conn: 0, fault: 'silence', after: 0 }),
    opened(1),
  ];
  expect(mediaTriedAgain(seen([held, putSegment(3, { conn: 1, after: segment })]))).toMatchObject({
    outcome: 'met',
  });
  expect(mediaTriedAgain(seen([held, putSegment(3, { conn: 1, after: 100 })]))).toMatchObject({
    outcome: 'broken',
  });
});

test('a fault strikes the request that was under way on its connection, and no other', () => {
  const idle = [
    opened(1),
    putSegment(1, { conn: 1 }),
    putSegment(2, { after: 10, cut: 700, status: undefined }),
  ];
  const both = [fault('reset', 1), fault('reset', 0)];
  const outcome = mediaTriedAgain(
    seen([opened(), putHeader(), idle, both, opened(2), putSegment(2, { conn: 2, after: 100 })]),
  );
  expect(outcome).toMatchObject({ outcome: 'met' });
});

test('a header is tried again, be it when the media have begun', () => {
  const failed = [opened(), putHeader({ status: 503 })];
  expect(headerAgain(seen([failed, putSegment(1), putHeader()]))).toMatchObject({ outcome: 'met' });
  const never = seen([failed, putSegment(1), putSegment(2)]);
  expect(headerAgain(never)).toMatchObject({ outcome: 'broken' });
  expect(headerResent(never)).toMatchObject({ outcome: 'noted' });
});

test('a manifest is tried again with what failed, or before its next version is due', () => {
  const failed = [begins, putSegment(2, { after: segment }), putPlaylist([1, 2], { status: 503 })];
  expect(manifestTriedAgain(seen([failed, putPlaylist([1, 2], { after: 300 })]))).toMatchObject({
    outcome: 'met',
  });
  expect(
    manifestTriedAgain(seen([failed, putSegment(3, { after: segment }), putPlaylist([1, 2])])),
  ).toMatchObject({ outcome: 'met' });
  expect(
    manifestTriedAgain(seen([failed, putSegment(3, { after: segment }), putPlaylist([1, 2, 3])])),
  ).toMatchObject({ outcome: 'broken' });
  expect(manifestTriedAgain(seen([failed, putSegment(3, { after: segment })]))).toMatchObject({
    outcome: 'broken',
    expected: `“${playlistPath}” again`,
  });
});

test('steps are judged as what they upload', () => {
  const failed = [begins, putSegment(2, { after: segment }), putPlaylist([1, 2], { status: 503 })];
  expect(stepTriedAgain(seen([failed, putPlaylist([1, 2])]))).toMatchObject({ outcome: 'met' });
  expect(stepTriedAgain(seen([begins, fails(), putSegment(3, { after: segment })]))).toMatchObject({
    outcome: 'noted',
  });
});

test('after a refusal a source may go on, or try again; that it ends is noted', () => {
  expect(refusalOutlived(seen([begins, fails(400), putSegment(3, { after: segment })]))).toMatchObject({
    outcome: 'met',
    actual: `no further attempt at “${segmentPath(2)}”; “${segmentPath(3)}” 1.0 s later`,
  });
  expect(refusalOutlived(seen([begins, fails(400), putSegment(2)]))).toMatchObject({ outcome: 'met' });
  expect(refusalOutlived(seen([begins, fails(400), exited(1)]))).toMatchObject({ outcome: 'noted' });
});

test('a source whose every upload is refused stops in the end', () => {
  const refused = (count: number) =>
    Array.from({ length: count }, (_, number) => putSegment(number + 2, { after: segment, status: 403 }));
  const first = [opened(), put(`${playlistPath}`, new Uint8Array(20), { status: 403 })];
  expect(stopsUploading(seen([first, refused(3), wait(10_000)]))).toMatchObject({ outcome: 'met' });
  expect(stopsUploading(seen([first, refused(13), left('fin')]))).toMatchObject({ outcome: 'broken' });
});
