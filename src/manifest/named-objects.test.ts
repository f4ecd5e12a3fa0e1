import { expect, test } from 'vitest';
import { mpd, type AdaptationSetPlan, type MpdPlan } from './mpd-writer.ts';
import { readMpd } from './mpd.ts';
import { nameChanges, namedObjects, type NamedObject } from './named-objects.ts';
import { readPlaylist } from './playlist.ts';

const manifest = '/live/e1/manifest.mpd';

const ofMpd = (text: string, seconds = 0, base = manifest): readonly NamedObject[] => {
  const reading = readMpd(text);
  if ('broken' in reading) throw new Error(reading.broken);
  return namedObjects({ mpd: reading.value }, base, seconds * 1000);
};

const ofPlaylist = (lines: readonly string[], base = '/live/e1/v1/media.m3u8'): readonly NamedObject[] => {
  const reading = readPlaylist(['#EXTM3U', ...lines, ''].join('\n'));
  if ('broken' in reading) throw new Error(reading.broken);
  return namedObjects({ playlist: reading.value }, base, 0);
};

const paths = (names: readonly NamedObject[]): readonly (string | undefined)[] =>
  names.map(({ path }) => path);

const attributes = { id: 'v1', bandwidth: 1000, mimeType: 'video/mp4' };

const set = (template: AdaptationSetPlan['template']): AdaptationSetPlan => ({
  ...(template && { template }),
  representations: [{ attributes }],
});

/** Numbered segments of 2 s that begin with the presentation. */
const equal = (plan: Omit<MpdPlan, 'adaptationSets'> = {}, template = {}): string =>
  mpd({
    ...plan,
    adaptationSets: [
      set({
        attributes: {
          timescale: 10,
          duration: 20,
          media: '$RepresentationID$-$Number%03d$.cmfv',
          initialization: '$RepresentationID$.init',
          ...template,
        },
      }),
    ],
  });

const timed = (timeline: readonly { t?: number; d: number; r?: number }[], root = {}): string =>
  mpd({
    attributes: root,
    adaptationSets: [set({ attributes: { timescale: 10, startNumber: 5, media: '$Time$.cmfv' }, timeline })],
  });

test('a template with a duration names what is whole', () => {
  expect(ofMpd(equal(), 5.9)).toEqual([
    { purpose: 'header', path: '/live/e1/v1.init', uri: 'v1.init', line: 5, of: 'v1' },
    {
      purpose: 'media',
      path: '/live/e1/v1-001.cmfv',
      uri: 'v1-001.cmfv',
      line: 5,
      of: 'v1',
      seconds: 2,
      number: 1n,
    },
    {
      purpose: 'media',
      path: '/live/e1/v1-002.cmfv',
      uri: 'v1-002.cmfv',
      line: 5,
      of: 'v1',
      seconds: 2,
      number: 2n,
    },
  ]);
  expect(ofMpd(equal(), 1)).toHaveLength(1);
  expect(ofMpd(equal({ attributes: { availabilityStartTime: undefined } }), 9)).toHaveLength(1);
  expect(ofMpd(equal({ period: { start: 'PT4S' } }), 9)).toHaveLength(3);
});

test('a template with a duration names what is in the time-shift buffer and before the end', () => {
  const buffered = equal({ attributes: { timeShiftBufferDepth: 'PT5S' } });
  expect(paths(ofMpd(buffered, 20)).slice(1)).toEqual(
    [8, 9, 10].map((n) => `/live/e1/v1-${String(n).padStart(3, '0')}.cmfv`),
  );
  expect(ofMpd(equal({ period: { duration: 'PT7.5S' } }), 100)).toHaveLength(5);
  expect(ofMpd(equal({ attributes: { type: 'static', mediaPresentationDuration: 'PT6.2S' } }))).toHaveLength(
    4,
  );
  expect(ofMpd(equal({ attributes: { type: 'static' } }))).toHaveLength(1);
});

test('segments that are whole early are named early, and those that are only begun are not', () => {
  expect(ofMpd(equal({}, { availabilityTimeOffset: 2 }), 5.9)).toHaveLength(4);
  expect(
    ofMpd(equal({}, { availabilityTimeOffset: 2, availabilityTimeComplete: 'false' }), 5.9),
  ).toHaveLength(3);
  expect(ofMpd(equal({}, { availabilityTimeOffset: 'INF' }), 5.9)).toHaveLength(3);
  expect(ofMpd(equal({ period: { duration: 'PT10S' } }, { availabilityTimeOffset: 'INF' }), 0)).toHaveLength(
    6,
  );
});

