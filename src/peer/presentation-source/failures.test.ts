import { once } from 'node:events';
import { expect, test } from 'vitest';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import type { Heard, Play, Receiver } from '../ingest-source/receiver.test-setup.ts';
import { named, newest, published, receiver, session, uploadOf, uploadsTo } from './store.test-setup.ts';

const video = [sourceTrack('video')];

/** Answers all uploads of what ends so with a status, the first ones or all. */
const refusing = (ending: string | RegExp, status: number, times = Infinity, ...fields: string[]): Play => {
  let left = times;
  return (heard, to) => {
    const { target } = heard.head;
    const fits = typeof ending === 'string' ? target.endsWith(ending) : ending.test(target);
    if (!fits || !heard.isWhole || heard.isAnswered || left <= 0) return;
    left -= 1;
    to.answer(heard, status, ...fields);
  };
};

const wholeAt = ({ head, isWhole }: Heard, ending: string): boolean =>
  isWhole && head.target.endsWith(ending);

const countOf = (names: readonly { name: string }[], name: string): number =>
  names.filter((each) => each.name === name).length;

test('a media object that fails once is sent again, and nothing else happens', async () => {
  const to = await session({ tracks: video }, refusing('video-2.cmfv', 503, 1));
  expect(to.code).toBe(0);
  expect(named(to, 'video/video-2.cmfv')).toHaveLength(2);
  expect(newest(to, 'video/playlist.m3u8')).not.toContain('DISCONTINUITY');
});

