import { expect, test } from 'vitest';
import { later } from './client-example.ts';
import type { Move } from './client-example.ts';
import {
  keyAfterSegment,
  keysPublished,
  mediaFirst,
  segmentBySegment,
  thereBeforeNamed,
} from './publishes-order.ts';
import {
  dash,
  folder,
  hls,
  mpdOf,
  mpdPath,
  opened,
  playlist,
  playlistPath,
  put,
  putHeader,
  putMpd,
  putPlaylist,
  putSegment,
  seen,
} from './publishes-requests-example.ts';

const playlistLast = thereBeforeNamed('playlist', ['header', 'media', 'key']);
const mpdLast = thereBeforeNamed('mpd', ['header', 'media']);

const putKey = (): Move[] => put(`${folder}/video/1.key`, new Uint8Array(16));
const keyed = (): Move[] => put(playlistPath, playlist([1], '', '1.key'));
const another: readonly Move[] = [...putSegment(2), ...put(playlistPath, playlist([1, 2], '', '1.key'))];

test('segment by segment is met by a session as it should be', () => {
  for (const check of [segmentBySegment, mediaFirst, playlistLast])
    expect(check(seen(hls()))).toMatchObject({ outcome: 'met' });
  expect(mpdLast(seen(dash()))).toMatchObject({ outcome: 'met' });
});

test('nothing is said where nothing came', () => {
  for (const check of [segmentBySegment, mediaFirst, playlistLast, mpdLast, keyAfterSegment, keysPublished])
    expect(check(seen([opened()]))).toMatchObject({ outcome: 'unclear' });
});

test('a manifest before what it names is told', () => {
  const early = [1, 2, 3].flatMap((number) => [...putPlaylist([number]), ...putSegment(number)]);
  const moves = seen([opened(), ...putHeader(), ...early]);
  expect(playlistLast(moves)).toMatchObject({
    outcome: 'broken',
    expected: `“video-1.cmfv” before “${playlistPath}” names it`,
  });
  expect(mediaFirst(moves)).toMatchObject({ outcome: 'broken' });
  const mpdFirst = [1, 2, 3].flatMap((number) => [...putMpd(1, number), ...putSegment(number)]);
  expect(mpdLast(seen([opened(), ...putHeader(), ...mpdFirst]))).toMatchObject({ outcome: 'broken' });
});

test('one object that a race may have put behind its manifest is not', () => {
  const moves = [...hls([1, 2, 3, 4]), ...putPlaylist([2, 3, 4, 5]), ...putSegment(5)];
  expect(playlistLast(seen(moves))).toMatchObject({ outcome: 'met' });
  const slow = [...hls([1, 2, 3, 4]), ...putPlaylist([2, 3, 4, 5]), ...putSegment(5, { after: 2_000 })];
  expect(playlistLast(seen(slow))).toMatchObject({ outcome: 'broken' });
});

test('a segment that begins before the playlist of the one before is told', () => {
  const moves = [
    ...putSegment(1),
    ...putSegment(2),
    ...putPlaylist([1]),
    ...putSegment(3),
    ...putPlaylist([1, 2]),
    ...putPlaylist([1, 2, 3]),
  ];
  expect(segmentBySegment(seen([opened(), ...putHeader(), ...moves]))).toMatchObject({ outcome: 'broken' });
});

test('renditions side by side are each in an order of their own', () => {
  const other = (number: number): Move[] => [
    ...put(`${folder}/audio/audio-${String(number)}.cmfa`, new Uint8Array(200), { conn: 1 }),
    ...put(
      `${folder}/audio/playlist.m3u8`,
      playlist([number]).replaceAll('video', 'audio').replaceAll('cmfv', 'cmfa'),
      { conn: 1 },
    ),
  ];
  const moves = [1, 2, 3].flatMap((number) => [
    ...putSegment(number),
    ...other(number),
    ...putPlaylist([number]),
  ]);
  expect(segmentBySegment(seen([opened(), opened(1), ...putHeader(), ...moves]))).toMatchObject({
    outcome: 'met',
  });
});

test('a key comes behind its segment and before the playlist', () => {
  const before = [opened(), ...putHeader()];
  const right = seen([...before, ...putSegment(1), ...putKey(), ...keyed(), ...another]);
  for (const check of [keyAfterSegment, keysPublished, playlistLast, mediaFirst])
    expect(check(right)).toMatchObject({ outcome: 'met' });
  const keyFirst = seen([...before, ...putKey(), ...putSegment(1), ...keyed(), ...another]);
  expect(keyAfterSegment(keyFirst)).toMatchObject({ outcome: 'broken' });
  expect(keysPublished(keyFirst)).toMatchObject({ outcome: 'met' });
  const [first, ...others] = putKey();
  const late = first === undefined ? [] : [later(2_000, first), ...others];
  const keyLast = seen([...before, ...putSegment(1), ...keyed(), ...late, ...another]);
  expect(playlistLast(keyLast)).toMatchObject({ outcome: 'broken' });
  expect(keysPublished(keyLast)).toMatchObject({ outcome: 'broken' });
  expect(keyAfterSegment(keyLast)).toMatchObject({ outcome: 'met' });
});

test('an MPD that names segments by the time of day is in no order', () => {
  const template = mpdOf(1, 1)
    .replace(/<SegmentTimeline>[\s\S]*<\/SegmentTimeline>/, '')
    .replace('startNumber', 'duration="12288" startNumber');
  const moves = [opened(), ...put(mpdPath, template), ...putHeader(), ...putSegment(1)];
  expect(mpdLast(seen(moves))).toMatchObject({ outcome: 'skipped' });
});
