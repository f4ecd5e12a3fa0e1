import { expect, test } from 'vitest';
import { clip, safeJson, visible, visibleLines } from './text.ts';

test.for<[string, string]>([
  ['plain text', 'plain text'],
  ['📻 Röll 日本', '📻 Röll 日本'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
  ['a\nb\r\tc\0', 'a\\nb\\r\\tc\\0'],
  ['\u001b[31mred', '\\x1b[31mred'],
  ['\u009b31m', '\\x9b31m'],
  ['\ud83d alone', '\\ud83d alone'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
  ['\u2028\ufffe\uffff', '\\u2028\\ufffe\\uffff'],
  ['R\ufffdll', 'R\\ufffdll'],
  ['x ##vso[task.complete]', 'x #\\#vso[task.complete]'],
  ['##[error]no', '#\\#[error]no'],
  ['## a heading', '## a heading'],
  ['::error file=x::no', ':\\:error file=x::no'],
  ['  ::stop-commands::x', '  :\\:stop-commands::x'],
  ['::1', '::1'],
])('%j is shown as %s', ([text, shown]) => {
  expect(visible(text)).toBe(shown);
});

test('lines stay lines', () => {
  expect(visibleLines('a\r\nb\n::warning::c')).toEqual(['a', 'b', ':\\:warning::c']);
});

test('a long text is cut between characters, and its length is told', () => {
  expect(clip('abc', 3)).toBe('abc');
  expect(clip('abcd', 3)).toBe('abc … (4 characters in all)');
  expect(clip('ab📻📻', 3)).toBe('ab … (6 characters in all)');
});

test('JSON says the same in characters that no log obeys', () => {
  const value = { text: '\u009b \u2028 \u202e ##vso[x] ##[y] \ud83d 📻 \\##[z]' };
  const written = safeJson(value);
  expect(written).not.toMatch(/[\u0080-\u009f\u2028\u202e]|##vso\[|##\[/);
  expect(JSON.parse(written)).toEqual(value);
});
