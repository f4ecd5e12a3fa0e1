import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { sha256 } from './sha256.ts';

test('SHA-256 is what Node makes of the same bytes, in whatever pieces they come', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 5 }), (pieces) => {
      const theirs = createHash('sha256');
      const ours = sha256();
      for (const piece of pieces) {
        theirs.update(piece);
        ours.add(piece);
      }
      expect(ours.digest()).toBe(theirs.digest('hex'));
    }),
  );
});

test('a fingerprint is of the bytes alone, and of every one of them', () => {
  const of = (bytes: Uint8Array): string => {
    const print = fingerprint();
    print.add(bytes);
    return print.digest();
  };
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.nat(39),
      fc.integer({ min: 1, max: 255 }),
      (bytes, at, by) => {
        const other = bytes.slice();
        const place = at % bytes.length;
        other[place] = (other[place] ?? 0) ^ by;
        expect(of(bytes.slice())).toBe(of(bytes));
        expect(of(bytes)).toMatch(/^[0-9a-f]{16}$/);
        expect(of(other)).not.toBe(of(bytes));
        expect(of(bytes.subarray(1))).not.toBe(of(bytes));
      },
    ),
  );
});