test('a media object that fails for good is left for the next one, with a discontinuity', async () => {
  const plan = { formats: 'both', window: 9 } as const;
  const to = await session({ tracks: video, segments: 7, plan }, refusing('video-2.cmfv', 503));
  expect(to.code).toBe(0);
  const uploads = uploadsTo(to);
  const before = uploads.slice(
    0,
    uploads.findIndex(({ name }) => name === 'video/video-3.cmfv'),
  );
  expect(countOf(before, 'video/video-2.cmfv')).toBeGreaterThanOrEqual(2);
  expect(countOf(uploads, 'video/video-2.cmfv')).toBeGreaterThan(countOf(before, 'video/video-2.cmfv'));
  expect(newest(to, 'video/playlist.m3u8')).toMatch(/#EXT-X-DISCONTINUITY\n#EXTINF:0.96000,\nvideo-3.cmfv/);
  expect(newest(to, 'video/playlist.m3u8')).not.toContain('video-2.cmfv');
  expect(newest(to, 'live.mpd')).toContain('<S t="36864" n="3"');
});

test('what is uploaded late is named by the MPD and not by the playlist', async () => {
  const to = await session(
    { tracks: video, segments: 8, plan: { formats: 'both', window: 9 } },
    refusing('video-2.cmfv', 503, 4),
  );
  expect(newest(to, 'live.mpd')).toContain('<S t="0" d="12288" r="7"/>');
  expect(newest(to, 'video/playlist.m3u8')).toContain('#EXT-X-DISCONTINUITY');
  expect(newest(to, 'video/playlist.m3u8')).not.toContain('video-2.cmfv');
});

test('with templates of a duration, a loss begins a period', async () => {
  const plan = { formats: 'dash', addressing: 'duration' } as const;
  const to = await session({ tracks: video, plan }, refusing('video-2.cmfv', 503));
  expect(newest(to, 'live.mpd')).toContain('<Period id="p0" start="PT0S" duration="PT1.92S">');
  expect(newest(to, 'live.mpd')).toContain('<Period id="p3" start="PT2.88S">');
});

test('a header that fails holds up nothing but itself', async () => {
  const to = await session({ segments: 8 }, refusing('audio.init', 503, 3));
  expect(to.code).toBe(0);
  expect(newest(to, 'live.mpd')).toContain('id="audio"');
  expect(newest(to, 'live.m3u8')).toContain('audio/playlist.m3u8');
  expect(named(to, 'video/video-5.cmfv')).toHaveLength(1);
});

test.for([
  ['live.mpd', 500],
  ['video/playlist.m3u8', 503],
  ['live.m3u8', 404],
] as const)('%s is sent again after %i', async ([name, status]) => {
  const to = await session({ tracks: video }, refusing(name, status, 1));
  expect(to.code).toBe(0);
  const [first, second] = named(to, name);
  expect(first?.heard.isAnswered).toBe(true);
  expect(second).toBeDefined();
});

test('what nobody answers, reads or hears is left for the next object', async () => {
  const deaf: readonly ((heard: Heard) => void)[] = [
    (heard) => (heard.isAnswered = true),
    (heard) => {
      heard.isAnswered = true;
      heard.link.pause();
    },
  ];
  for (const play of deaf) {
    const kill = new AbortController();
    const to = await receiver((heard) => {
      if (heard.head.target.endsWith('video-2.cmfv')) play(heard);
      // Links that are not read from do not notice that they were reset, and would not let the source end.
      if (wholeAt(heard, 'video/playlist.m3u8') && uploadOf(heard).text.includes('video-5.cmfv'))
        kill.abort();
    });
    void published(to, { tracks: video, segments: 6, signal: kill.signal });
    await once(kill.signal, 'abort');
    expect(named(to, 'video/video-5.cmfv')).toHaveLength(1);
    expect(newest(to, 'video/playlist.m3u8')).toContain('#EXT-X-DISCONTINUITY');
  }
});

test('a connection that is reset is made anew for the same object', async () => {
  let resets = 0;
  const to = await session({ tracks: video }, (heard) => {
    if (!heard.head.target.endsWith('video-2.cmfv') || resets > 0 || heard.pieces.length === 0) return;
    resets += 1;
    heard.link.reset();
  });
  expect(to.code).toBe(0);
  expect(named(to, 'video/video-2.cmfv')).toHaveLength(2);
  expect(newest(to, 'video/playlist.m3u8')).not.toContain('DISCONTINUITY');
});

test('credentials are updated after 403, and a source that is refused everywhere gives up', async () => {
  const to = await session(
    { tracks: video, updatedCredentials: { user: 'source', password: 'updated' } },
    (heard, all) => {
      const sent = heard.head.fields.find(({ name }) => name.toLowerCase() === 'authorization')?.value ?? '';
      if (!sent.includes(btoa('source:updated'))) all.answer(heard, 403);
    },
  );
  expect(to.code).toBe(0);
  const refused = await session({ tracks: video }, refusing(/./, 403));
  expect(refused.code).toBe(1);
  expect(refused.all.length).toBeLessThan(12);
});

test('a refusal of everything that comes later ends the source too', async () => {
  let isRefusing = false;
  const to = await session({ tracks: video, segments: 100 }, (heard, all) => {
    isRefusing ||= heard.head.target.endsWith('video-2.cmfv');
    if (isRefusing && heard.isWhole) all.answer(heard, 403);
  });
  expect(to.code).toBe(1);
  expect(to.all.length).toBeLessThan(40);
});

test('redirects are followed for the object that they are about', async () => {
  const elsewhere = 'Location: /elsewhere/video-2.cmfv';
  const to = await session({ tracks: video }, refusing('0Z/video/video-2.cmfv', 307, 1, elsewhere));
  expect(to.code).toBe(0);
  const other = await session({ tracks: video }, (heard, all) => {
    if (heard.isWhole && /\d{8}T.*video-2\.cmfv$/.test(heard.head.target)) all.answer(heard, 307, elsewhere);
  });
  expect(other.all.map(({ head }) => head.target)).toContain('/elsewhere/video-2.cmfv');
  expect(named(other, 'video/video-3.cmfv')).toHaveLength(1);
});

test('two receiving entities get the same, and one does not suffer from the other', async () => {
  const second = await receiver(refusing(/./, 503));
  const first = await receiver();
  await published(first, { tracks: video, second });
  const third = await receiver();
  const fourth = await receiver();
  const { code } = await published(third, { tracks: video, second: fourth });
  expect(code).toBe(0);
  const media = (to: typeof first) => named(to, /\.cmfv$/).map(({ name, body }) => [name, body.length]);
  expect(media(first).length).toBe(6);
  expect(media(third)).toEqual(media(fourth));
});

test('a source that is asked to end does so with its last manifests', async () => {
  const stop = new AbortController();
  const to = await session({ tracks: video, segments: 1000, stop: stop.signal }, (heard) => {
    if (heard.head.target.endsWith('video-4.cmfv')) stop.abort();
  });
  expect(to.code).toBe(0);
  expect(newest(to, 'video/playlist.m3u8')).toContain('#EXT-X-ENDLIST');
  expect(newest(to, 'live.mpd')).toContain('mediaPresentationDuration');
});

type Failing = readonly [SourceQuirk, (to: Awaited<ReturnType<typeof session>>) => boolean, Play?];

const lost = refusing('video-2.cmfv', 503);
const lostForAWhile = () => refusing('video-2.cmfv', 503, 4);
const list = (to: Receiver): string => newest(to, 'video/playlist.m3u8');
const timeline = (to: Receiver): string => newest(to, 'live.mpd');

test.for<Failing>([
  [
    'gives-up-media-at-once',
    (to) => {
      const all = uploadsTo(to).map(({ name }) => name);
      return (
        countOf(
          all.slice(0, all.indexOf('video/video-3.cmfv')).map((name) => ({ name })),
          'video/video-2.cmfv',
        ) === 1
      );
    },
  ],
  ['insists-for-ever', (to) => named(to, 'video/video-2.cmfv').length > 5, refusing('video-2.cmfv', 503, 8)],
  ['no-retry-of-manifests', (to) => named(to, 'live.m3u8').length === 1, refusing('live.m3u8', 503, 1)],
  ['no-discontinuity', (to) => !list(to).includes('DISCONTINUITY') && timeline(to).includes('d="24576"')],
  ['gap-tag', (to) => /#EXT-X-GAP\n#EXTINF.*\nvideo-2/.test(list(to)) && !list(to).includes('DISCONTINUITY')],
  ['names-lost-objects', (to) => list(to).includes('video-2.cmfv') && timeline(to).includes('r="7"')],
  ['forgets-lost-objects', (to) => named(to, 'video/video-2.cmfv').length <= 4],
  ['never-repairs-the-mpd', (to) => timeline(to).includes('n="3"'), lostForAWhile()],
  [
    'repairs-playlists',
    (to) => list(to).includes('video-2.cmfv') && !list(to).includes('DISCONT'),
    lostForAWhile(),
  ],
  ['never-retries', (to) => to.code === 1],
  ['stops-on-503', (to) => to.code === 1],
  ['hammers', (to) => named(to, 'video/video-2.cmfv').length > 6],
])('%s', async ([quirk, shows, play = lost]) => {
  const plan = { formats: 'both', window: 9 } as const;
  const to = await session({ tracks: video, segments: 8, plan, quirks: [quirk] }, play);
  expect(shows(to)).toBe(true);
});

test.for<readonly [SourceQuirk, (first: Receiver, second: Receiver) => boolean]>([
  ['one-receiver-only', (_, second) => second.all.length === 0],
  ['other-names-at-second-receiver', (_, second) => named(second, 'video/video-b-1.cmfv').length === 1],
  [
    'other-bytes-at-second-receiver',
    (first, second) =>
      named(first, 'video/video-1.cmfv')[0]?.body.length !==
      named(second, 'video/video-1.cmfv')[0]?.body.length,
  ],
])('%s', async ([quirk, shows]) => {
  const [first, second] = [await receiver(), await receiver()];
  await published(first, { tracks: video, segments: 3, second, quirks: [quirk] });
  expect(shows(first, second)).toBe(true);
});