test('a timeline names all that it lists, and tells its holes', () => {
  const names = ofMpd(
    timed([
      { t: 100, d: 20, r: 1 },
      { t: 150, d: 15 },
    ]),
  );
  expect(names).toMatchObject([
    { path: '/live/e1/100.cmfv', seconds: 2 },
    { path: '/live/e1/120.cmfv', seconds: 2 },
    { path: '/live/e1/150.cmfv', seconds: 1.5, discontinuity: true },
  ]);
  expect(names.map(({ number, discontinuity }) => [number, discontinuity])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    [undefined, true],
  ]);
});

test('a timeline that repeats to the end names what is whole', () => {
  const open = [
    { t: 0, d: 20 },
    { d: 10, r: -1 },
  ];
  expect(ofMpd(timed(open), 4.9)).toHaveLength(3);
  expect(ofMpd(timed(open), 1)).toHaveLength(1);
  const end = { mediaPresentationDuration: 'PT4.5S' };
  expect(ofMpd(timed(open, end), 4.4)).toHaveLength(3);
  expect(ofMpd(timed(open, end), 99)).toHaveLength(4);
  expect(ofMpd(timed(open, { ...end, type: 'static' }))).toHaveLength(4);
});

test('BaseURLs of all levels, and another authority', () => {
  const text = (baseUrl: string): string =>
    mpd({
      baseUrl,
      adaptationSets: [
        {
          baseUrl: 'b%20/',
          representations: [
            {
              attributes,
              baseUrl: './c/',
              template: { attributes: { timescale: 1, media: '../$Time$.cmfv' }, timeline: [{ d: 1 }] },
            },
          ],
        },
      ],
    });
  expect(paths(ofMpd(text('a/')))).toEqual(['/live/e1/a/b /0.cmfv']);
  expect(paths(ofMpd(text('/a/')))).toEqual(['/a/b /0.cmfv']);
  expect(paths(ofMpd(text('http://elsewhere.example/a/')))).toEqual([undefined]);
  const here = 'http://127.0.0.1:8080';
  expect(paths(ofMpd(text(`${here}/a/`), 0, `${here}${manifest}`))).toEqual(['/a/b /0.cmfv']);
});

const period = (body: string, more = ''): string =>
  `<Period id="${more}"><AdaptationSet mimeType="video/mp4"><Representation id="r" bandwidth="1">${body}</Representation></AdaptationSet></Period>`;
const document = (...periods: string[]): string =>
  `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="" minBufferTime="PT1S">${periods.join('')}</MPD>`;

test('lists, single resources and later periods', () => {
  const list = `<SegmentList duration="2"><Initialization sourceURL="h.init"/><SegmentURL media="1.cmfv"/><SegmentURL media="2.cmfv"/></SegmentList>`;
  const single = `<BaseURL>all.mp4</BaseURL><SegmentBase indexRange="0-9"/>`;
  const names = ofMpd(
    document(period(list), period(list.replace(/(\d)\.cmfv/g, 'b$1.cmfv')), period(single), period('')),
  );
  expect(
    names.map(({ path, purpose, seconds, discontinuity }) => [path, purpose, seconds, discontinuity]),
  ).toEqual([
    ['/live/e1/h.init', 'header', undefined, undefined],
    ['/live/e1/1.cmfv', 'media', 2, undefined],
    ['/live/e1/2.cmfv', 'media', 2, undefined],
    ['/live/e1/h.init', 'header', undefined, undefined],
    ['/live/e1/b1.cmfv', 'media', 2, true],
    ['/live/e1/b2.cmfv', 'media', 2, undefined],
    ['/live/e1/all.mp4', 'media', undefined, undefined],
  ]);
  const ranges = `<BaseURL>all.mp4</BaseURL><SegmentList><SegmentURL mediaRange="0-9"/><SegmentURL mediaRange="10-19"/></SegmentList>`;
  expect(paths(ofMpd(document(period(ranges))))).toEqual(['/live/e1/all.mp4']);
});

