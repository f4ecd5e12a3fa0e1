import { beforeAll, expect, test } from 'vitest';
import { loadXmlParser } from '../../media/xml-parser.ts';
import { discontinuityStays, discontinuityTold, namedOnceThere } from './publishes-discontinuity.ts';
import {
  opened,
  putHeader,
  putMpd,
  putPlaylist,
  putSegment,
  putTimed,
  seen,
  segment,
} from './publishes-failure-example.ts';
import type { Listed } from './publishes-failure-example.ts';

beforeAll(loadXmlParser);

const hls = [
  opened(),
  putHeader(),
  putSegment(1),
  putPlaylist([1]),
  putSegment(2, { after: segment, status: 503 }),
];
const third = putSegment(3, { after: segment });
const marked: Listed = { number: 3, discontinuity: true };

test('a playlist tells an object that is missing', () => {
  expect(discontinuityTold(seen([hls, third, putPlaylist([1, marked])]))).toMatchObject({ outcome: 'met' });
  expect(discontinuityTold(seen([hls, third, putPlaylist([1, 3])]))).toMatchObject({ outcome: 'broken' });
  expect(discontinuityTold(seen([hls, third, putPlaylist([1, 2, 3])]))).toMatchObject({
    outcome: 'broken',
    actual: '“/live/event/video/video-2.cmfv” in “/live/event/video/playlist.m3u8”, which was not there',
  });
});

test('EXT-X-GAP rests on an erratum, and needs no excuse beside a discontinuity', () => {
  const gap: Listed = { number: 2, gap: true };
  expect(discontinuityTold(seen([hls, third, putPlaylist([1, gap, 3])]))).toMatchObject({
    outcome: 'broken',
    erratum: 'E-DI-42',
  });
  expect(discontinuityTold(seen([hls, third, putPlaylist([1, gap, marked])]))).toMatchObject({
    outcome: 'met',
  });
});

test('nothing is said where no manifest names what comes after, or the object came in time', () => {
  expect(discontinuityTold(seen([hls, third]))).toMatchObject({ outcome: 'unclear' });
  const inTime = [putSegment(2), third, putPlaylist([1, 2, 3])];
  expect(discontinuityTold(seen([hls, inTime]))).toMatchObject({ outcome: 'unclear' });
});

test('a playlist keeps a discontinuity when the object has come', () => {
  const late = [hls, third, putPlaylist([1, marked]), putSegment(2), putSegment(4, { after: segment })];
  expect(discontinuityStays(seen([late, putPlaylist([1, marked, 4])]))).toMatchObject({ outcome: 'met' });
  expect(discontinuityStays(seen([late, putPlaylist([1, 3, 4])]))).toMatchObject({ outcome: 'broken' });
  expect(discontinuityStays(seen([late, putPlaylist([1, 2, 3, 4])]))).toMatchObject({ outcome: 'broken' });
  expect(discontinuityStays(seen([late, putPlaylist([4])]))).toMatchObject({ outcome: 'unclear' });
  expect(discontinuityStays(seen([hls, third, putPlaylist([1, marked])]))).toMatchObject({
    outcome: 'unclear',
  });
});

const dash = [opened(), putHeader(), putTimed(1), putMpd([1]), putTimed(2, { after: segment, status: 503 })];
const timed = putTimed(3, { after: segment });

test('an MPD has a hole where an object is missing', () => {
  expect(discontinuityTold(seen([dash, timed, putMpd([1, 3])]))).toMatchObject({ outcome: 'met' });
  expect(discontinuityTold(seen([dash, timed, putMpd([1, 2, 3])]))).toMatchObject({ outcome: 'broken' });
});

test('an MPD names an object that has come late', () => {
  const late = [dash, timed, putMpd([1, 3]), putTimed(2), putTimed(4, { after: segment })];
  const goesOn = [putTimed(5, { after: segment }), putMpd([1, 3, 4, 5])];
  expect(namedOnceThere(seen([late, putMpd([1, 2, 3, 4])]))).toMatchObject({ outcome: 'met' });
  expect(namedOnceThere(seen([late, putMpd([1, 3, 4]), goesOn]))).toMatchObject({ outcome: 'broken' });
  expect(namedOnceThere(seen([late, putMpd([3, 4])]))).toMatchObject({ outcome: 'unclear' });
  expect(namedOnceThere(seen([dash, timed, putMpd([1, 3])]))).toMatchObject({ outcome: 'unclear' });
});
