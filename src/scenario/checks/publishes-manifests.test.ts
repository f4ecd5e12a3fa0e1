import { expect, test } from 'vitest';
import { plays } from './ingest-example.ts';
import { step } from './client-example.ts';
import type { Move } from './client-example.ts';
import { seenEnough } from '../behaviour.ts';
import { commonObjects, ownManifests } from './publishes-manifests-formats.ts';
import {
  deliveryUrls,
  noAbsoluteUrls,
  relativeInMpd,
  relativePlaylists,
  relativeSegments,
} from './publishes-manifests-references.ts';
import { everythingIsNamed, everythingNamed, hasManifests } from './publishes-manifests.ts';
import {
  dash,
  hls,
  masterPath,
  mpdOf,
  mpdPath,
  opened,
  playlist,
  playlistPath,
  put,
  putHeader,
  putMaster,
  putMpd,
  putPlaylist,
  putSegment,
  seen,
} from './publishes-requests-example.ts';

const enough = (after: number): Move => ({ ...step(seenEnough), after });

test('a session as it should be meets every check', () => {
  for (const check of [hasManifests, everythingNamed, everythingIsNamed, noAbsoluteUrls]) {
    expect(check(seen(hls()))).toMatchObject({ outcome: 'met' });
    expect(check(seen(dash()))).toMatchObject({ outcome: 'met' });
  }
  for (const check of [relativeSegments, relativePlaylists])
    expect(check(seen(hls()))).toMatchObject({ outcome: 'met' });
  expect(relativeInMpd(seen(dash()))).toMatchObject({ outcome: 'met' });
});

test('nothing is said where nothing came', () => {
  for (const check of [
    hasManifests,
    everythingNamed,
    everythingIsNamed,
    noAbsoluteUrls,
    relativeInMpd,
    relativeSegments,
    relativePlaylists,
    commonObjects,
    ownManifests,
  ])
    expect(check(seen([opened(), plays({ do: 'close' })]))).toMatchObject({ outcome: 'unclear' });
});

test('media without a manifest is told', () => {
  expect(hasManifests(seen([opened(), ...putHeader(), ...putSegment(1)]))).toMatchObject({
    outcome: 'broken',
    expected: 'an MPD or a playlist',
  });
});

test('what a manifest names and nobody uploads is told once its time is over', () => {
  const moves = [...hls([1, 2, 3]), ...putPlaylist([2, 3, 4])];
  expect(everythingNamed(seen([...moves, enough(3_000)]))).toMatchObject({
    outcome: 'broken',
    expected: `“video-4.cmfv” in the store, as “${playlistPath}” names it`,
    actual: 'no such object',
  });
  expect(everythingNamed(seen([...moves, enough(100)]))).toMatchObject({ outcome: 'met' });
  const late = [...moves, ...putSegment(4, { after: 500 }), enough(3_000)];
  expect(everythingNamed(seen(late))).toMatchObject({ outcome: 'met' });
  const tooLate = [...moves, ...putSegment(4, { after: 2_500 }), enough(3_000)];
  expect(everythingNamed(seen(tooLate))).toMatchObject({ outcome: 'broken' });
});

test('a playlist that a master names and nobody uploads is told', () => {
  const moves = [...hls([1, 2, 3]), ...putMaster('other/playlist.m3u8'), enough(3_000)];
  expect(everythingNamed(seen(moves))).toMatchObject({ outcome: 'broken' });
});

test('media objects that no manifest names are told, but for the last ones', () => {
  const once = [opened(), ...putHeader(), ...putSegment(1), ...putPlaylist([1])];
  const more = (to: number): Move[] =>
    Array.from({ length: to - 1 }, (_, index) => putSegment(index + 2)).flat();
  expect(everythingIsNamed(seen([...once, ...more(3)]))).toMatchObject({ outcome: 'met' });
  expect(everythingIsNamed(seen([...once, ...more(6)]))).toMatchObject({ outcome: 'broken' });
});

test('an MPD that names objects by the time of day is not asked for each', () => {
  const template = mpdOf(1, 1)
    .replace(/<SegmentTimeline>[\s\S]*<\/SegmentTimeline>/, '')
    .replace('startNumber', 'duration="12288" startNumber');
  const moves = [
    opened(),
    ...putHeader(),
    ...put(mpdPath, template),
    ...[1, 2, 3, 4].flatMap((n) => putSegment(n)),
  ];
  expect(everythingIsNamed(seen(moves))).toMatchObject({ outcome: 'met' });
});

