import fc from 'fast-check';
import { expect, test } from 'vitest';
import { icyFields, icyHeaders, isIcy2, statisticOf } from './fields.ts';
import type { IcyField } from './fields.ts';

/** The name that a statistic would have if the rule about the prefix had no exceptions. */
const nameByPrefix = (header: string) => header.replace(/^icy-/, 'icy2-');

const table = icyHeaders.map((header): [string, IcyField] => [header, icyFields[header]]);

// A grammar that accepts everything fails here, and so does one that accepts nothing.
test.for(table)('%s reads its examples as they are meant', ([, { grammar, good, bad }]) => {
  for (const value of good) expect([value, grammar(value)]).toEqual([value, { as: 'right' }]);
  for (const value of bad) {
    expect([value, grammar(value).as]).toEqual([value, expect.stringMatching(/^(?:unusual|wrong)$/)]);
  }
});

test.for(table)('%s has distinct examples, each fit for a head', ([, { good, bad }]) => {
  const values = [...good, ...bad];
  expect(new Set(values).size).toBe(values.length);
  for (const value of values) expect(value).toMatch(/^(?!\s)\P{Cc}*(?<!\s)$/u);
});

test.for(table)('%s says why a value is not right, in a phrase', ([, { grammar, bad }]) => {
  for (const value of bad) {
    const reading = grammar(value);
    expect('why' in reading && reading.why).toMatch(/^\S.*[^.\s]$/);
  }
});

test.for(table)('%s finds nothing in an empty value', ([, { grammar }]) => {
  expect(grammar('')).toEqual({ as: 'wrong', why: 'empty' });
});

test.for(table)('%s bears any text, and a long one in no time', ([, { grammar, good }]) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => grammar(value).as !== undefined),
    { numRuns: 300 },
  );
  const pieces = [
    'a',
    '@',
    '#',
    ',',
    ' ',
    '\t',
    '.',
    '-',
    '%',
    '[',
    ':',
    '=',
    '0',
    '🎵',
    'Ã©',
    '\u200d',
    'e30.',
  ];
  for (const piece of [...pieces, ...good]) {
    for (const [before, after] of [
      ['', ''],
      [good[0], ''],
      ['', '!'],
      ['https://', '\u0001'],
      ['Bearer ', ' '],
    ] as const) {
      grammar(before + piece.repeat(20_000) + after);
    }
  }
});

test('the table has the 29 fields of the document, each published under a name of its own but the token', () => {
  expect(icyHeaders).toHaveLength(29);
  const names = icyHeaders.map(statisticOf);
  expect(new Set(names).size).toBe(29);
  expect(icyHeaders.filter((header) => statisticOf(header) === undefined)).toEqual(['icy-auth-token']);
});

test('the names that do not follow from the rule are those that the errata name', () => {
  const exceptions = icyHeaders.flatMap((header) => {
    const name = statisticOf(header);
    return name === undefined || name === nameByPrefix(header) ? [] : [[nameByPrefix(header), name]];
  });
  expect(exceptions).toEqual([
    ['icy2-metadata-version', 'icy2-version'],
    ['icy2-name', 'server_name'],
    ['icy2-url', 'server_url'],
    ['icy2-genre', 'genre'],
    ['icy2-br', 'bitrate'],
    ['icy2-pub', 'public'],
    ['icy2-social-ig', 'icy2-social-instagram'],
  ]);
});

test('whatever begins with 2. is ICY-META 2', () => {
  expect(['2.', '2.1', '2.x'].every(isIcy2)).toBe(true);
  expect(['', '2', '1.2.', ' 2.1', 'v2.1', '22.1'].some(isIcy2)).toBe(false);
});
