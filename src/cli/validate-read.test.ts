import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readInto, readPieces, type Reader } from './validate-read.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'ingestspec-read-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const length = 700_001;
const file = path.join(directory, 'long');
const content = Uint8Array.from({ length }, (_, i) => i % 251);
writeFileSync(file, content);

const { signal } = new AbortController();

/** A reader that takes down what it is given, and wants nothing of `[from, to)`. */
const taking = (from = 0, to = 0): { reader: Reader; pieces: Uint8Array[]; skipped: () => number } => {
  const pieces: Uint8Array[] = [];
  let position = 0;
  let skipped = 0;
  const reader: Reader = {
    push: (bytes) => {
      pieces.push(bytes.slice());
      position += bytes.length;
    },
    skippable: () => (position >= from && position < to ? to - position : 0),
    skip: (count) => {
      position += count;
      skipped += count;
    },
  };
  return { reader, pieces, skipped: () => skipped };
};

test('a file is read to its end, in blocks', async () => {
  const { reader, pieces } = taking();
  await readInto(file, reader, signal);
  expect(Buffer.concat(pieces).equals(content)).toBe(true);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(256 * 1024);
});

test('what nobody wants is not read, even where it ends behind the file', async () => {
  const some = taking(1, 600_000);
  await readInto(file, some.reader, signal);
  expect(some.skipped()).toBe(600_000 - 4096);
  expect(some.pieces.at(-1)?.at(-1)).toBe(content.at(-1));
  const all = taking(1, 2 ** 50);
  await readInto(file, all.reader, signal);
  expect(all.skipped()).toBe(length - 4096);
});

test('pieces are read as they come, and progress is told', async () => {
  const { reader, pieces } = taking();
  const told: (readonly [number, number | undefined])[] = [];
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Uint8Array.of(1, 2));
    yield Uint8Array.of(3);
  };
  await readPieces(source(), reader, signal, (...progress) => told.push(progress));
  expect(Buffer.concat(pieces)).toEqual(Buffer.of(1, 2, 3));
  expect(told).toEqual([
    [2, undefined],
    [3, undefined],
  ]);
});

test('reading stops where it is interrupted', async () => {
  const { reader, pieces } = taking();
  await readInto(file, reader, AbortSignal.abort());
  expect(pieces).toEqual([]);
});
