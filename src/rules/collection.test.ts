import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingsOf, judge } from './judge.ts';
import { defaultSettings } from './settings.ts';

/**
 * What is found in real files: our own in `fixtures/media`, and a larger collection where a machine has one. Each
 * verdict was looked at against the standards before it was written down, in `fixtures/media/verdicts.json`.
 */
const root = path.join(import.meta.dirname, '../..');
const recorded = JSON.parse(readFileSync(path.join(root, 'fixtures/media/verdicts.json'), 'utf8')) as Record<
  string,
  { readonly errors: readonly string[]; readonly warnings: readonly string[] }
>;

const found = (
  file: string,
): { readonly errors: readonly string[]; readonly warnings: readonly string[] } => {
  const bytes = new Uint8Array(readFileSync(path.join(root, file)));
  const findings = findingsOf(
    judge({ tracks: [{ name: file, objects: [{ name: file, bytes }] }] }, defaultSettings),
  );
  const of = (severity: string): string[] =>
    [...new Set(findings.filter((finding) => finding.severity === severity).map(({ rule }) => rule))].sort();
  return { errors: of('error'), warnings: of('warning') };
};

const files = Object.keys(recorded);
const here = files.filter((file) => existsSync(path.join(root, file)));

describe.for(here.map((file) => [file] as const))('%s', ([file]) => {
  test('the verdict is the one that was looked at', () => {
    expect(found(file)).toEqual(recorded[file]);
  });
});

test('files of our own are among them', () => {
  expect(here.filter((file) => file.startsWith('fixtures/')).length).toBeGreaterThan(10);
});

test.runIf(here.length < files.length)(
  'the larger collection is not here, so that only our own files were judged',
  () => {
    expect(here.every((file) => file.startsWith('fixtures/'))).toBe(true);
  },
);
