import { expect, test } from 'vitest';
import { readTree } from '../../media/isobmff/tree.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import { valueOf } from '../../http/message.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import type { PresentationSourceOptions } from './presentation-source.ts';
import { named, newest, session, uploadsTo } from './store.test-setup.ts';

type Session = Awaited<ReturnType<typeof session>>;
type Row = readonly [SourceQuirk, (to: Session) => unknown, Partial<PresentationSourceOptions>?];

const video = [sourceTrack('video')];
const dash = { plan: { formats: 'dash' } } as const;
const hls = { plan: { formats: 'hls' } } as const;
const encrypted = { plan: { formats: 'hls', keys: true } } as const;

const paths = (to: Session): readonly string[] => uploadsTo(to).map(({ name }) => name);
const has = (to: Session, name: string | RegExp): boolean => named(to, name).length > 0;
const typeOf = (to: Session, name: string | RegExp): string | undefined => named(to, name)[0]?.contentType;
const agents = (to: Session, method: string): readonly (string | undefined)[] =>
  to.all.filter(({ head }) => head.method === method).map(({ head }) => valueOf(head, 'user-agent'));
const first = (to: Session, name: string | RegExp): number =>
  uploadsTo(to).findIndex((each) => (typeof name === 'string' ? each.name === name : name.test(each.name)));
const playlist = (to: Session): string => newest(to, 'video/playlist.m3u8');
const mpd = (to: Session): string => newest(to, 'live.mpd');
const deletions = (to: Session): readonly string[] =>
  uploadsTo(to).flatMap(({ method, name }) => (method === 'DELETE' ? [name] : []));

