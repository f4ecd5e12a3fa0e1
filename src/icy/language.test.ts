import { expect, test } from 'vitest';
import { isCountry, isLanguage, isReservedCountry, isWithdrawnLanguage } from './iso-codes.ts';

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
const pairs = letters.flatMap((first) => letters.map((second) => first + second));
const named = (type: 'language' | 'region') => {
  const names = new Intl.DisplayNames(['en'], { type, fallback: 'none' });
  return (code: string) => names.of(code) !== undefined;
};

test('there are 183 languages, and 249 countries', () => {
  expect(pairs.filter(isLanguage)).toHaveLength(183);
  expect(pairs.map((pair) => pair.toUpperCase()).filter(isCountry)).toHaveLength(249);
});

test('every language has a name, and what has a name is a language of now or then', () => {
  const hasName = named('language');
  expect(pairs.filter((code) => isLanguage(code) && !hasName(code))).toEqual([]);
  expect(pairs.filter((code) => hasName(code) && !isLanguage(code) && !isWithdrawnLanguage(code))).toEqual(
    [],
  );
});

test('every country has a name, and what has a name is a country, or reserved', () => {
  const hasName = named('region');
  const codes = pairs.map((pair) => pair.toUpperCase());
  expect(codes.filter((code) => isCountry(code) && !hasName(code))).toEqual([]);
  // Some codes of countries that are gone are read as those of their successors.
  const isItself = (code: string) => new Intl.Locale(`und-${code}`).region === code;
  expect(
    codes.filter((code) => isItself(code) && hasName(code) && !isCountry(code) && !isReservedCountry(code)),
  ).toEqual([]);
  expect(codes.filter((code) => isCountry(code) && isReservedCountry(code))).toEqual([]);
});
