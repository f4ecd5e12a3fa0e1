import { Parser, type Result } from 'tap-parser';
import { expect, test } from 'vitest';
import { tapPlan, tapPoint, type TapPoint } from './tap-line.ts';

/** What a parser reads of one point; another follows, which it must not swallow. */
const read = (point: TapPoint): Result | undefined => {
  const points: Result[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', (each: Result) => points.push(each));
  const lines = [tapPlan(2), ...tapPoint(1, point), ...tapPoint(2, { ok: true, description: 'next' })];
  parser.end(lines.map((line) => `${line}\n`).join(''));
  expect(points.map(({ id }) => id)).toEqual([1, 2]);
  return points[0];
};

test.for<[string, string]>([
  ['ICE-AUTH-02 The server answers 401.', 'ICE-AUTH-02 The server answers 401.'],
  ['ICY2-BC-2#2', 'ICY2-BC-2#2'],
  ['a # SKIP of nothing', 'a # SKIP of nothing'],
  ['C:\\temp\\#1', 'C:\\temp\\#1'],
  ['ends in \\', 'ends in \\'],
  ['opens a {', 'opens a {…'],
  ['opens a { ', 'opens a {…'],
  ['two\nlines', 'two\\nlines'],
  ['- dashed', '- dashed'],
  ['', ''],
])('the description %j is read as %j', ([description, name]) => {
  expect(read({ ok: true, description })).toMatchObject({
    ok: true,
    name,
    skip: false,
    todo: false,
    buffered: false,
  });
});

test.for(['SKIP', 'TODO'] as const)('the reason of %s is read, whatever it is', (word) => {
  for (const reason of ['why not', '#17', 'back\\slash', 'a {']) {
    const point = read({ ok: false, description: 'x', directive: { word, reason } });
    expect(point?.[word === 'SKIP' ? 'skip' : 'todo']).toBe(reason === 'a {' ? 'a {…' : reason);
    expect(point?.buffered).toBe(false);
  }
});

test.for([
  'status 401',
  'true',
  'No',
  'null',
  'NaN',
  '401',
  '0x10',
  '',
  '- item',
  'key: value',
  '"quoted"',
  "it's",
  '...',
  '---',
  '!error x',
  '/regular/i',
  '📻 # Röll',
])('the value %j is read as that string', (value) => {
  const point = read({ ok: false, description: 'x', diagnostics: { actual: value, list: [value] } });
  expect(point?.diag).toEqual({ actual: value, list: [value] });
});

test('what is not known is not there', () => {
  expect(read({ ok: true, description: 'x', diagnostics: { actual: undefined, list: [] } })?.diag).toBeNull();
});
