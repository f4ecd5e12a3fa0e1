import { beforeAll, expect, test } from 'vitest';
import { loadXmlParser } from '../../media/xml-parser.ts';
import { asked, later, move } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, header } from './ingest-example.ts';
import type { Moves } from './publishes-failure-example.ts';
import {
  mpd,
  opened,
  put,
  putHeader,
  putMpd,
  putPlaylist,
  putSegment,
  seen,
  segment,
} from './publishes-failure-example.ts';
import { nextSegmentWaits, playlistWaits } from './publishes-failure-order.ts';
import { calledByName } from './publishes-receivers-name.ts';
import { identicalObjects } from './publishes-receivers.ts';
import { newManifestPaths, newMediaPaths } from './publishes-sessions.ts';
import { consistentNames, takesOver } from './publishes-sources.ts';

beforeAll(loadXmlParser);

const started = (instance: 'first' | 'second'): Move =>
  move({ event: 'command', argv: ['source'], instance });

const first = [started('first'), opened(), putHeader(), putSegment(1), putMpd([1])];
const again = (...uploads: readonly Moves[]) => seen([first, started('second'), opened(1), ...uploads]);

test('a session has paths of its own', () => {
  const own = [
    put('/live/other/video.init', header(), { conn: 1 }),
    put('/live/other/video-1.cmfv', fragment(1), { conn: 1 }),
    put('/live/other/live.mpd', mpd(1), { conn: 1 }),
  ];
  expect(newMediaPaths(again(...own))).toMatchObject({ outcome: 'met' });
  expect(newManifestPaths(again(...own))).toMatchObject({ outcome: 'met' });
});

test('names of the session before are not used again', () => {
  const same = again(putHeader({ conn: 1 }), putSegment(1, { conn: 1 }), putMpd([1], { conn: 1 }));
  expect(newMediaPaths(same)).toMatchObject({ outcome: 'broken' });
  expect(newManifestPaths(same)).toMatchObject({ outcome: 'broken' });
});

test('nor are names of earlier runs', () => {
  const other = put('/live/other/video-1.cmfv', fragment(1), { conn: 1 });
  const seenBefore = seen([first, started('second'), opened(1), other], {
    earlier: { 'other/video-1.cmfv': 'digest' },
  });
  expect(newMediaPaths(seenBefore)).toMatchObject({ outcome: 'broken' });
  expect(newMediaPaths(seen([first]))).toMatchObject({ outcome: 'unclear' });
  expect(newManifestPaths(seen([first, started('second'), opened(1), other]))).toMatchObject({
    outcome: 'unclear',
  });
});

const secondReceiver = 'http://127.0.0.1:9000';
const openedThere = (conn: number): Move =>
  move({
    event: 'open',
    conn,
    by: 'target',
    label: 'client',
    local: '127.0.0.1:9000',
    remote: '127.0.0.1:50001',
  });
const both = (...there: readonly Moves[]) =>
  seen([opened(), putHeader(), putSegment(1), openedThere(1), ...there], { secondReceiver });

test('two receiving entities get the same', () => {
  expect(identicalObjects(both(putHeader({ conn: 1 }), putSegment(1, { conn: 1 })))).toMatchObject({
    outcome: 'met',
  });
  expect(
    identicalObjects(both(put('/live/event/video/video-1.cmfv', fragment(2), { conn: 1 }))),
  ).toMatchObject({
    outcome: 'broken',
  });
  expect(identicalObjects(both(put('/live/event/video/b-1.cmfv', fragment(1), { conn: 1 })))).toMatchObject({
    outcome: 'broken',
  });
  expect(identicalObjects(both())).toMatchObject({ outcome: 'broken' });
  expect(identicalObjects(seen([opened(), putSegment(1)]))).toMatchObject({ outcome: 'unclear' });
});

test('two sources give the same name to the same media', () => {
  const on = putSegment(2, { conn: 1, after: segment });
  expect(consistentNames(again(putSegment(1, { conn: 1 }), on))).toMatchObject({ outcome: 'met' });
  expect(consistentNames(again(on))).toMatchObject({ outcome: 'met' });
  expect(takesOver(again(on))).toMatchObject({ outcome: 'met' });
  const otherwise = again(put('/live/event/video/video-7.cmfv', fragment(1), { conn: 1 }));
  expect(consistentNames(otherwise)).toMatchObject({ outcome: 'broken' });
  expect(takesOver(otherwise)).toMatchObject({ outcome: 'noted' });
  const namesake = again(put('/live/event/video/video-1.cmfv', fragment(5), { conn: 1 }));
  expect(consistentNames(namesake)).toMatchObject({ outcome: 'broken' });
  expect(consistentNames(again())).toMatchObject({ outcome: 'unclear' });
  expect(takesOver(again())).toMatchObject({ outcome: 'noted' });
});

test('a segment waits for the one before it, or for its time', () => {
  const held = [opened(), putHeader(), putSegment(1, { status: undefined }), opened(1)];
  expect(nextSegmentWaits(seen([held, putSegment(2, { conn: 1, after: 100 })]))).toMatchObject({
    outcome: 'broken',
  });
  expect(nextSegmentWaits(seen([held, putSegment(2, { conn: 1, after: segment })]))).toMatchObject({
    outcome: 'met',
  });
  expect(nextSegmentWaits(seen([opened(), putHeader(), putSegment(1), putSegment(2)]))).toMatchObject({
    outcome: 'met',
  });
});

test('a playlist waits for its segment', () => {
  const held = [opened(), putHeader(), putSegment(1, { status: undefined }), opened(1)];
  expect(playlistWaits(seen([held, putPlaylist([1], { conn: 1, after: 100 })]))).toMatchObject({
    outcome: 'broken',
  });
  expect(playlistWaits(seen([held, putPlaylist([1], { conn: 1, after: segment })]))).toMatchObject({
    outcome: 'met',
  });
  expect(playlistWaits(seen([opened(), putPlaylist([1]), putSegment(1)]))).toMatchObject({
    outcome: 'broken',
  });
  expect(playlistWaits(seen([opened(), putSegment(1), putPlaylist([1])]))).toMatchObject({ outcome: 'met' });
});

test('a receiving entity is called by its name', () => {
  const of = (host: string) => [
    opened(),
    asked([`PUT /live/a.mpd HTTP/1.1`, `Host: ${host}`, 'Content-Length: 0']),
    later(1, move({ event: 'load', maxDelay: 0, p99Delay: 0 })),
  ];
  const origin = 'http://ingest.test:8000';
  expect(calledByName(seen(of('ingest.test:8000'), { origin }))).toMatchObject({ outcome: 'met' });
  expect(calledByName(seen(of('127.0.0.1:8000'), { origin }))).toMatchObject({
    outcome: 'broken',
    expected: 'Host: ingest.test:8000',
    actual: 'Host: 127.0.0.1:8000',
  });
});
