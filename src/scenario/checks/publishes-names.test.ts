import { expect, test } from 'vitest';
import { fragment, header } from './ingest-example.ts';
import {
  findableNumbers,
  initExtension,
  numbersOfTime,
  risingNumbers,
  someExtension,
  timeInManifestPath,
  uniquePaths,
} from './publishes-names.ts';
import {
  dash,
  folder,
  hls,
  opened,
  put,
  putHeader,
  putMpd,
  putSegment,
  seen,
  segmentPath,
} from './publishes-requests-example.ts';

const checks = {
  uniquePaths,
  timeInManifestPath,
  risingNumbers,
  findableNumbers,
  initExtension,
  someExtension,
  numbersOfTime,
};

test.for(Object.entries(checks))('%s is met by a session as it should be', ([, check]) => {
  expect(check(seen(hls()))).toMatchObject({ outcome: 'met' });
  expect(check(seen(dash()))).toMatchObject({ outcome: 'met' });
});

test.for(Object.entries(checks))('%s says nothing of a source that sent nothing', ([, check]) => {
  expect(check(seen([opened()]))).toMatchObject({ outcome: 'unclear' });
});

test('a path that is used again for other bytes is told, and one that is sent again with the same is not', () => {
  const again = (body: Uint8Array) => seen([opened(), ...putSegment(1), ...put(segmentPath(1), body)]);
  expect(uniquePaths(again(fragment(1)))).toMatchObject({ outcome: 'met' });
  expect(uniquePaths(again(fragment(4)))).toMatchObject({
    outcome: 'broken',
    expected: 'a path that no other media object had',
  });
});

test('an upload that was refused counts for no use of a path', () => {
  expect(
    uniquePaths(seen([opened(), ...putSegment(1, { status: 503 }), ...put(segmentPath(1), fragment(2))])),
  ).toMatchObject({ outcome: 'met' });
});

test('a manifest path without a time is noted', () => {
  expect(timeInManifestPath(seen([opened(), ...put('/live/event/live.m3u8', '#EXTM3U\n')]))).toMatchObject({
    outcome: 'noted',
  });
  expect(
    timeInManifestPath(seen([opened(), ...put('/live/1767225600/live.m3u8', '#EXTM3U\n')])),
  ).toMatchObject({ outcome: 'met' });
});

test('numbers that do not rise, or are not there, are told', () => {
  const falls = [opened(), ...putHeader(), ...putSegment(3), ...putSegment(2), ...putMpd(2, 3)];
  expect(risingNumbers(seen(falls))).toMatchObject({
    outcome: 'broken',
    expected: 'a number greater than 3',
  });
  const none = [opened(), ...['one', 'two'].flatMap((name) => put(`${folder}/${name}.cmfv`, fragment(1)))];
  expect(risingNumbers(seen(none))).toMatchObject({
    outcome: 'broken',
    expected: 'a number at the end of the name of a media object',
  });
});

test('a number that follows on a digit cannot be found', () => {
  const moves = [
    opened(),
    ...put(`${folder}/video1/video1.init`, header()),
    ...[7, 8, 9].flatMap((number) => put(`${folder}/video1/video1${String(number)}.cmfv`, fragment(number))),
  ];
  expect(findableNumbers(seen(moves))).toMatchObject({ outcome: 'broken' });
});

test('zeros before a number, and the same digits elsewhere, do no harm', () => {
  const names = (prefix: string) => [
    opened(),
    ...put(`${folder}/init-stream0.m4s`, header()),
    ...[1, 2, 3].flatMap((number) => put(`${folder}/${prefix}${String(number)}.m4s`, fragment(number))),
  ];
  expect(findableNumbers(seen(names('chunk-stream0-0000')))).toMatchObject({ outcome: 'met' });
  expect(findableNumbers(seen(names('live')))).toMatchObject({ outcome: 'met' });
});

test('digits of a name that stand apart from the number do no harm', () => {
  const moves = [
    opened(),
    ...put(`${folder}/video1/video1.init`, header()),
    ...[7, 8, 9].flatMap((number) => put(`${folder}/video1/video1-${String(number)}.cmfv`, fragment(number))),
  ];
  expect(findableNumbers(seen(moves))).toMatchObject({ outcome: 'met' });
});

test('a CMAF header with the extension of its media is told, under the erratum', () => {
  expect(
    initExtension(seen([opened(), ...put(`${folder}/init-video.m4s`, header()), ...putSegment(1)])),
  ).toMatchObject({
    outcome: 'broken',
    erratum: 'E-DI-37',
    expected: 'the extension .init of a CMAF header',
  });
  expect(initExtension(seen([opened(), ...putSegment(1)]))).toMatchObject({ outcome: 'skipped' });
});

test('a media object without an extension is told', () => {
  expect(someExtension(seen([opened(), ...put(`${folder}/video-1`, fragment(1))]))).toMatchObject({
    outcome: 'broken',
    actual: 'none in “video-1”',
  });
});

test('numbers that have nothing to do with the time are noted', () => {
  const moves = [
    opened(),
    ...putHeader(),
    ...[101, 102].flatMap((number) => put(segmentPath(number), fragment(number - 100))),
  ];
  expect(numbersOfTime(seen(moves))).toMatchObject({ outcome: 'noted' });
});
