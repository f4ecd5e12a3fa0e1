import { expect, test } from 'vitest';
import type { MediaPlaylist } from './playlist-model.ts';
import { playlistChanges } from './playlist-changes.ts';
import { readPlaylist } from './playlist.ts';

const read = (sequence: number, ...lines: readonly string[]): MediaPlaylist => {
  const head = ['#EXTM3U', '#EXT-X-TARGETDURATION:2', `#EXT-X-MEDIA-SEQUENCE:${String(sequence)}`];
  const reading = readPlaylist([...head, ...lines, ''].join('\n'));
  if ('broken' in reading) throw new Error(reading.broken);
  return reading.value.media;
};

const segment = (n: number, ...before: readonly string[]): readonly string[] => [
  ...before,
  '#EXTINF:2,',
  `${String(n)}.cmfv`,
];
const segments = (...numbers: readonly number[]): readonly string[] => numbers.flatMap((n) => segment(n));
const discontinuity = '#EXT-X-DISCONTINUITY';

const says = (then: MediaPlaylist, now: MediaPlaylist): readonly string[] =>
  playlistChanges(then, now).map(({ line, says }) => `${String(line)} ${says}`);

const then = read(1, ...segments(1, 2, 3));

test.for<readonly [string, MediaPlaylist, MediaPlaylist]>([
  ['nothing', then, then],
  ['a segment more', then, read(1, ...segments(1, 2, 3, 4))],
  ['the window slides', then, read(3, ...segments(3, 4))],
  ['it has slid past', then, read(9, ...segments(9, 10))],
  ['the end', then, read(1, ...segments(1, 2, 3), '#EXT-X-ENDLIST')],
  [
    'a discontinuity goes and is counted',
    read(1, ...segment(1, discontinuity), ...segments(2)),
    read(2, '#EXT-X-DISCONTINUITY-SEQUENCE:1', ...segments(2, 3)),
  ],
  ['a gap is filled', read(1, ...segment(1, '#EXT-X-GAP')), read(1, ...segments(7))],
  [
    'a discontinuity is mended',
    read(1, ...segments(1), ...segment(2, discontinuity)),
    read(1, ...segments(1, 2)),
  ],
])('%s is no fault', ([, before, after]) => {
  expect(says(before, after)).toEqual([]);
});

test.for<readonly [string, MediaPlaylist, MediaPlaylist, string]>([
  ['back', then, read(0, ...segments(0, 1, 2, 3)), '1 EXT-X-MEDIA-SEQUENCE was 1 and is 0.'],
  [
    'not counted',
    read(1, ...segments(1)),
    read(1, ...segments(2)),
    '5 URI of segment 1 was "1.cmfv" and is "2.cmfv".',
  ],
  ['from the end', then, read(1, ...segments(1, 2)), '7 The last segment was 3, and is gone from the end.'],
  [
    'longer',
    then,
    read(1, '#EXTINF:1,', '1.cmfv', ...segments(2, 3)),
    '5 EXTINF of segment 1 was "2" and is "1".',
  ],
  [
    'a discontinuity that was not there',
    then,
    read(1, ...segments(1, 2), ...segment(3, discontinuity)),
    '10 EXT-X-DISCONTINUITY of segment 3 was "none" and is "there".',
  ],
  [
    'a discontinuity that is not counted',
    read(1, ...segment(1, discontinuity), ...segments(2)),
    read(2, ...segments(2)),
    '1 EXT-X-DISCONTINUITY-SEQUENCE is 0, and not 1.',
  ],
  [
    'segments of an event',
    read(1, '#EXT-X-PLAYLIST-TYPE:EVENT', ...segments(1, 2)),
    read(2, '#EXT-X-PLAYLIST-TYPE:EVENT', ...segments(2)),
    '1 Segments are gone from a playlist of the type EVENT.',
  ],
  [
    'a type that goes',
    read(1, '#EXT-X-PLAYLIST-TYPE:EVENT', ...segments(1)),
    read(1, ...segments(1)),
    '1 EXT-X-PLAYLIST-TYPE was EVENT and is none.',
  ],
  [
    'more after the end',
    read(1, ...segments(1), '#EXT-X-ENDLIST'),
    read(1, ...segments(1, 2), '#EXT-X-ENDLIST'),
    '1 The playlist changes after EXT-X-ENDLIST.',
  ],
])('a fault: %s', ([, before, after, fault]) => {
  expect(says(before, after)).toEqual([fault]);
});
