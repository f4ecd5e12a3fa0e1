import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
import { busy, chunk, fault, later, step } from './client-example.ts';
import type { Move } from './client-example.ts';
import { leavesStalledRequest, shortSparseRequests, steadyMedia } from './ingest-flow.ts';
import { fragment, header, long, plays, seen, videoPath } from './ingest-example.ts';

const every = (milliseconds: number, count: number, from = 0): Move[] =>
  Array.from({ length: count }, (_, index) =>
    chunk(fragment(from + index)).map((move, at) => (at === 0 ? later(milliseconds, move) : move)),
  ).flat();
const start = long(0, videoPath, header());

test('media at their pace are right, slower ones are caught', () => {
  expect(steadyMedia(seen([start, every(960, 8)])).outcome).toBe('met');
  expect(steadyMedia(seen([start, every(1_920, 6)])).outcome).toBe('broken');
  expect(steadyMedia(seen([start, every(960, 2)])).outcome).toBe('unclear');
  expect(steadyMedia(seen([])).outcome).toBe('unclear');
});

test('a host that was busy is not taken for a slow source', () => {
  expect(steadyMedia(seen([start, every(1_500, 6), busy(5_000)])).outcome).toBe('unclear');
});

const stalled = [...start, ...every(960, 3), plays({ do: 'stall', resumeAfter: 'outage' }), fault('stall')];

test('a request that nobody reads is left, or what was sent comes later in one go', () => {
  expect(leavesStalledRequest(seen([stalled, every(960, 6, 3)])).outcome).toBe('met');
  expect(leavesStalledRequest(seen([stalled, long(1, videoPath, header())])).outcome).toBe('met');
  expect(leavesStalledRequest(seen([stalled, every(3_000, 4, 3)])).outcome).toBe('broken');
});

test('sparse data in a request that goes on is caught', () => {
  const path = videoPath.replace('video.cmfv', 'webvtt.cmft');
  const texts = [header('webvtt'), fragment(0, 'webvtt')];
  const over = later(5_000, step(seenEnough));
  const open = seen([long(0, path, ...texts, fragment(1, 'webvtt')), over]);
  expect(shortSparseRequests(open).outcome).toBe('broken');
  expect(shortSparseRequests(seen([long(0, path, ...texts), over])).outcome).toBe('broken');
  const ended = seen([long(0, path, ...texts), chunk(new Uint8Array(0)), over]);
  expect(shortSparseRequests(ended).outcome).toBe('met');
  expect(shortSparseRequests(seen([start, over])).outcome).toBe('unclear');
});
