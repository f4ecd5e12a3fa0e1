import { createDecipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import { findingsOf, judge } from '../../rules/judge.ts';
import { defaultSettings } from '../../rules/settings.ts';
import type { PresentationSourceOptions } from './presentation-source.ts';
import { named, newest, publicationAt, session, uploadsTo } from './store.test-setup.ts';
import type { Receiver } from '../ingest-source/receiver.test-setup.ts';

const errorsIn = (to: Receiver): readonly string[] =>
  findingsOf(judge(publicationAt(to), { ...defaultSettings, session: true }))
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message, object }) => `${rule} ${object}: ${message}`);

type Plan = PresentationSourceOptions['plan'];

test.for<Plan>([
  { formats: 'both' },
  { formats: 'dash' },
  { formats: 'hls' },
  { formats: 'dash', addressing: 'time' },
  { formats: 'dash', addressing: 'duration' },
  { formats: 'both', names: 'mp4' },
  { formats: 'both', lowLatency: true },
  { formats: 'hls', names: 'ts' },
  { formats: 'both', window: 2 },
])('%o is published without a fault', async (plan) => {
  const tracks = (['video', 'video-low', 'audio', 'webvtt'] as const).map(sourceTrack);
  const to = await session({ plan, tracks, segments: 9 });
  expect(to.code).toBe(0);
  expect(errorsIn(to)).toEqual([]);
  expect(named(to, 'live.mpd').length > 0).toBe(plan.formats !== 'hls');
  expect(named(to, 'live.m3u8').length > 0).toBe(plan.formats !== 'dash');
});

test('a rendition is uploaded in order: header, segment, playlist, and in the end its playlist is over', async () => {
  const to = await session({ plan: { formats: 'hls' }, tracks: [sourceTrack('video')], segments: 3 });
  expect(named(to, /^video\//).map(({ name }) => name)).toEqual([
    'video/video.init',
    'video/video-0.cmfv',
    'video/playlist.m3u8',
    'video/video-1.cmfv',
    'video/playlist.m3u8',
    'video/video-2.cmfv',
    'video/playlist.m3u8',
    'video/playlist.m3u8',
  ]);
  expect(newest(to, 'video/playlist.m3u8')).toContain('#EXT-X-ENDLIST');
  expect(newest(to, 'live.m3u8')).toContain('video/playlist.m3u8');
});

test('what left the window is deleted, and nothing that is named', async () => {
  const to = await session({ plan: { formats: 'both', window: 2 }, segments: 10 });
  const deleted = uploadsTo(to).filter(({ method }) => method === 'DELETE');
  expect(deleted.map(({ name }) => name)).toContain('video/video-0.cmfv');
  expect(newest(to, 'video/playlist.m3u8')).toContain('video-8.cmfv');
  expect(newest(to, 'live.mpd')).toContain('type="static"');
});

test('keys go out after the segment that needs them and before the playlist', async () => {
  const to = await session({
    plan: { formats: 'hls', keys: true },
    tracks: [sourceTrack('video')],
    segments: 4,
  });
  expect(named(to, /^video\//).map(({ name }) => name)).toEqual([
    'video/video.init',
    'video/video-0.cmfv',
    'video/key-0.key',
    'video/playlist.m3u8',
    'video/video-1.cmfv',
    'video/playlist.m3u8',
    'video/video-2.cmfv',
    'video/playlist.m3u8',
    'video/video-3.cmfv',
    'video/key-1.key',
    'video/playlist.m3u8',
    'video/playlist.m3u8',
  ]);
  expect(named(to, 'video/key-0.key')[0]?.body.length).toBe(16);
});

test.for(['cmaf', 'ts'] as const)('what is encrypted is read with its key: %s', async (names) => {
  const plain = await session({
    plan: { formats: 'hls', names },
    tracks: [sourceTrack('video')],
    segments: 4,
  });
  const to = await session({
    plan: { formats: 'hls', names, keys: true },
    tracks: [sourceTrack('video')],
    segments: 4,
  });
  const body = (from: Receiver, name: string | RegExp): Uint8Array =>
    named(from, name)[0]?.body ?? new Uint8Array();
  const vector = Buffer.from('1'.padStart(32, '0'), 'hex');
  const cipher = createDecipheriv('aes-128-cbc', body(to, 'video/key-1.key'), vector);
  const read = Buffer.concat([cipher.update(body(to, /video-3\./)), cipher.final()]);
  expect(read.equals(body(plain, /video-3\./))).toBe(true);
});
