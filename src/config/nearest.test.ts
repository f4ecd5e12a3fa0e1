import { expect, test } from 'vitest';
import { nearest, suggestion } from './nearest.ts';

const known = [
  'icecast/auth/put-without-credentials',
  'icecast/auth/put-with-credentials',
  'icecast/put/slow',
  'ICE-AUTH-01',
];

test.each([
  ['icecast/auth/put-without-credential', 'icecast/auth/put-without-credentials'],
  ['put-without-credentials', 'icecast/auth/put-without-credentials'],
  ['icecast/put/solw', 'icecast/put/slow'],
  ['ice-auth-01', 'ICE-AUTH-01'],
  ['icecast/auth', 'icecast/auth/put-without-credentials'],
  ['something else entirely', undefined],
  ['', undefined],
  ['x'.repeat(10_000), undefined],
])('%s is nearest to %s', (word, name) => {
  expect(nearest(word, known)).toBe(name);
});

test.each([
  ['cmfa', ['icecast', 'cmaf'], 'did you mean “cmaf”?'],
  ['flute', ['icecast', 'cmaf'], 'known are icecast, cmaf'],
  ['flute', Array.from({ length: 9 }, (_, index) => `suite-${String(index)}`), 'look there'],
])('about %s the user is told what to do', (word, names, said) => {
  expect(suggestion(word, names, 'look there')).toBe(said);
});
