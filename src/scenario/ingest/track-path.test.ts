import { expect, test } from 'vitest';
import { countlessPath, pathOf } from './track-path.ts';

test.for([
  ['http://127.0.0.1:8000/live.isml/v.cmfv?a=1', '/live.isml/v.cmfv?a=1'],
  ['https://[::1]:8443', '/'],
  ['/live.isml', '/live.isml'],
] as const)('the path of the target %s', ([target, path]) => {
  expect(pathOf(target)).toBe(path);
});

test.for([
  ['a name in Streams()', '/p/Streams(v1.cmfv)', '/p/Streams(v1.cmfv)/Segment(12)'],
  ['a number at the end', '/p/video-1.m4s', '/p/video-200.m4s'],
  ['a number that is the name', '/p/v/1.m4s', '/p/v/27.m4s'],
  ['a header among numbers', '/p/v/init.m4s', '/p/v/27.m4s'],
  ['a header of the second rendition', '/p/init-stream1.m4s', '/p/chunk-stream1-00012.m4s'],
  ['a segment without an extension', '/p/v/segment_12', '/p/v/segment_3'],
  ['a header beside a number', '/p/v-init.m4s', '/p/v-27.m4s'],
] as const)('%s is of one track', ([, one, other]) => {
  expect(countlessPath(one)).toBe(countlessPath(other));
});

test('what is not counted stands', () => {
  expect(countlessPath('/p/v1/3.m4s')).not.toBe(countlessPath('/p/v2/3.m4s'));
  expect(countlessPath('/p/Streams(v1.cmfv)')).not.toBe(countlessPath('/p/Streams(v2.cmfv)'));
  expect(countlessPath('/p/video.cmfv')).toBe('/p/video.cmfv');
});
