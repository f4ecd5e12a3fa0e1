import { expect, test } from 'vitest';
import { streamOf } from '../../media/samples.ts';
import { seenEnough } from '../behaviour.ts';
import type { Move } from './client-example.ts';
import {
  asked,
  authorized,
  busy,
  later,
  opened,
  request,
  seenIn,
  sent,
  step,
  told,
} from './client-example.ts';
import { steadyFlow } from './client-flow.ts';

const head = [
  opened(),
  asked(request({ 'Transfer-Encoding': null })),
  authorized(),
  told('HTTP/1.1 100 Continue'),
];

/** Bytes for ten seconds of MP3 at 128 kbit/s, and a second of it. */
const media = streamOf('mp3', 2_000);
const second = 16_000;

/** Pieces of media, so many bytes each, so many milliseconds apart, and the end of the watch. */
const flow = (pieces: readonly (readonly [after: number, bytes: number])[], rest = 1): Move[] => {
  let from = 0;
  const moves = pieces.map(([after, bytes]) => {
    from += bytes;
    return later(after, sent(media.subarray(from - bytes, from)));
  });
  return [...head, ...moves, later(rest, step(seenEnough))];
};

const regular = (every: number, bytes: number, count: number) =>
  Array.from({ length: count }, () => [every, bytes] as const);

test('media at the speed at which it plays meets the check', () => {
  expect(steadyFlow(seenIn(flow(regular(250, second / 4, 32)))).outcome).toBe('met');
  expect(steadyFlow(seenIn(flow(regular(12.5, second / 4, 32)), { delayScale: 0.05 })).outcome).toBe('met');
});

test('a host that holds the client up for a while is not taken for a slow client', () => {
  const held = [...regular(250, second / 4, 8), [3_000, 3 * second] as const, ...regular(250, second / 4, 8)];
  expect(steadyFlow(seenIn(flow(held))).outcome).toBe('met');
});

test('bursts of less than five seconds are steady enough', () => {
  const bursts = [[1, 4 * second] as const, [4_000, 4 * second] as const];
  expect(steadyFlow(seenIn(flow(bursts, 3_900))).outcome).toBe('met');
});

test('a burst is caught', () => {
  expect(
    steadyFlow(
      seenIn(
        flow([
          [1, 6 * second],
          [250, second],
          [8_000, second],
        ]),
      ),
    ),
  ).toMatchObject({
    outcome: 'broken',
    expected: 'no more than 5 s of media ahead of time',
  });
});

test('media that comes too slowly, or not any more, is caught', () => {
  expect(steadyFlow(seenIn(flow(regular(500, second / 4, 16)))).outcome).toBe('broken');
  const silence = steadyFlow(seenIn(flow(regular(250, second / 4, 8), 6_000)));
  expect(silence).toMatchObject({ outcome: 'broken', actual: 'nothing in the last 6.0 s' });
});

test('the time that this host was busy is left out', () => {
  const half = flow(regular(500, second / 4, 16));
  const quarter = flow(regular(1_000, second / 4, 8));
  expect(steadyFlow(seenIn([...half, busy(4_000)]))).toMatchObject({
    outcome: 'met',
    actual: '4.0 s of media in 7.5 s, in which this host was busy for 4.0 s',
  });
  expect(steadyFlow(seenIn([...quarter, busy(2_000)])).outcome).toBe('broken');
});

test('what a busy host explains, and what is too short to tell, is not judged', () => {
  const slow = flow(regular(500, second / 4, 16));
  expect(steadyFlow(seenIn([...slow, busy(6_000)]))).toMatchObject({
    outcome: 'unclear',
    reason: 'host-overloaded',
  });
  expect(steadyFlow(seenIn(flow(regular(250, second / 4, 8))))).toMatchObject({
    outcome: 'unclear',
    reason: 'window-too-short',
  });
});
