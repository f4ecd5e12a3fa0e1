import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesInMemory } from './growing-bytes.ts';
import { isRefusal } from './refusal.ts';
import type { Opened } from './shelf.ts';

const all = ({ read }: Opened, most: number): Buffer => {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (let part = read(at, most); part.length > 0; part = read(at, most)) {
    parts.push(part);
    at += part.length;
  }
  return Buffer.concat(parts);
};

test('whatever the slices, the same bytes are read, while they grow and afterwards', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 500 }),
      (slices, most) => {
        const body = bytesInMemory();
        const early = body.open();
        let came = Buffer.alloc(0);
        for (const slice of slices) {
          const lent = Uint8Array.from(slice);
          body.append(lent);
          lent.fill(0);
          came = Buffer.concat([came, slice]);
          expect(all(early, most).equals(came)).toBe(true);
        }
        const content = body.keep();
        if (isRefusal(content)) throw new Error('memory refuses nothing');
        expect(content.size).toBe(came.length);
        const opened = content.open();
        expect(opened !== undefined && all(opened, most).equals(came)).toBe(true);
      },
    ),
  );
});

test('what is held is in proportion to what came, however small the slices are', () => {
  const body = bytesInMemory();
  const slice = new Uint8Array(1);
  for (let left = 200_000; left > 0; left -= 1) body.append(slice);
  expect(body.size).toBe(200_000);
  expect(body.cost).toBeLessThan(300_000);
  const content = body.keep();
  expect(isRefusal(content) ? Infinity : content.cost).toBeLessThan(205_000);
});
