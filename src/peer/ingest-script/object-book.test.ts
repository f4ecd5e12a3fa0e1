import { expect, test } from 'vitest';
import { ascii, join } from '../../media/bytes.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import { kindByPath, kindReader, renditionOf } from './object-book.ts';
import type { Kind } from './object-book.ts';

test.each<[string, Kind]>([
  ['/live/a/live.mpd', 'manifest'],
  ['/live/a/LIVE.M3U8', 'manifest'],
  ['/live/a/1.key', 'key'],
  ['/live/a/video.init', 'header'],
  ['/live/a/init-0.m4s', 'header'],
  ['/live/a/video_header.mp4', 'header'],
  ['/live/a/chunk-0-1.m4s', 'media'],
  ['/live/init/chunk-0-1.m4s', 'media'],
  ['/live/a/seg', 'media'],
])('%s is a %s', (path, kind) => {
  expect(kindByPath(path)).toBe(kind);
});

test.each([
  ['/live/a/video-00012.cmfv', '/live/a/video-*.cmfv'],
  ['/live/a/chunk-stream1-00001.m4s', '/live/a/chunk-stream1-*.m4s'],
  ['/live/video1/12.ts', '/live/video1/*.ts'],
  ['/live/video1/0123456789abcdef0123.ts', '/live/video1/*.ts'],
  ['/live/video1/noon.ts', '/live/video1/*.ts'],
])('%s is of the rendition %s', (path, rendition) => {
  expect(renditionOf(path)).toBe(rendition);
});

const track = sourceTrack('video');
const fragment = fragmentOf(track, 0);
const packets = new Uint8Array(188 * 3);
for (const at of [0, 188, 376]) packets[at] = 0x47;

test.each<[string, string, Uint8Array, Kind]>([
  ['a header that is called media', '/a/video.mp4', track.header, 'header'],
  ['media that are called a header', '/a/init-1.m4s', fragment, 'media'],
  ['a header before its first segment', '/a/video.mp4', join([track.header, fragment]), 'media'],
  [
    'an MPD that is called otherwise',
    '/a/live.xml',
    ascii('<?xml version="1.0"?><MPD xmlns="a"/>'),
    'manifest',
  ],
  ['a playlist that is called otherwise', '/a/live.txt', ascii('#EXTM3U\n#EXT-X-VERSION:7\n'), 'manifest'],
  ['a transport stream', '/a/header.bin', packets, 'media'],
  ['a key that is called otherwise', '/a/1.bin', new Uint8Array(16).fill(7), 'key'],
  ['an encrypted segment', '/a/1.ts', new Uint8Array(64).fill(7), 'media'],
  ['an MPD of which nothing came', '/a/live.mpd', new Uint8Array(0), 'manifest'],
])('%s is told by its content', (_, path, bytes, kind) => {
  for (const size of [1, 7, 4096, bytes.length + 1]) {
    const reader = kindReader(path);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    reader.end(true);
    expect(reader.kind()).toBe(kind);
  }
});

test('what is long is told by its beginning', () => {
  const reader = kindReader('/a/1.m4s');
  reader.push(fragment.subarray(0, 15));
  expect(reader.isTold()).toBe(false);
  reader.push(fragment.subarray(15));
  expect(reader.isTold()).toBe(true);
  for (let count = 0; count < 100; count += 1) reader.push(new Uint8Array(65_536));
  expect(reader.kind()).toBe('media');
});