test.for([
  ['http://127.0.0.1:8000/live/20260101T000000Z/video/', 'broken', 'broken'],
  ['//127.0.0.1:8000/live/20260101T000000Z/video/', 'broken', 'broken'],
  ['/live/20260101T000000Z/video/', 'met', 'broken'],
  ['../video/', 'met', 'met'],
] as const)('references that begin with %s', ([prefix, absolute, relative]) => {
  const inPlaylist = seen([
    opened(),
    ...put(playlistPath, playlist([1], prefix)),
    ...putMaster(`${prefix}playlist.m3u8`),
  ]);
  expect(noAbsoluteUrls(inPlaylist)).toMatchObject({ outcome: absolute });
  expect(relativeSegments(inPlaylist)).toMatchObject({ outcome: relative });
  expect(relativePlaylists(inPlaylist)).toMatchObject({ outcome: relative });
  const inMpd = seen([opened(), ...put(mpdPath, mpdOf(1, 1, prefix))]);
  expect(noAbsoluteUrls(inMpd)).toMatchObject({ outcome: absolute });
  expect(relativeInMpd(inMpd)).toMatchObject({ outcome: relative });
  const byBase = seen([opened(), ...put(mpdPath, mpdOf(1, 1, '', prefix))]);
  expect(noAbsoluteUrls(byBase)).toMatchObject({ outcome: absolute });
});

test('evidence leads to the line of the reference', () => {
  const moves = seen([opened(), ...put(playlistPath, playlist([1], '/rooted/'))]);
  const outcome = relativeSegments(moves);
  const [place] = outcome.outcome === 'broken' ? (outcome.evidence ?? []) : [];
  const [exchange] = moves.connections[0]?.exchanges ?? [];
  const [arrival] = exchange?.request.body.arrivals ?? [];
  expect(place?.event).toBe(arrival?.place.event);
  expect((place?.offset ?? 0) - (arrival?.place.offset ?? 0)).toBe(
    playlist([1], '/rooted/').indexOf('#EXT-X-MAP'),
  );
});

const cdn = 'https://cdn.example/live/';

test('with a path for delivery every URL begins with it', () => {
  const given = { delivery: cdn };
  const at = (prefix: string) =>
    seen(
      [opened(), ...put(playlistPath, playlist([1], prefix)), ...put(mpdPath, mpdOf(1, 1, prefix))],
      given,
    );
  expect(deliveryUrls(at(`${cdn}video/`))).toMatchObject({ outcome: 'met' });
  expect(deliveryUrls(at(''))).toMatchObject({ outcome: 'broken' });
  expect(deliveryUrls(at('https://elsewhere.example/'))).toMatchObject({ outcome: 'broken' });
  const byBase = seen([opened(), ...put(mpdPath, mpdOf(1, 1, '', cdn))], given);
  expect(deliveryUrls(byBase)).toMatchObject({ outcome: 'met' });
  expect(deliveryUrls(seen(hls()))).toMatchObject({ outcome: 'unclear' });
});

test('objects that lie below the path for delivery are looked for in the store', () => {
  const moves = [
    opened(),
    ...putHeader(),
    ...putSegment(1),
    ...put(playlistPath, playlist([1], `${cdn}20260101T000000Z/video/`)),
    enough(3_000),
  ];
  expect(everythingNamed(seen(moves, { delivery: cdn }))).toMatchObject({
    outcome: 'met',
    actual: '2 objects',
  });
});

test('both formats of common media objects, and of objects that are not there', () => {
  const both = [...hls([1, 2, 3]), ...putMpd(1, 3)];
  expect(commonObjects(seen(both))).toMatchObject({ outcome: 'met', actual: '3 media objects in common' });
  expect(ownManifests(seen(both))).toMatchObject({ outcome: 'met' });
  const other = [...hls([1, 2, 3]), ...put(mpdPath, mpdOf(1, 3, 'other/'))];
  expect(commonObjects(seen(other))).toMatchObject({ outcome: 'noted' });
  expect(ownManifests(seen(other))).toMatchObject({ outcome: 'broken' });
  expect(commonObjects(seen(hls()))).toMatchObject({ outcome: 'unclear', reason: 'not-triggered' });
  expect(masterPath).toContain('.m3u8');
});