const rows: readonly Row[] = [
  ['init-as-header', (to) => has(to, 'video/video.header')],
  ['init-as-m4s', (to) => has(to, 'video/init-video.m4s') && mpd(to).includes('init-$RepresentationID$')],
  ['no-extension', (to) => has(to, 'video/video-1')],
  ['other-extension', (to) => typeOf(to, 'video/video-1.bin') === 'video/mp4'],
  ['wrong-kind-of-extension', (to) => typeOf(to, 'video/video-1.cmfa') === 'audio/mp4'],
  ['no-content-type', (to) => to.all.every(({ head }) => valueOf(head, 'content-type') === undefined)],
  ['octet-stream', (to) => typeOf(to, 'live.mpd') === 'application/octet-stream'],
  ['mpd-as-playlist', (to) => typeOf(to, 'live.mpd') === 'application/x-mpegURL'],
  ['xml-manifests', (to) => has(to, 'live.xml') && has(to, 'live.txt') && has(to, 'video/playlist.txt')],
  ['ts-in-dash', (to) => mpd(to).includes('$Number$.ts') && named(to, /ts$/)[0]?.body[0] === 0x47, dash],
  ['ts-as-m4s', (to) => named(to, 'video/video-1.m4s')[0]?.body[0] === 0x47, hls],
  [
    'cmaf-as-ts',
    (to) => readTree(named(to, 'video/video-1.ts')[0]?.body ?? new Uint8Array()).boxes.length > 1,
    hls,
  ],
  ['key-as-bin', (to) => has(to, 'video/key-0.bin') && playlist(to).includes('key-0.bin'), encrypted],
  ['names-without-number', (to) => has(to, 'video/1/media.cmfv')],
  ['falling-numbers', (to) => has(to, 'video/video-999999.cmfv') && mpd(to).includes('n="999998"')],
  ['number-runs-on', (to) => has(to, 'video/video12.cmfv')],
  ['reuses-names', (to) => named(to, 'video/video-0.cmfv').length === 2],
  ['same-names-each-session', (to) => has(to, '/live/media/video/video-1.cmfv')],
  ['same-manifest-each-session', (to) => has(to, '/live/live/live.mpd')],
  ['leaves-the-path', (to) => paths(to).some((name) => /^\/\d+T/.test(name))],
  ['uses-patch', (to) => to.all.some(({ head }) => head.method === 'PATCH')],
  [
    'header-with-first-segment',
    (to) => readTree(named(to, 'video/video-0.cmfv')[0]?.body ?? new Uint8Array()).boxes[0]?.type === 'ftyp',
  ],
  ['new-connection-each', (to) => new Set(to.all.map(({ link }) => link)).size === to.all.length],
  ['one-connection-for-all', (to) => new Set(to.all.map(({ link }) => link)).size === 1],
  [
    'waits-for-whole-objects',
    (to) => to.all.every(({ head }) => valueOf(head, 'transfer-encoding') === undefined),
    { plan: { formats: 'dash', lowLatency: true } },
  ],
  ['no-user-agent', (to) => agents(to, 'PUT').every((agent) => agent === undefined)],
  ['vague-user-agent', (to) => agents(to, 'PUT').every((agent) => agent === 'encoder')],
  [
    'no-user-agent-on-delete',
    (to) => agents(to, 'DELETE').length > 0 && agents(to, 'DELETE').every((agent) => agent === undefined),
    { plan: { formats: 'hls', window: 1 } },
  ],
  ['never-deletes', (to) => deletions(to).length === 0, { plan: { formats: 'hls', window: 1 } }],
  [
    'deletes-early',
    (to) => playlist(to).includes('video-1') && deletions(to).includes('video/video-1.cmfv'),
    hls,
  ],
  ['absolute-urls', (to) => /BaseURL|media="http:\/\/127/.test(mpd(to)) && /\nhttp:\/\//.test(playlist(to))],
  ['rooted-urls', (to) => /media="\/live\//.test(mpd(to))],
  [
    'ignores-the-delivery-path',
    (to) => mpd(to).includes('media="$Rep'),
    { ...dash, deliveryUrl: 'http://cdn.example/live/' },
  ],
  ['names-missing-objects', (to) => !has(to, 'video/video-3.cmfv') && playlist(to).includes('video-3.cmfv')],
  [
    'manifest-first',
    (to) =>
      first(to, 'live.mpd') < first(to, 'video/video-0.cmfv') &&
      first(to, 'video/playlist.m3u8') < first(to, 'video/video-0.cmfv'),
  ],
  ['playlist-before-key', (to) => first(to, 'video/playlist.m3u8') < first(to, 'video/key-0.key'), encrypted],
  ['key-before-segment', (to) => first(to, 'video/key-0.key') < first(to, 'video/video-0.cmfv'), encrypted],
  [
    'manifest-once',
    (to) => named(to, 'live.mpd').length === 1 && named(to, 'video/playlist.m3u8').length === 1,
  ],
  ['no-manifests', (to) => !has(to, /m3u8$|mpd$/) && has(to, 'video/video-4.cmfv')],
  ['ill-formed-mpd', (to) => !mpd(to).includes('</MPD>')],
  ['mpd-without-start', (to) => !mpd(to).includes('availabilityStartTime')],
  ['playlist-without-duration', (to) => !playlist(to).includes('TARGETDURATION')],
  ['wrong-extinf', (to) => playlist(to).includes('EXTINF:0.48000')],
  ['sequence-stands-still', (to) => playlist(to).includes('MEDIA-SEQUENCE:0\n')],
  ['formats-disagree', (to) => playlist(to).includes('video-copy-4') && has(to, 'video/video-copy-4.cmfv')],
  ['numbers-from-its-own-start', (to) => has(to, 'video/video-0.cmfv'), { firstSegment: 30 }],
  [
    'length-and-chunks',
    (to) => to.all.some(({ head }) => valueOf(head, 'transfer-encoding') && valueOf(head, 'content-length')),
    dash,
  ],
  [
    'speaks-http-1.0',
    (to) => to.all.every(({ head }) => head.version === 'HTTP/1.0') && has(to, 'video/video-4.cmfv'),
  ],
  ['omits-host', (to) => to.all.every(({ head }) => valueOf(head, 'host') === undefined)],
  ['omits-credentials', (to) => to.all.every(({ head }) => valueOf(head, 'authorization') === undefined)],
  ['ignores-the-path', (to) => to.all.every(({ head }) => head.target === '/')],
  ['own-clock', (to) => has(to, 'video/video-0.cmfv'), { firstSegment: 30, instance: 'second' }],
  ['late-takeover', (to) => has(to, 'video/video-35.cmfv'), { firstSegment: 30, instance: 'second' }],
  ['other-url-on-takeover', (to) => has(to, /^\/live\/second\/.*mpd$/), { instance: 'second' }],
];

test.for(rows)('%s', async ([quirk, shows, options]) => {
  const to = await session({ tracks: video, pace: 'fast', segments: 5, quirks: [quirk], ...options });
  expect(shows(to)).toBe(true);
});

test('delivery is told by absolute URLs', async () => {
  const deliveryUrl = 'http://cdn.example/live/';
  const to = await session({ tracks: video, pace: 'fast', segments: 2, deliveryUrl });
  expect(mpd(to)).toMatch(/media="http:\/\/cdn\.example\/live\/\d+T\d+Z-[0-9a-f]+\/\$Rep/);
  expect(playlist(to)).toMatch(/\nhttp:\/\/cdn\.example\/live\/\d+T\d+Z-[0-9a-f]+\/video\/video-1\.cmfv/);
});
