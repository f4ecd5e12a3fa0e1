import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
import { backAgain, noBlackHole } from '../ingest/act.ts';
import {
  anotherAttempt,
  connectTimeout,
  followsTheName,
  looksUpAgain,
  reachesUs,
  triesOthers,
} from './ingest-addresses.ts';
import { exited, fault, later, left, step } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, happens, header, long, plays, seen, videoPath } from './ingest-example.ts';

const to = '127.0.0.1:8000';
const attempt = (state: 'begins' | 'ends', port: number, after: number): Move =>
  happens({ event: 'attempt', state, from: `127.0.0.1:${String(port)}`, to }, after);
const attempts = (count: number, milliseconds: number): Move[] =>
  Array.from({ length: count }, (_, index) => [
    attempt('begins', 50_000 + index, 1),
    attempt('ends', 50_000 + index, milliseconds),
  ]).flat();

const silent = [
  ...long(0, videoPath, header(), fragment(0)),
  plays({ do: 'black-hole', for: 'blackHole' }),
  fault('reset'),
  left('rst'),
];
const back = step(backAgain);
const over = later(1_000, step(seenEnough));

test('attempts of about a segment, one after the other, are right', () => {
  const patient = seen([silent, attempts(4, 2_000), back, over]);
  expect(connectTimeout(patient).outcome).toBe('met');
  expect(anotherAttempt(patient).outcome).toBe('met');
});

test('attempts that are too short or too long are caught', () => {
  expect(connectTimeout(seen([silent, attempts(20, 100), back, over])).outcome).toBe('broken');
  expect(connectTimeout(seen([silent, attempt('begins', 1, 1), later(15_000, back), over])).outcome).toBe(
    'broken',
  );
});

test('a source that makes no other attempt is caught', () => {
  expect(anotherAttempt(seen([silent, attempts(1, 2_000), later(9_000, back), over])).outcome).toBe('broken');
  expect(anotherAttempt(seen([silent, attempt('begins', 1, 1), exited(1)])).outcome).toBe('broken');
});

test('a machine that cannot leave SYN unanswered says nothing', () => {
  const cannot = seen([silent, step(`${noBlackHole}: no`), back, over]);
  expect(connectTimeout(cannot)).toMatchObject({ outcome: 'unclear', reason: 'prerequisite-missing' });
  expect(connectTimeout(seen([over])).outcome).toBe('unclear');
});

const lookup = (): Move =>
  happens({ event: 'lookup', name: 'ingest.test', type: 'A', answers: ['127.0.0.2'], ttl: 2, from: to });
const there = { secondOrigin: 'http://127.0.0.3:8000' };
const moved = [
  lookup(),
  ...long(0, videoPath, header(), fragment(0)),
  plays({ do: 'move' }),
  fault('reset'),
  left('rst'),
];
const atNewPlace: Move = happens({
  event: 'open',
  conn: 1,
  by: 'target',
  label: 'client',
  local: '127.0.0.3:8000',
  remote: '127.0.0.1:50001',
});

test('a name that moved is looked up again, and its new address used', () => {
  const followed = seen([moved, lookup(), atNewPlace, over], there);
  expect(looksUpAgain(followed).outcome).toBe('met');
  expect(followsTheName(followed).outcome).toBe('met');
});

test('a source that keeps to the old address is caught, once it was watched for long enough', () => {
  const stubborn = seen([moved, later(20_000, over)], there);
  expect(looksUpAgain(stubborn).outcome).toBe('broken');
  expect(followsTheName(stubborn).outcome).toBe('broken');
  expect(followsTheName(seen([moved, over], there)).outcome).toBe('unclear');
  expect(followsTheName(seen([over], there)).outcome).toBe('unclear');
});

test('a source that finds no way to us is caught, and noted where the first of several addresses is dead', () => {
  expect(reachesUs('over IPv6')(seen([over])).outcome).toBe('broken');
  expect(reachesUs('over IPv6')(seen([long(0, videoPath, header())])).outcome).toBe('met');
  expect(triesOthers(seen([lookup(), over])).outcome).toBe('noted');
  expect(triesOthers(seen([over])).outcome).toBe('unclear');
});
