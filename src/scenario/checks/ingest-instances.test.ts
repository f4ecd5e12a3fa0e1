import { expect, test } from 'vitest';
import { left } from './client-example.ts';
import { fragment, happens, header, long, seen, videoPath } from './ingest-example.ts';
import { inStep, littleLost, sameHeader, samePaths } from './ingest-instances.ts';

const first = [
  happens({ event: 'command', instance: 'first', argv: ['source'] }),
  ...long(0, videoPath, header(), fragment(0), fragment(1)),
  left('rst'),
];
const second = happens({ event: 'command', instance: 'second', argv: ['source'] });
const takes = (path: string, ...bytes: readonly Uint8Array[]) =>
  seen([first, second, long(1, path, ...bytes)]);

test('a second instance that goes on where the first stopped meets every check', () => {
  const good = takes(videoPath, header(), fragment(1), fragment(2));
  for (const check of [samePaths, sameHeader, littleLost]) expect(check(good).outcome).toBe('met');
});

test('other paths, another header and lost media are caught', () => {
  expect(
    samePaths(takes(videoPath.replace('Streams', 'second/Streams'), header(), fragment(2))).outcome,
  ).toBe('broken');
  expect(sameHeader(takes(videoPath, header('video-low'), fragment(2))).outcome).toBe('broken');
  expect(littleLost(takes(videoPath, header(), fragment(9))).outcome).toBe('broken');
});

test('without a second instance nothing can be said', () => {
  for (const check of [samePaths, sameHeader, littleLost, inStep])
    expect(check(seen([first])).outcome).toBe('unclear');
});

test('a late joiner is in step, or not', () => {
  const secondMount = '/second/live.isml';
  const joins = (number: number) =>
    seen([first, second, long(1, `${secondMount}/Streams(video.cmfv)`, header(), fragment(number))], {
      secondMount,
    });
  expect(inStep(joins(1)).outcome).toBe('met');
  expect(inStep(joins(40)).outcome).toBe('broken');
  expect(inStep(joins(2)).outcome).toBe('noted');
});
