import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error The lint configuration is plain JavaScript; its table of rooms is the one source.
import { purePackages as packages, pureRooms as pure, rooms as table } from '../eslint.config.js';

const rooms = table as Record<string, readonly string[]>;
const pureRooms = pure as readonly string[];
const purePackages = packages as Record<string, readonly string[]>;

const root = path.join(import.meta.dirname, '..');
const folderOf = (room: string): string => (room === 'suites' ? 'suites' : `src/${room}`);

const filesIn = (folder: string): string[] => {
  const absolute = path.join(root, folder);
  return readdirSync(absolute).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(path.join(root, file)).isDirectory()) return filesIn(file);
    return /\.tsx?$/.test(name) && !name.endsWith('.test.ts') ? [file] : [];
  });
};

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(path.join(root, file), 'utf8').matchAll(
      /^(?:import|export|\})[^'`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const roomOf = (file: string): string => {
  const [top = '', second = ''] = path.normalize(file).split(path.sep);
  return top === 'src' ? second : top;
};

const existing = Object.keys(rooms).filter((room) => {
  try {
    return statSync(path.join(root, folderOf(room))).isDirectory();
  } catch {
    return false;
  }
});

test.for(existing)('%s imports only from the rooms that it may', (room) => {
  const strangers = filesIn(folderOf(room)).flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => roomOf(path.join(path.dirname(file), specifier)))
      .filter((other) => other !== room && !(rooms[room] ?? []).includes(other))
      .map((other) => `${file} imports from ${other}/`),
  );
  expect(strangers).toEqual([]);
});

test.for(pureRooms.filter((room) => existing.includes(room)))('%s does no I/O', (room) => {
  const impure = filesIn(folderOf(room)).flatMap((file) =>
    importsOf(file)
      .filter((specifier) => !specifier.startsWith('.'))
      .filter((specifier) => !(purePackages[room] ?? []).includes(specifier))
      .map((specifier) => `${file} imports ${specifier}`),
  );
  expect(impure).toEqual([]);
});

test('every folder of src is a room of the table', () => {
  const folders = readdirSync(path.join(root, 'src')).filter((name) =>
    statSync(path.join(root, 'src', name)).isDirectory(),
  );
  expect(folders.filter((name) => !(name in rooms))).toEqual([]);
});

test('no rooms import each other in a circle', () => {
  const reach = (room: string, seen: readonly string[]): string[] =>
    seen.includes(room)
      ? [[...seen, room].join(' → ')]
      : (rooms[room] ?? []).flatMap((next) => reach(next, [...seen, room]));
  expect(existing.flatMap((room) => reach(room, []))).toEqual([]);
});

test('yargs is imported in cli only', () => {
  const users = existing
    .flatMap((room) => filesIn(folderOf(room)))
    .filter((file) => importsOf(file).some((specifier) => specifier.startsWith('yargs')));
  expect(users.every((file) => file.startsWith(path.join('src', 'cli')))).toBe(true);
});

test('nothing is called utils, lib, helpers or common', () => {
  const named = existing
    .flatMap((room) => filesIn(folderOf(room)))
    .filter((file) => /(^|\/)(utils?|lib|helpers?|common)(\/|\.|$)/.test(file));
  expect(named).toEqual([]);
});
