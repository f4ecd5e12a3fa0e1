import { expect, test } from 'vitest';
import { deinterleaver } from '../../icy/metaint.ts';
import { join } from '../../media/bytes.ts';
import { readFrames } from '../../media/read-frames.ts';
import type { ServedMetadata } from '../../scenario/icy2/listening.ts';
import { bodyReader } from './body.ts';

const readSome = (metadata: ServedMetadata | undefined, bytes: number, most: number): Uint8Array => {
  const next = bodyReader(metadata);
  const pieces: Uint8Array[] = [];
  for (let left = bytes; left > 0;) {
    const piece = next(Math.min(left, most)).bytes;
    expect(piece.length).toBeGreaterThan(0);
    pieces.push(piece);
    left -= piece.length;
  }
  return join(pieces);
};

const metadata: ServedMetadata = { metaint: '1000', every: 1000, blocks: [{ title: 'A' }, 'empty'] };

test.each([undefined, metadata, { ...metadata, byteByByte: true as const }])(
  'in whatever slices it is read, the body is the same',
  (one) => {
    const whole = readSome(one, 20_000, 4096);
    for (const most of [1, 7, 1000, 100_000]) expect(readSome(one, 20_000, most)).toEqual(whole);
  },
);

test('a listener takes the blocks out again, and hears whole frames', () => {
  const { payload, metadata: blocks } = deinterleaver(1000)(readSome(metadata, 50_000, 4096));
  expect(blocks.slice(0, 3).map(({ at, StreamTitle }) => [at, StreamTitle])).toEqual([
    [1000, 'A'],
    [2000, undefined],
    [3000, undefined],
  ]);
  expect(readFrames('mp3', join(payload))).toMatchObject({ breaks: [] });
});

test('a body of which a block stands after every byte is no trouble', () => {
  const body = readSome({ metaint: '1', every: 1 }, 10_000, 4096);
  const { payload, metadata: blocks } = deinterleaver(1)(body);
  expect([payload.length, blocks.length]).toEqual([5000, 5000]);
});
