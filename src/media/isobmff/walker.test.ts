import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, join } from '../bytes.ts';
import { walker, type WalkerSink } from './walker.ts';

const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
const box = (type: string, payload: Uint8Array, size = payload.length + 8): Uint8Array =>
  join([u32(size), ascii(type), payload]);

/** What a walker says of these bytes, cut at these places, as lines. */
const told = (bytes: Uint8Array, cuts: readonly number[] = [], wanted = 4): string[] => {
  const lines: string[] = [];
  const sink: WalkerSink = {
    box: (_view, _at, size, start, type) =>
      lines.push(`box ${type.toString(16)} ${String(start)}+${String(size)}`),
    data: (start, size, header) => {
      lines.push(`data ${String(start)}+${String(size)} (${String(header)})`);
      return wanted;
    },
    payload: (payload) => lines.push(`payload ${payload.join(' ')}`),
    fault: (fault) => lines.push(`fault ${fault.kind} at ${String(fault.offset)}`),
  };
  const reader = walker(sink);
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    reader.push(bytes.subarray(from, cut));
    from = cut;
  }
  reader.end(true);
  return lines;
};

const good = join([
  box('ftyp', new Uint8Array(12)),
  box('moof', new Uint8Array(20)),
  box('mdat', Uint8Array.of(1, 2, 3, 4, 5, 6)),
  join([u32(1), ascii('mdat'), u32(0), u32(18), Uint8Array.of(7, 8)]),
]);

test('boxes are told whole, and of a payload the bytes that are wanted', () => {
  expect(told(good)).toEqual([
    'box 66747970 0+20',
    'box 6d6f6f66 20+28',
    'data 48+14 (8)',
    'payload 1 2 3 4',
    'data 62+18 (16)',
    'payload 7 8',
  ]);
});

test('a box that cannot be is one fault, and reading goes on at the next that can', () => {
  const bytes = join([box('free', new Uint8Array(3), 4), Uint8Array.of(9, 9), good]);
  expect(told(bytes)).toEqual([
    'fault too-small at 0',
    ...told(good).map((line) => line.replace(/\b(\d+)\+/, (_, at: string) => `${String(Number(at) + 13)}+`)),
  ]);
});

test.for([
  ['a header that is cut', join([good, Uint8Array.of(0, 0, 0)]), 'fault short-header at 80'],
  ['a payload that is cut', good.subarray(0, good.length - 1), 'fault overruns-object at 62'],
  ['a box that is cut', good.subarray(0, 40), 'fault overruns-object at 20'],
] as const)('%s is a fault of the object', ([, bytes, line]) => {
  expect(told(bytes).at(-1)).toBe(line);
});

test('however the bytes are sliced, the same is told', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      box('moof', new Uint8Array(5)),
      box('mdat', Uint8Array.of(1, 2, 3)),
      box('free', new Uint8Array(0)),
      box('uuid', new Uint8Array(16)),
      box('abcd', new Uint8Array(1), 7),
      u32(0),
    ),
    fc.uint8Array({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.nat(80), { maxLength: 12 }),
      (pieces, cuts) => {
        const bytes = join(pieces);
        const inside = cuts.filter((cut) => cut <= bytes.length);
        expect(told(bytes, inside)).toEqual(told(bytes));
        expect(
          told(
            bytes,
            Array.from({ length: bytes.length }, (_, i) => i),
          ),
        ).toEqual(told(bytes));
      },
    ),
    { numRuns: 500 },
  );
});
