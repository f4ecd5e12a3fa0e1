import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readIsoBoxes } from '@svta/cml-iso-bmff';
import { createFile } from 'mp4box';
import { describe, expect, test } from 'vitest';
import { everyBox, isKnown } from './box.ts';
import { readTree } from './tree.ts';

/** Files of our own, and a larger collection where a machine has one. */
const root = path.join(import.meta.dirname, '../../..');
const collection = path.join(root, '../shared/corpus');
const media = /\.(cmf[vatm]|mp4|m4s|ismv|isma|ismt)$/;

const filesIn = (folder: string): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder).flatMap((name) => {
        const file = path.join(folder, name);
        return statSync(file).isDirectory() ? filesIn(file) : media.test(name) ? [file] : [];
      });

/** Broken on purpose, or read otherwise by an oracle for a reason that was looked at. */
const notGood = new Set(['init_truncated.mp4']);

interface Entry {
  readonly type: string;
  readonly start: number;
  readonly size: number;
  readonly parent: number | undefined;
}

const ours = (bytes: Uint8Array): { readonly entries: Entry[]; readonly faults: number } => {
  const { boxes, faults } = readTree(bytes);
  return {
    entries: boxes.flatMap((top) =>
      [...everyBox(top)].map(({ type, start, size, parent }) => ({
        type,
        start,
        size,
        parent: parent?.start,
      })),
    ),
    faults: faults.length,
  };
};

interface TheirBox {
  readonly type?: string;
  readonly start?: number;
  readonly size?: number;
  readonly boxes?: readonly TheirBox[];
  readonly entries?: readonly unknown[];
}

const isBox = (value: unknown): value is TheirBox =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as TheirBox).type === 'string' &&
  typeof (value as TheirBox).size === 'number';

/** All boxes that mp4box.js reads, with their offsets. */
const ofMp4box = (bytes: Uint8Array): Entry[] => {
  const file = createFile(true);
  const buffer = bytes.slice().buffer as ArrayBuffer & { fileStart: number };
  buffer.fileStart = 0;
  file.appendBuffer(buffer);
  file.flush();
  const list = (box: TheirBox, parent: number | undefined): Entry[] => [
    { type: box.type ?? '', start: box.start ?? NaN, size: box.size ?? NaN, parent },
    ...[...(box.boxes ?? []), ...(box.entries ?? []).filter(isBox)].flatMap((inner) =>
      list(inner, box.start),
    ),
  ];
  return (file.boxes as unknown as readonly TheirBox[]).flatMap((box) => list(box, undefined));
};

/** Types and sizes as @svta/cml-iso-bmff reads them, the outer before the inner. */
const ofCml = (bytes: Uint8Array): string[] => {
  const list = (box: TheirBox, depth: number): string[] => [
    `${String(depth)} ${box.type ?? ''} ${String(box.size)}`,
    ...(box.boxes ?? []).flatMap((inner) => list(inner, depth + 1)),
  ];
  return (readIsoBoxes(bytes.slice().buffer as never) as unknown as readonly TheirBox[]).flatMap((box) =>
    list(box, 0),
  );
};

const name = ({ type, start, size }: Entry): string => `${type} ${String(start)}+${String(size)}`;

const files = [...filesIn(path.join(root, 'fixtures/media')), ...filesIn(collection)].filter(
  (file) => !notGood.has(path.basename(file)),
);

describe.for(files.map((file) => [path.relative(root, file)] as const))('%s', ([file]) => {
  const bytes = new Uint8Array(readFileSync(path.join(root, file)));
  const { entries, faults } = ours(bytes);

  test('nothing is wrong with how its boxes lie', () => {
    expect(faults).toBe(0);
  });

  test('mp4box.js reads the same boxes at the same offsets', () => {
    const theirs = ofMp4box(bytes);
    const known = new Set(entries.map(name));
    const byStart = new Map(entries.map((entry) => [entry.start, entry]));
    // What it opens further than we do is no difference; that it sees a box elsewhere is one.
    const missing = theirs.filter((entry) => {
      const parent = entry.parent === undefined ? undefined : byStart.get(entry.parent);
      return (
        !known.has(name(entry)) &&
        (entry.parent === undefined ||
          (parent !== undefined && entries.some((each) => each.parent === parent.start)))
      );
    });
    expect(missing.map(name)).toEqual([]);
    const opened = new Set(theirs.map(({ parent }) => parent));
    const theirNames = new Set(theirs.map(name));
    const extra = entries.filter((entry) => opened.has(entry.parent) && !theirNames.has(name(entry)));
    expect(extra.map(name)).toEqual([]);
  });

  test('@svta/cml-iso-bmff reads the same types and sizes', () => {
    const theirs = ofCml(bytes);
    const tops = entries.filter(({ parent }) => parent === undefined);
    // It gives a 64-bit size as the 1 that announces it.
    const same = (line: string, { type, size }: Entry): boolean =>
      line === `0 ${type} ${String(size)}` || line === `0 ${type} 1`;
    const listed = theirs.filter((line) => line.startsWith('0 '));
    expect(listed.length).toBe(tops.length);
    expect(tops.filter((top, i) => !same(listed[i] ?? '', top))).toEqual([]);
    const seen = new Set(entries.map(({ type, size }) => `${type} ${String(size)}`));
    const inner = theirs.filter((line) => !line.startsWith('0 ')).map((line) => line.replace(/^\d+ /, ''));
    expect(inner.filter((line) => !seen.has(line) && isKnown(line.slice(0, 4)))).toEqual([]);
  });
});

test.runIf(!existsSync(collection))(
  'the larger collection is not here, so that only our own files were compared',
  () => {
    expect(files.length).toBeGreaterThan(5);
  },
);
