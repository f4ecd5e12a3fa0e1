import { expect, test } from 'vitest';
import { fragment, header } from './ingest-example.ts';
import {
  cmafExtensions,
  cmafNotAsTs,
  keyExtension,
  listedExtensions,
  mpdExtension,
  noTransportStreams,
  playlistExtension,
  transportStreamExtension,
} from './publishes-types-extensions.ts';
import { fitToBeServed, someType, tablePairs, typeOf } from './publishes-types.ts';
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
  putSegment,
  seen,
  segmentPath,
} from './publishes-requests-example.ts';

const typed = (path: string, type: string | null, body: Uint8Array | string = fragment(1)) =>
  seen([opened(), ...put(path, body, { fields: { 'Content-Type': type } })]);

test('a session as it should be meets every check', () => {
  for (const session of [hls(), dash()]) {
    for (const check of [someType, tablePairs, fitToBeServed, listedExtensions, cmafExtensions, cmafNotAsTs])
      expect(check(seen(session))).toMatchObject({ outcome: 'met' });
    expect(typeOf('.cmfv')(seen(session))).toMatchObject({ outcome: 'met' });
    expect(typeOf('.init')(seen(session))).toMatchObject({ outcome: 'met' });
    expect(typeOf('.m4s')(seen(session))).toMatchObject({ outcome: 'skipped', why: 'no .m4s was uploaded' });
  }
  expect(mpdExtension(seen(dash()))).toMatchObject({ outcome: 'met' });
  expect(noTransportStreams(seen(dash()))).toMatchObject({ outcome: 'met' });
  expect(playlistExtension(seen(hls()))).toMatchObject({ outcome: 'met' });
});

test('an object without a type breaks one clause, and its type is not judged', () => {
  const bare = typed(segmentPath(1), null);
  expect(someType(bare)).toMatchObject({ outcome: 'broken', expected: 'Content-Type' });
  expect(typeOf('.cmfv')(bare)).toMatchObject({ outcome: 'unclear', reason: 'dependency-failed' });
  expect(tablePairs(bare)).toMatchObject({ outcome: 'unclear' });
});

test.for([
  [segmentPath(1), 'application/octet-stream', '.cmfv', 'broken'],
  [segmentPath(1), 'Video/MP4; codecs="avc1.64000B"', '.cmfv', 'met'],
  [segmentPath(1, '.m4s'), 'video/mp4', '.m4s', 'noted'],
  [segmentPath(1, '.m4s'), 'text/plain', '.m4s', 'broken'],
  [mpdPath, 'application/x-mpegURL', '.mpd', 'noted'],
  [mpdPath, 'text/xml', '.mpd', 'broken'],
  [playlistPath, 'vnd.apple.mpegURL', '.m3u8', 'met'],
  [playlistPath, 'application/x-mpegURL', '.m3u8', 'met'],
  [`${folder}/1.key`, 'text/plain', '.key', 'noted'],
  [`${folder}/1.ts`, 'video/MP2T', '.ts', 'met'],
] as const)('%s sent as %s', ([path, type, extension, outcome]) => {
  expect(typeOf(extension)(typed(path, type))).toMatchObject({ outcome });
});

test('what the document forgot weighs less', () => {
  expect(typeOf('.ts')(typed(`${folder}/1.ts`, 'video/mpeg'))).toMatchObject({
    outcome: 'broken',
    erratum: 'E-DI-35',
  });
  expect(tablePairs(typed(`${folder}/1.vtt`, 'text/vtt', 'WEBVTT\n'))).toMatchObject({ outcome: 'unclear' });
  expect(listedExtensions(typed(`${folder}/1.aac`, 'audio/aac'))).toMatchObject({ erratum: 'E-DI-38' });
});

test('an extension that the table does not have is told', () => {
  const moves = seen([opened(), ...put(`${folder}/video-1.bin`, fragment(1))]);
  for (const check of [tablePairs, listedExtensions, cmafExtensions, fitToBeServed])
    expect(check(moves)).toMatchObject({ outcome: 'broken' });
});

test('an extension of another kind of media is told', () => {
  const moves = [
    opened(),
    ...put(`${folder}/video.init`, header()),
    ...put(`${folder}/video-1.cmfa`, fragment(1)),
    ...put(
      mpdPath,
      mpdOf(1, 1).replaceAll('video/$RepresentationID$', '$RepresentationID$').replaceAll('.cmfv', '.cmfa'),
    ),
  ];
  expect(cmafExtensions(seen(moves))).toMatchObject({
    outcome: 'broken',
    actual: `“${folder}/video-1.cmfa”`,
  });
});

test('manifests under other extensions are told by their content', () => {
  expect(mpdExtension(seen([opened(), ...put(`${folder}/live.xml`, mpdOf(1, 1))]))).toMatchObject({
    outcome: 'broken',
  });
  expect(playlistExtension(seen([opened(), ...put(`${folder}/live.txt`, playlist([1]))]))).toMatchObject({
    outcome: 'broken',
  });
});

test('CMAF named .ts, and a transport stream that is not', () => {
  const stream = new Uint8Array(188 * 3).map((_, index) => (index % 188 === 0 ? 0x47 : 0xff));
  expect(cmafNotAsTs(seen([opened(), ...put(`${folder}/1.ts`, fragment(1))]))).toMatchObject({
    outcome: 'broken',
  });
  expect(transportStreamExtension(seen([opened(), ...put(`${folder}/1.m4s`, stream)]))).toMatchObject({
    outcome: 'broken',
  });
  expect(transportStreamExtension(seen([opened(), ...put(`${folder}/1.ts`, stream)]))).toMatchObject({
    outcome: 'met',
  });
  expect(transportStreamExtension(seen(hls()))).toMatchObject({ outcome: 'skipped' });
});

test('an MPD that names .ts is told', () => {
  const moves = [opened(), ...put(mpdPath, mpdOf(1, 1).replaceAll('.cmfv', '.ts'))];
  expect(noTransportStreams(seen(moves))).toMatchObject({ outcome: 'broken' });
});

test('a key file is known by the playlist that names it', () => {
  const keyed = (name: string) =>
    seen([
      opened(),
      ...putHeader(),
      ...putSegment(1),
      ...put(`${folder}/video/${name}`, new Uint8Array(16)),
      ...put(playlistPath, playlist([1], '', name)),
    ]);
  expect(keyExtension(keyed('1.key'))).toMatchObject({ outcome: 'met' });
  expect(keyExtension(keyed('1.bin'))).toMatchObject({ outcome: 'broken' });
});
