import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
import { backAgain } from '../ingest/act.ts';
import { exited, fault, later, left, move, opened, step } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, header, long, plays, seen, short, videoPath } from './ingest-example.ts';
import {
  attempts,
  fragmentAgain,
  headerFirstAgain,
  lostMediaAgain,
  newConnection,
  onceTired,
  resumption,
  sameUrl,
  servedByNewInstance,
} from './ingest-reconnection.ts';

const cut = fragment(2).subarray(0, fragment(2).length - 20);
const lost = [
  ...long(0, videoPath, header(), fragment(0), fragment(1), cut),
  plays({ do: 'reset' }),
  fault('reset'),
];
const over = later(20_000, step(seenEnough));
const again = (...numbers: readonly number[]): Move[] =>
  long(1, videoPath, header(), ...numbers.map((number) => fragment(number)));
const checks = [headerFirstAgain, lostMediaAgain, newConnection, sameUrl, fragmentAgain, resumption];

test('a source that comes again with the header and what was lost meets every check', () => {
  for (const check of checks) expect(check(seen([lost, left('rst'), again(2, 3), over])).outcome).toBe('met');
});

test('a source that was not interrupted cannot be judged', () => {
  for (const check of [...checks, servedByNewInstance, attempts])
    expect(check(seen([again(0, 1), over])).outcome).toBe('unclear');
});

test('a source that does not come again is caught once for the header and once for the connection', () => {
  const gone = seen([lost, exited(1)]);
  expect(headerFirstAgain(gone).outcome).toBe('broken');
  expect(newConnection(gone).outcome).toBe('broken');
  expect(lostMediaAgain(gone).outcome).toBe('unclear');
  expect(sameUrl(gone).outcome).toBe('unclear');
  expect(resumption(gone).outcome).toBe('noted');
  expect(attempts(gone).outcome).toBe('noted');
  expect(servedByNewInstance(gone).outcome).toBe('broken');
  expect(onceTired(headerFirstAgain)(seen([lost, over])).outcome).toBe('noted');
});

test('a request that ends as late as its source is left without an answer in vain', () => {
  const patience = move({ event: 'deadline', name: 'behaviour', awaited: 'silence', milliseconds: 30_000 });
  const late = seen([...long(0, videoPath, header()), patience, plays({ do: 'silence' }), over]);
  expect(onceTired(headerFirstAgain)(late)).toMatchObject({
    outcome: 'noted',
    actual: 'no request ended before the source was asked to',
  });
});

test('a forgotten header, another URL and lost media are caught', () => {
  const bare = seen([lost, left('rst'), long(1, videoPath, fragment(2)), over]);
  expect(headerFirstAgain(bare).outcome).toBe('broken');
  const elsewhere = seen([lost, left('rst'), long(1, `${videoPath}-again`, header(), fragment(2)), over]);
  expect(sameUrl(elsewhere).outcome).toBe('broken');
  expect(headerFirstAgain(elsewhere).outcome).toBe('met');
  const ahead = seen([lost, left('rst'), again(4), over]);
  expect(lostMediaAgain(ahead).outcome).toBe('broken');
  expect(fragmentAgain(ahead).outcome).toBe('noted');
  expect(resumption(ahead).outcome).toBe('met');
});

test('what is missing after a long time is noted', () => {
  const late = again(20).map((move, index) => (index === 0 ? later(10_000, move) : move));
  expect(lostMediaAgain(seen([lost, late, over])).outcome).toBe('noted');
});

test('a segment whose request was never answered is lost, though all of it came', () => {
  const unanswered = [
    opened(),
    ...short(0, videoPath, header(), fragment(0)),
    plays({ do: 'reset' }),
    fault('reset'),
    left('rst'),
  ];
  expect(lostMediaAgain(seen([unanswered, again(1), over])).outcome).toBe('broken');
  expect(lostMediaAgain(seen([unanswered, again(0, 1), over])).outcome).toBe('met');
});

test('a source that begins again with its first fragment is noted', () => {
  const long5 = [
    ...long(0, videoPath, header(), ...[0, 1, 2, 3, 4].map((number) => fragment(number))),
    plays({ do: 'reset' }),
    fault('reset'),
  ];
  expect(lostMediaAgain(seen([long5, again(0, 1), over])).outcome).toBe('noted');
  expect(lostMediaAgain(seen([long5, again(4, 5), over])).outcome).toBe('met');
});

test('a new instance of the receiving entity is served, header first', () => {
  const killed = [
    ...long(0, videoPath, header(), fragment(0)),
    plays({ do: 'restart', after: 'pause' }),
    fault('reset'),
    step(backAgain),
  ];
  expect(servedByNewInstance(seen([killed, again(1), over])).outcome).toBe('met');
  expect(servedByNewInstance(seen([killed, long(1, videoPath, fragment(1)), over])).outcome).toBe('broken');
  expect(servedByNewInstance(seen([killed, over])).outcome).toBe('broken');
});

test('attempts without a pause are noted', () => {
  const tried = (pause: number) =>
    seen([lost, Array.from({ length: 12 }, (_, index) => later(pause, opened(index + 1))), over]);
  expect(attempts(tried(1_000)).outcome).toBe('met');
  expect(attempts(tried(10)).outcome).toBe('noted');
});
