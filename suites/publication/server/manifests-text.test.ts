import { expect, test } from 'vitest';
import { readMpd } from '../../../src/manifest/mpd.ts';
import { namedObjects } from '../../../src/manifest/named-objects.ts';
import { readPlaylist } from '../../../src/manifest/playlist.ts';
import { manifestText } from './manifests-text.ts';

const names = ['video.init', 'video-2.cmfv', 'video-3.cmfv', 'video-4.cmfv'];
const listed = { from: 2, count: 3 };

test('the MPD names what is uploaded', () => {
  const reading = readMpd(manifestText('dash', listed));
  if (!('value' in reading)) throw new Error('not well-formed');
  expect(reading.value.faults).toEqual([]);
  const at = Date.parse('2026-01-01T00:01:00Z');
  expect(namedObjects({ mpd: reading.value }, '/s/live.mpd', at).map(({ uri }) => uri)).toEqual(names);
});

test('the playlist names what is uploaded', () => {
  const reading = readPlaylist(manifestText('hls', listed));
  if (!('value' in reading)) throw new Error(reading.broken);
  expect(reading.value.faults).toEqual([]);
  expect(namedObjects({ playlist: reading.value }, '/s/live.m3u8', 0).map(({ uri }) => uri)).toEqual(names);
});

test.for(['dash', 'hls'] as const)(
  'versions of %s that list as many segments are of the same length',
  (format) => {
    const older = manifestText(format, { from: 5, count: 3 });
    const newer = manifestText(format, { from: 6, count: 3 });
    expect(newer).not.toBe(older);
    expect(newer.length).toBe(older.length);
  },
);
