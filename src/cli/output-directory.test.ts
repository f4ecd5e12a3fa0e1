import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { claimOutput } from './output-directory.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ingestspec-output-'));
const directory = path.join(root, 'run');
const write = (name: string, content = ''): void => {
  mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
  writeFileSync(path.join(directory, name), content);
};
beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const events = '{"event":"run-started","version":1}\n';
const report = '{"schemaVersion":1,"tool":{"name":"ingestspec"}}';

test('a directory that is not there is made', () => {
  claimOutput(path.join(directory, 'deep'), 'run/deep')();
  expect(existsSync(path.join(directory, 'deep'))).toBe(true);
});

test('what is ours goes, once the new run begins; what is not stays', () => {
  write('run.json', report);
  write('events.ndjson', events);
  write('trace/a.ndjson');
  write('trace/notes.txt');
  write('repro/a.mjs');
  write('junit.xml');
  write('repeat-2/events.ndjson', events);
  write('repeat-2/trace/a.ndjson');
  write('repeat-3/mine.txt');
  const clear = claimOutput(directory, 'run');
  expect(readdirSync(directory)).toContain('run.json');
  clear();
  expect(readdirSync(directory, { recursive: true }).sort()).toEqual(
    ['junit.xml', 'repeat-3', 'repeat-3/mine.txt', 'trace', 'trace/notes.txt'].sort(),
  );
});

test.each([
  ['events of ours', 'events.ndjson', events],
  ['events that were not even begun', 'events.ndjson', ''],
  ['a report of ours', 'run.json', report],
])('a directory with %s is ours', (_, name, content) => {
  write(name, content);
  write('something.txt');
  expect(() => claimOutput(directory, 'run')).not.toThrow();
});

test.each([
  ['a file', 'notes.txt', 'x'],
  ['a report of somebody else', 'run.json', '{"tool":{"name":"other"}}'],
  ['a report that is none', 'run.json', 'null'],
  ['events of somebody else', 'events.ndjson', '{"event":"other"}\n'],
])('a directory with %s is not touched', (_, name, content) => {
  write(name, content);
  expect(() => claimOutput(directory, 'run')).toThrow(
    'the output directory run holds something that is no run of ours: choose another with --output DIR, or empty it',
  );
  expect(readdirSync(directory)).toEqual([name]);
});

test.each([
  ['/dev/null/run', 'a part of the path is not a directory'],
  ['/proc/run', 'there is no such file'],
])('%s cannot be written, and the reason is told', (place, reason) => {
  expect(() => claimOutput(place, place)).toThrow(
    `the output directory ${place} cannot be written: ${reason}`,
  );
});
