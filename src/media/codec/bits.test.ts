import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitReader, unescape } from './bits.ts';

/** Bits as a text of 0 and 1, filled up with zeros to whole bytes. */
const fromBits = (text: string): Uint8Array =>
  Uint8Array.from({ length: Math.ceil(text.length / 8) }, (_, i) =>
    parseInt(text.slice(i * 8, i * 8 + 8).padEnd(8, '0'), 2),
  );

test('numbers are read across bytes, the most significant bit first', () => {
  const bits = bitReader(Uint8Array.of(0b1010_0101, 0xff, 0x00, 0x12, 0x34, 0x56, 0x78));
  expect([bits.u(1), bits.u(3), bits.flag(), bits.u(6)]).toEqual([1, 2, false, 0b101_111]);
  expect(bits.position).toBe(11);
  bits.align();
  expect([bits.u(8), bits.u(32), bits.left, bits.exhausted]).toEqual([0, 0x12345678, 0, false]);
});

test('48 bits come out whole', () => {
  expect(bitReader(Uint8Array.of(0x90, 0, 0, 0, 0, 1)).u(48)).toBe(0x9000_0000_0001);
});

test('a read beyond the end gives 0, and so does every later one', () => {
  const bits = bitReader(Uint8Array.of(0xff));
  expect([bits.u(9), bits.exhausted, bits.u(1), bits.ue(), bits.bytes(1).length]).toEqual([0, true, 0, 0, 0]);
});

test('Exp-Golomb codes of the standard', () => {
  const bits = bitReader(fromBits('1' + '010' + '011' + '00100' + '00111'));
  expect([bits.ue(), bits.ue(), bits.ue(), bits.ue(), bits.ue()]).toEqual([0, 1, 2, 3, 6]);
  const signed = bitReader(fromBits('1' + '010' + '011' + '00100' + '00101'));
  expect([signed.se(), signed.se(), signed.se(), signed.se(), signed.se()]).toEqual([0, 1, -1, 2, -2]);
});

test('the longest code is read, and one with more zeros exhausts', () => {
  expect(bitReader(fromBits('0'.repeat(31) + '1' + '1'.repeat(31))).ue()).toBe(2 ** 32 - 2);
  const tooLong = bitReader(fromBits('0'.repeat(32) + '1'.repeat(40)));
  expect([tooLong.ue(), tooLong.exhausted]).toEqual([0, true]);
});

test('emulation prevention bytes go, other threes stay', () => {
  expect([...unescape(Uint8Array.of(3, 0, 0, 3, 0, 0, 3, 1, 0, 3))]).toEqual([3, 0, 0, 0, 0, 1, 0, 3]);
});

test('any sequence of reads on any bytes ends inside them', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.array(fc.integer({ min: 0, max: 53 }), { maxLength: 50 }),
      (bytes, widths) => {
        const bits = bitReader(bytes);
        for (const width of widths) {
          const before = bits.left;
          expect(bits.u(width)).toBeLessThan(2 ** width);
          expect(bits.exhausted || bits.left === before - width).toBe(true);
          bits.ue();
        }
        expect(bits.position + bits.left).toBe(bytes.length * 8);
      },
    ),
  );
});
