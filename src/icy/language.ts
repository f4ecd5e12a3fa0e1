/** Languages: ISO 639-1 with an optional country, which is a small part of BCP 47 (E-ICY-09). */
import { isCountry, isLanguage, isReservedCountry, isWithdrawnLanguage } from './iso-codes.ts';
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

/** Tags older than the rules of RFC 5646 that break them and are valid for ever (2.2.8). */
const irregular = new Set(
  (
    'en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu ' +
    'sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang'
  ).split(' '),
);

/** Longer tags are none: one of all parts that RFC 5646 (4.4.1) reckons with has 35 characters. */
const longestTag = 200;

/** `Intl` knows no extended language subtags, as in `zh-yue`; without one the rest is the same tag. */
const withoutExtended = (tag: string): string => tag.replace(/^([a-z]{2,3})-[a-z]{3}(?=-|$)/i, '$1');

const isWellFormed = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(withoutExtended(tag)).length === 1;
  } catch {
    return false;
  }
};

/**
 * Whether this is a tag of BCP 47, as far as it can be told without the registry: its syntax, a language of two
 * letters that exists or one of three, and a country that exists.
 */
const isLanguageTag = (tag: string): boolean => {
  if (tag.length > longestTag) return false;
  const lower = tag.toLowerCase();
  if (irregular.has(lower) || /^x(?:-[a-z0-9]{1,8})+$/.test(lower)) return true;
  const primary = lower.split('-', 1)[0] ?? '';
  if (!isWellFormed(tag)) return false;
  const exists =
    primary.length === 2 ? isLanguage(primary) || isWithdrawnLanguage(primary) : primary.length === 3;
  const country = /^[a-z]{2,3}(?:-[a-z]{3})?(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/.exec(lower)?.[1]?.toUpperCase();
  return exists && (country === undefined || isCountry(country) || isReservedCountry(country));
};

/** `en`, `en-US`; another tag of BCP 47 is unusual, and the rest wrong. */
export const language: Grammar = (value) => {
  const [, code, country] = /^([a-z]{2})(?:-([A-Z]{2}))?$/.exec(value) ?? [];
  if (code !== undefined && isLanguage(code) && (country === undefined || isCountry(country))) return right;
  if (isLanguageTag(value)) {
    return unusual('a tag of BCP 47, but no code of ISO 639-1 with or without a country of ISO 3166-1');
  }
  return wrong(value === '' ? 'empty' : 'no code of ISO 639-1, and no tag of BCP 47');
};
