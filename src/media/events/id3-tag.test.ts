import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat } from '../bytes.ts';
import { parseId3Tags } from './id3-tag.ts';

const tag = (version: number, flags: number, size: number): Uint8Array =>
  concat(ascii('ID3'), Uint8Array.of(version, 0, flags, 0, 0, size >> 7, size & 0x7f), new Uint8Array(size));

test('tags one behind the other must fill the bytes', () => {
  const two = concat(tag(4, 0, 200), tag(3, 0, 5));
  expect(parseId3Tags(two)).toEqual({
    value: [
      { at: 0, version: 4, revision: 0, flags: 0, length: 210 },
      { at: 210, version: 3, revision: 0, flags: 0, length: 15 },
    ],
  });
  expect(parseId3Tags(two.subarray(0, 224))).toMatchObject({ at: 216 });
  expect(parseId3Tags(concat(two, ascii('x')))).toMatchObject({ at: 225 });
});

test('a footer counts', () => {
  expect(parseId3Tags(concat(tag(4, 0x10, 3), new Uint8Array(10)))).toMatchObject({
    value: [{ length: 23 }],
  });
  expect(parseId3Tags(tag(4, 0x10, 3))).toMatchObject({ at: 6 });
});

test('a wrong header is broken', () => {
  const good = tag(4, 0, 3);
  for (const [at, byte] of [
    [0, 0x58],
    [3, 2],
    [3, 5],
    [4, 0xff],
    [5, 0x01],
    [9, 0x80],
  ] as const)
    expect(parseId3Tags(good.map((was, i) => (i === at ? byte : was)))).toHaveProperty('broken');
  expect(parseId3Tags(new Uint8Array(0))).toHaveProperty('broken');
  expect(parseId3Tags(ascii('ID3'))).toHaveProperty('broken');
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(parseId3Tags(bytes)).toBeTypeOf('object');
      expect(parseId3Tags(concat(ascii('ID3'), bytes))).toBeTypeOf('object');
    }),
  );
});
