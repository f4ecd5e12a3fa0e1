import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { set } from './media/build/edit.ts';
import { edited } from './media/build/edit.ts';
import { write } from './media/build/write.ts';
import { video } from './rules/examples/video.ts';
import { findingsOf, judge, validator, type Finding, type TrackReport } from './validator.ts';

const good = write(video());
const bad = write(edited(video(), set('moov/mvhd', { timescale: 0 })));

const judged = (bytes: Uint8Array, slice: number, onFinding?: (finding: Finding) => void): TrackReport => {
  const track = validator(onFinding === undefined ? {} : { onFinding });
  track.open('a.cmfv');
  for (let at = 0; at < bytes.length; at += slice) track.push(bytes.subarray(at, at + slice));
  track.close();
  return track.end();
};

test('says of a track that comes in slices what is wrong, and tells each finding as it comes', () => {
  const told: Finding[] = [];
  const { name, findings, exercised } = judged(bad, 100, (finding) => told.push(finding));
  expect(name).toBe('track');
  expect(findings.length).toBeGreaterThan(0);
  expect(told).toEqual(findings);
  expect(exercised.size).toBeGreaterThan(0);
  expect(judged(good, 100).findings).toEqual([]);
});

test('says the same of a whole, and obeys settings', () => {
  const input = { tracks: [{ name: 'track', objects: [{ name: 'a.cmfv', bytes: bad }] }] };
  const found = findingsOf(judge(input));
  expect(found).toEqual(judged(bad, 7).findings);
  const track = validator({ skip: found.map(({ rule }) => rule) });
  track.open('a.cmfv');
  track.push(bad);
  track.close();
  expect(track.end().findings).toEqual([]);
});

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export|\})(?! type)[^'`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** All that a file leads to: files of ours, and the names of what is not ours. */
const reach = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const specifier of importsOf(file)) {
    if (specifier.startsWith('.')) reach(path.resolve(path.dirname(file), specifier), seen);
    else seen.add(specifier);
  }
  return seen;
};

test('leads to nothing but pure code: no node: module, no parser of headers, no command line', () => {
  const all = [...reach(path.join(import.meta.dirname, 'validator.ts'))];
  expect(all.length).toBeGreaterThan(50);
  const foreign = all.filter((one) => !path.isAbsolute(one));
  expect(foreign.filter((name) => name !== '@xmldom/xmldom')).toEqual([]);
  const rooms = new Set(
    all.filter(path.isAbsolute).map((one) => path.relative(import.meta.dirname, one).split('/')[0]),
  );
  expect([...rooms]).toEqual(expect.arrayContaining(['media', 'rules', 'validator.ts']));
  for (const room of rooms) expect(['media', 'rules', 'manifest', 'spec', 'validator.ts']).toContain(room);
});

test('the example does what it says', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'ingestspec-example-'));
  try {
    const example = path.join(import.meta.dirname, '../fixtures/examples/validate-in-your-code.mjs');
    const text = readFileSync(example, 'utf8');
    expect(text).toContain("from 'ingestspec/validator'");
    // The name leads to what was built; here to what is written.
    const copy = path.join(directory, 'example.mjs');
    writeFileSync(copy, text.replace('ingestspec/validator', path.join(import.meta.dirname, 'validator.ts')));
    const { validateFile } = (await import(copy)) as {
      validateFile: (
        name: string,
        pieces: readonly Uint8Array[],
        tell: (finding: Finding) => void,
      ) => Promise<TrackReport>;
    };
    const told: string[] = [];
    const report = await validateFile('a.cmfv', [bad.subarray(0, 300), bad.subarray(300)], ({ rule }) => {
      told.push(rule);
    });
    expect(report.name).toBe('a.cmfv');
    expect(told).toEqual(report.findings.map(({ rule }) => rule));
    expect(told.length).toBeGreaterThan(0);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
