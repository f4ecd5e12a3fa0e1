import { expect, test } from 'vitest';
import { bitReader } from './bits.ts';
import { skipShortTermRefPicSets } from './hevc-ref-pic-sets.ts';

/** An unsigned Exp-Golomb code as a text of bits. */
const ue = (value: number): string => {
  const binary = (value + 1).toString(2);
  return '0'.repeat(binary.length - 1) + binary;
};

/** Reads the sets and says how many of these bits that took. */
const read = (text: string): { isRight: boolean; position: number; exhausted: boolean } => {
  const bytes = Uint8Array.from({ length: Math.ceil(text.length / 8) + 8 }, (_, i) =>
    parseInt(text.slice(i * 8, i * 8 + 8).padEnd(8, '1'), 2),
  );
  const bits = bitReader(bytes);
  const isRight = skipShortTermRefPicSets(bits);
  return { isRight, position: bits.position, exhausted: bits.exhausted };
};

/** Two pictures before, one after: -1, -3 and +2. */
const explicitSet = ue(2) + ue(1) + ue(0) + '1' + ue(1) + '1' + ue(1) + '1';

test('a set that is told by its distances', () => {
  const text = ue(1) + explicitSet;
  expect(read(text)).toEqual({ isRight: true, position: text.length, exhausted: false });
});

test('a set that is predicted has as many flags as the one before it has pictures, and one', () => {
  // From -1, -3, +2 and one less: -2, -4, and -1 for the picture itself; +1 is left out.
  const predicted = '1' + '1' + ue(0) + '1' + '01' + '00' + '1';
  // From -1, -2, -4 and four more: +3, +2, and +4 for the picture itself; a distance of zero is none.
  const again = '1' + '0' + ue(3) + '1111';
  const third = '1' + '1' + ue(0) + '1111';
  const text = ue(4) + explicitSet + predicted + again + third;
  expect(read(text)).toEqual({ isRight: true, position: text.length, exhausted: false });
});

test('more sets or pictures than can be are refused', () => {
  expect(read(ue(65)).isRight).toBe(false);
  expect(read(ue(1) + ue(17) + ue(0)).isRight).toBe(false);
  expect(read(ue(1) + ue(0) + ue(2 ** 31)).isRight).toBe(false);
});
