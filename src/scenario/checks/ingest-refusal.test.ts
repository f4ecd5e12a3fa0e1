import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
import { asked, authorized, chunk, exited, later, opened, step, told } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, header, lines, long, seen, short, videoPath } from './ingest-example.ts';
import {
  furtherTries,
  headerAfterRefusal,
  noMediaAfterFailedProbe,
  refusalHeeded,
  refusedFragmentAgain,
  serverErrorOutlived,
  stopsInTheEnd,
  triedAgain,
  triedWithOthers,
} from './ingest-refusal.ts';

const after = (milliseconds: number, moves: readonly Move[]): Move[] =>
  moves.map((move, index) => (index === 0 ? later(milliseconds, move) : move));

const begun = long(0, videoPath, header(), fragment(0));
const refused = (status: number): Move[] => [...begun, told(`HTTP/1.1 ${String(status)} No`)];
const over = later(20_000, step(seenEnough));

test('a source that comes again with its header and what was refused meets every check', () => {
  const again = seen([
    refused(412),
    after(300, long(1, videoPath, header(), fragment(0), fragment(1))),
    over,
  ]);
  for (const check of [
    refusalHeeded,
    headerAfterRefusal,
    refusedFragmentAgain,
    triedAgain,
    serverErrorOutlived,
  ])
    expect(check(again).outcome).toBe('met');
});

test('a source that was not refused cannot be judged', () => {
  for (const check of [refusalHeeded, headerAfterRefusal, refusedFragmentAgain, triedAgain])
    expect(check(seen([begun, over])).outcome).toBe('unclear');
});

test('a source that sends on regardless is caught, one whose fragment was on its way is not', () => {
  const on = [1, 2].flatMap((number) => after(960, chunk(fragment(number))));
  expect(refusalHeeded(seen([refused(412), on, over])).outcome).toBe('broken');
  expect(headerAfterRefusal(seen([refused(412), on, over])).outcome).toBe('broken');
  const late = [...chunk(fragment(1)), ...after(900, long(1, videoPath, header(), fragment(1)))];
  expect(refusalHeeded(seen([refused(412), late, over])).outcome).toBe('met');
  expect(headerAfterRefusal(seen([refused(412), late, over])).outcome).toBe('met');
});

test('a source that gives up is caught, but for 404 and 415', () => {
  for (const check of [refusalHeeded, headerAfterRefusal]) {
    expect(check(seen([refused(503), over])).outcome).toBe('broken');
    expect(check(seen([refused(415), over, exited(1)])).outcome).toBe('noted');
  }
});

test('a fragment that does not come again is caught', () => {
  const next = seen([refused(400), after(300, long(1, videoPath, header(), fragment(1))), over]);
  expect(refusedFragmentAgain(next).outcome).toBe('broken');
});

test('another try after a 403 needs credentials; other ones where it is about that', () => {
  const bare = [opened(1), asked(lines(), 1), ...chunk(header(), 1)];
  expect(triedAgain(seen([refused(403), bare])).outcome).toBe('broken');
  const other = [opened(1), asked(lines(), 1), authorized({ password: 'wrong' }, 1)];
  expect(triedWithOthers(seen([refused(403), other])).outcome).toBe('met');
  expect(triedWithOthers(seen([refused(403), long(1, videoPath, header())])).outcome).toBe('broken');
});

const tries = (count: number, pause: number): Move[] =>
  Array.from({ length: count }, (_, index) => [
    later(index === 0 ? 1 : pause, opened(index)),
    ...short(index, videoPath),
    told('HTTP/1.1 403 Forbidden', index),
  ]).flat();

test('tries that end are told from tries without end, and hurried ones from others', () => {
  const calm = seen([tries(4, 5_000), over]);
  expect(stopsInTheEnd(calm).outcome).toBe('met');
  expect(furtherTries(calm).outcome).toBe('met');
  expect(stopsInTheEnd(seen([tries(20, 5_000), over])).outcome).toBe('broken');
  expect(furtherTries(seen([tries(20, 20), over])).outcome).toBe('noted');
  expect(stopsInTheEnd(seen([tries(3, 20_000)])).outcome).toBe('unclear');
  expect(furtherTries(seen([tries(1, 1), over])).outcome).toBe('noted');
});

test('media after a failed probe are noted', () => {
  const probe = tries(1, 1);
  expect(noMediaAfterFailedProbe(seen([probe, over])).outcome).toBe('met');
  const media = long(1, videoPath, header(), fragment(0));
  expect(noMediaAfterFailedProbe(seen([probe, media, over])).outcome).toBe('noted');
});
