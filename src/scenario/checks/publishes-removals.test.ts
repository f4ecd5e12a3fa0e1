import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
import { step } from './client-example.ts';
import { keepsWhatIsNamed, removesWhatLeft } from './publishes-removals.ts';
import {
  hls,
  opened,
  putHeader,
  putPlaylist,
  putSegment,
  remove,
  seen,
  segmentPath,
} from './publishes-requests-example.ts';

/** A session with a window of two segments, each deleted when the one after the next has come. */
const sliding = (deletes: (left: number) => number | undefined) => [
  opened(),
  ...putHeader(),
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) => {
    const removed = deletes(number - 2);
    return [
      ...putSegment(number),
      ...putPlaylist(number === 1 ? [1] : [number - 1, number]),
      ...(removed === undefined || removed < 1 ? [] : remove(segmentPath(removed))),
    ];
  }),
];

test('what left is deleted, and what is named is kept', () => {
  const moves = seen(sliding((left) => left - 1));
  expect(removesWhatLeft(moves)).toMatchObject({
    outcome: 'met',
    actual: expect.stringMatching(/^5 of 6 objects deleted, /) as string,
  });
  expect(keepsWhatIsNamed(moves)).toMatchObject({ outcome: 'met' });
});

test('a source that never deletes is told', () => {
  const moves = seen(sliding(() => undefined));
  expect(removesWhatLeft(moves)).toMatchObject({ outcome: 'broken' });
  expect(keepsWhatIsNamed(moves)).toMatchObject({ outcome: 'met' });
});

test('a source that deletes what is still named is told', () => {
  expect(keepsWhatIsNamed(seen(sliding((left) => left + 1)))).toMatchObject({
    outcome: 'broken',
    expected: 'DELETE of what no manifest names any more',
  });
});

test('a window that never moved, or hardly, says nothing', () => {
  expect(removesWhatLeft(seen(hls()))).toMatchObject({ outcome: 'unclear', reason: 'window-too-short' });
  const short = [...hls([1, 2]), ...putSegment(3), ...putPlaylist([2, 3])];
  expect(removesWhatLeft(seen(short))).toMatchObject({ outcome: 'unclear', reason: 'window-too-short' });
});

test('what is deleted when the session is over does not count', () => {
  const moves = [...hls([1, 2, 3]), step(seenEnough), ...remove(segmentPath(3))];
  expect(keepsWhatIsNamed(seen(moves))).toMatchObject({ outcome: 'met' });
});
