import { expect, test } from 'vitest';
import { keptApart, nothingLeftAfter, nothingLeftFor } from './icy2-lifecycle.ts';
import { both, goes, json, jsonOf, sourceOn } from './icy2-example.ts';
import { observed, page } from './staged.ts';

const french = ['icy-language', 'fr'] as const;
const german = ['icy-language', 'de'] as const;
const first = sourceOn(0, 'first');
const second = sourceOn(1, 'second');

test('nothing is left of a source for the next one', () => {
  const check = nothingLeftFor('second', [french]);
  const before = [...first, ...both({ 'icy2-language': 'fr' }), ...goes(0), ...second];
  expect(check(observed(before, both({ 'icy2-language': 'de' })))).toMatchObject({ outcome: 'met' });
  expect(check(observed(before, json({ 'icy2-language': 'fr' })))).toMatchObject({
    outcome: 'broken',
    expected: 'nothing of the source before',
    actual: 'icy2-language: fr in the public statistics (JSON)',
  });
  expect(check(observed(before))).toMatchObject({ outcome: 'unclear' });
});

test('nothing is left of a source that has gone', () => {
  const check = nothingLeftAfter('first', [french]);
  const before = [...first, ...both({ 'icy2-language': 'fr' }), ...goes(0)];
  expect(check(observed(before, jsonOf({})))).toMatchObject({ outcome: 'met' });
  expect(check(observed(before, json({ genre: 'x' })))).toMatchObject({ outcome: 'met' });
  expect(check(observed(before, json({ 'icy2-version': '2.1', lang: 'fr' })))).toMatchObject({
    outcome: 'broken',
    actual: 'icy2-version: 2.1, lang: fr in the public statistics (JSON)',
    atMost: 'should',
  });
  expect(check(observed(before, page('status', 404, '')))).toMatchObject({ outcome: 'unclear' });
  expect(check(observed(before))).toMatchObject({ outcome: 'unclear' });
});

test('two mount points are kept apart', () => {
  const check = keptApart('second', [
    { suffix: '', own: [french], others: [german] },
    { suffix: '-beside', own: [german], others: [french] },
  ]);
  const pages = (here: string, beside: string) =>
    jsonOf({
      '/live.mp3': { 'icy2-language': here },
      '/live.mp3-beside': { 'icy2-language': beside },
    });
  expect(check(observed(first, second, pages('fr', 'de')))).toMatchObject({ outcome: 'met' });
  expect(check(observed(first, second, pages('de', 'de')))).toMatchObject({
    outcome: 'broken',
    expected: 'what the source of /live.mp3 sent, alone',
    actual: 'icy2-language: de, no value of icy-language in the public statistics (JSON)',
  });
  expect(check(observed(first, second, json({ 'icy2-language': 'fr' })))).toMatchObject({
    outcome: 'unclear',
  });
});