test('a media playlist', () => {
  const names = ofPlaylist([
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-MEDIA-SEQUENCE:7',
    '#EXT-X-KEY:METHOD=AES-128,URI="../k.key"',
    '#EXT-X-MAP:URI="v.init"',
    '#EXTINF:2,',
    '7.cmfv?a=1',
    '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://k"',
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-GAP',
    '#EXTINF:1.5,',
    '/live/e1/v1/8.cmfv',
    '#EXT-X-PART:DURATION=0.5,URI="9.0.cmfv"',
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="9.1.cmfv"',
  ]);
  expect(names).toEqual([
    { purpose: 'key', path: '/live/e1/k.key', uri: '../k.key', line: 4 },
    { purpose: 'header', path: '/live/e1/v1/v.init', uri: 'v.init', line: 5 },
    { purpose: 'media', path: '/live/e1/v1/7.cmfv?a=1', uri: '7.cmfv?a=1', line: 7, seconds: 2, number: 7n },
    { purpose: 'key', path: undefined, uri: 'skd://k', line: 8 },
    {
      purpose: 'media',
      path: '/live/e1/v1/8.cmfv',
      uri: '/live/e1/v1/8.cmfv',
      line: 12,
      seconds: 1.5,
      number: 8n,
      discontinuity: true,
      gap: true,
    },
    { purpose: 'part', path: '/live/e1/v1/9.0.cmfv', uri: '9.0.cmfv', line: 13, seconds: 0.5, number: 9n },
    { purpose: 'other', path: '/live/e1/v1/9.1.cmfv', uri: '9.1.cmfv', line: 14 },
  ]);
});

test('a multivariant playlist', () => {
  const names = ofPlaylist([
    '#EXT-X-SESSION-KEY:METHOD=AES-128,URI="k.key"',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="a.m3u8"',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"',
    'http://elsewhere.example/v.m3u8',
  ]);
  expect(names.map(({ purpose, path, of }) => [purpose, path, of])).toEqual([
    ['key', '/live/e1/v1/k.key', undefined],
    ['playlist', '/live/e1/v1/a.m3u8', 'English'],
    ['playlist', '/live/e1/v1/i.m3u8', undefined],
    ['playlist', undefined, undefined],
  ]);
});

test('what a new version names, and no longer names', () => {
  const before = ofMpd(equal({ attributes: { timeShiftBufferDepth: 'PT4S' } }), 6);
  const after = ofMpd(equal({ attributes: { timeShiftBufferDepth: 'PT4S' } }), 8);
  const { added, removed } = nameChanges(before, after);
  expect([paths(added), paths(removed)]).toEqual([['/live/e1/v1-004.cmfv'], ['/live/e1/v1-002.cmfv']]);
  expect(nameChanges([], [...before, ...before]).added).toEqual(before);
});

test('no manifest names more than there is memory for', { timeout: 120_000 }, () => {
  expect(ofMpd(equal(), 1.7e9)).toHaveLength(20_001);
  expect(ofMpd(timed([{ d: 1, r: 400_000 }])).at(-1)?.path).toBe('/live/e1/400000.cmfv');
  expect(
    ofMpd(
      timed([
        { d: 1, r: 10 ** 17 },
        { d: 1, r: 10 ** 17 },
      ]),
    ),
  ).toEqual([]);
  expect(ofMpd(timed([{ d: 0, r: -1 }]), 5)).toEqual([]);
  expect(ofMpd(equal({}, { timescale: 0 }), 5)).toHaveLength(1);
  expect(ofMpd(equal({}, { duration: 0 }), 5)).toHaveLength(1);
  expect(ofMpd(equal({}, { media: '$Number%0999d$' }), 5)).toHaveLength(1);
  expect(ofMpd(equal({ period: { start: `P${'9'.repeat(90)}Y` } }), 5)).toHaveLength(1);

  const many = (body: string, representation: string, count: number): string =>
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>${body}${representation.repeat(count)}</AdaptationSet></Period></MPD>`;
  const S = '<S d="1"/>'.repeat(15_000);
  const one = '<Representation/>';
  for (const media of ['$Number$', 'x'.repeat(60_000), '$']) {
    const template = `<SegmentTemplate media="${media}"><SegmentTimeline>${S}</SegmentTimeline></SegmentTemplate>`;
    expect(ofMpd(many(template, one, 15_000)).length).toBeLessThan(300_000);
  }
  const costly = `<SegmentTemplate media="${'$Number$'.repeat(2000)}" initialization="${'$$'.repeat(8000)}" duration="1"/>`;
  expect(ofMpd(many(costly, one, 15_000)).length).toBeLessThan(5000);
  const long = `<BaseURL>${'x/'.repeat(1_000_000)}</BaseURL>`;
  const based = '<Representation><BaseURL>a</BaseURL></Representation>';
  expect(ofMpd(many(long, based, 15_000)).length).toBeLessThan(100);
  const lines = '#EXTINF:1,\na\n'.repeat(250_000).split('\n');
  expect(ofPlaylist(lines)).toHaveLength(200_000);
});
