import { expect, test } from 'vitest';
import { expandGlob, nameMatches, naturally, type ListDirectory } from './validate-glob.ts';

test.for<[string, string, boolean]>([
  ['a.cmfv', '*.cmfv', true],
  ['a.cmfv', '*', true],
  ['a.cmfv', 'a.cmf?', true],
  ['a.cmf', 'a.cmf?', false],
  ['a.cmfv', '*.cmfa', false],
  ['a1b2', 'a*b?', true],
  ['a1b', 'a*b?', false],
  ['ab', 'a*b*', true],
  ['.hidden', '*', false],
  ['.hidden', '.*', true],
  ['a+(b)', 'a+(b)', true],
  ['', '*', true],
])('%s is like %s: %s', ([name, pattern, like]) => {
  expect(nameMatches(name, pattern)).toBe(like);
});

test('a pattern of many wildcards takes no longer than others', () => {
  expect(nameMatches('a'.repeat(4000), `${'*a'.repeat(400)}b`)).toBe(false);
});

const tree: Readonly<Record<string, readonly string[]>> = {
  '': ['b.cmfv', 'a10.cmfv', 'a2.cmfv', 'x/', '.git/'],
  x: ['c.cmfv', 'y/', 'c.txt'],
  'x/y': ['d.cmfv'],
  '.git': ['e.cmfv'],
  '/': ['srv/'],
  '/srv': ['f.cmfv'],
};

const list: ListDirectory = (directory) =>
  (tree[directory] ?? []).map((name) => ({ name: name.replace('/', ''), directory: name.endsWith('/') }));

test.for<[string, readonly string[]]>([
  ['*.cmfv', ['a2.cmfv', 'a10.cmfv', 'b.cmfv']],
  ['a?.cmfv', ['a2.cmfv']],
  ['x/*.cmfv', ['x/c.cmfv']],
  ['*/*.cmfv', ['x/c.cmfv']],
  ['**/*.cmfv', ['a2.cmfv', 'a10.cmfv', 'b.cmfv', 'x/c.cmfv', 'x/y/d.cmfv']],
  ['x/**', ['x/c.cmfv', 'x/c.txt', 'x/y/d.cmfv']],
  ['**/d.cmfv', ['x/y/d.cmfv']],
  ['/*/f.*', ['/srv/f.cmfv']],
  ['.git/*', ['.git/e.cmfv']],
  ['nothing/*', []],
])('%s stands for %s', ([glob, files]) => {
  expect(expandGlob(glob, list)).toEqual(files);
});

test('names order as people count', () => {
  expect(['s10', 's9', 's1'].sort(naturally)).toEqual(['s1', 's9', 's10']);
});
