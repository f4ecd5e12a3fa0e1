import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlaylist } from './playlist.ts';
import { isBroken } from './reading.ts';
import { isRelative, resolve, urisOf } from './uris.ts';

test('every URI of a playlist, by line', () => {
  const lines = [
    '#EXT-X-KEY:METHOD=AES-128,URI="key"',
    '#EXT-X-KEY:METHOD=NONE',
    '#EXT-X-MAP:URI="map"',
    '#EXTINF:1,',
    'segment',
    '#EXT-X-PART:URI="part",DURATION=1',
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="hint"',
    '#EXT-X-RENDITION-REPORT:URI="report"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="rendition"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1',
    'variant',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i-frames"',
    '#EXT-X-SESSION-KEY:METHOD=AES-128,URI="session-key"',
    '#EXT-X-SESSION-DATA:DATA-ID="d",URI="data"',
    'stray',
  ];
  const reading = readPlaylist(lines.join('\n'));
  const found = isBroken(reading) ? [] : urisOf(reading.value);
  expect(found.map(({ purpose, uri, line }) => `${String(line)} ${purpose} ${uri}`)).toEqual([
    '1 key key',
    '3 map map',
    '5 segment segment',
    '6 part part',
    '7 preload-hint hint',
    '8 rendition-report report',
    '9 rendition rendition',
    '11 variant variant',
    '12 i-frame-stream i-frames',
    '13 session-key session-key',
    '14 session-data data',
    '15 stray stray',
  ]);
});

test.for([
  ['a.m4s', true],
  ['../a/b.m4s?c=d:e', true],
  ['./a:b', true],
  ['a:b', false],
  ['https://host/a', false],
  ['//host/a', false],
  ['/a', false],
  ['\\a', false],
] as const)('%s is relative: %s', ([uri, expected]) => {
  expect(isRelative(uri)).toBe(expected);
});

test.for<[string, string, string]>([
  ['/live/main.m3u8', 'v/1.m4s', '/live/v/1.m4s'],
  ['/live/main.m3u8', './a/../1.m4s', '/live/1.m4s'],
  ['/live/main.m3u8', '../../../1.m4s', '/1.m4s'],
  ['/live/main.m3u8', '%61%20b%c3%a9.m4s', '/live/a bé.m4s'],
  ['/live/main.m3u8', 'a%2fb%25.m4s', '/live/a%2Fb%25.m4s'],
  ['/live/main.m3u8', '%ff.m4s', '/live/%ff.m4s'],
  ['/live/main.m3u8', '1.m4s?token=%41#part', '/live/1.m4s?token=%41'],
  ['http://host:8080/live/main.mpd', 'http://host:8080/x', '/x'],
  ['http://host/live/main.mpd', '/x', '/x'],
])('from %s, %s is %s', ([base, uri, path]) => {
  expect(resolve(base, uri)).toEqual({ value: path });
});

test('what leads elsewhere or is no URI is broken', () => {
  expect(resolve('/live/main.m3u8', 'https://other/x')).toHaveProperty('broken');
  expect(resolve('/live/main.m3u8', '//other/x')).toHaveProperty('broken');
  expect(resolve('http://host/a', 'http://host:81/a')).toHaveProperty('broken');
  expect(resolve('/a', 'http://[')).toEqual({ broken: 'This is no URI: "http://[".' });
  expect(resolve('http://[', 'a')).toEqual({ broken: 'This is no URI: "http://[".' });
});

test('no text makes it throw', () => {
  const piece = fc.constantFrom('%', '2', 'f', '/', '.', ':', '?', '#', '\\', '\ud800', '[', '@', 'é');
  const uri = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(fc.property(uri, uri, (base, each) => resolve(base, each) !== undefined));
});
