/**
 * How the values of ICY-META fields read: here the grammars of a line or two, and beside this file the others. What is
 * `wrong` the document excludes; what is `unusual` it leaves open (E-ICY-09, 10, 12, 13). Pure, and linear in the value.
 */
import { isCountry } from './iso-codes.ts';
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

export { token } from './auth-token.ts';
export { emoji } from './emoji.ts';
export { accountOrAddress, handle } from './handle.ts';
export { hashtags } from './hashtags.ts';
export { version } from './icy-version.ts';
export { language } from './language.ts';
export { right, unusual, wrong } from './reading.ts';
export type { Grammar, Reading } from './reading.ts';
export { webAddress } from './web-address.ts';

const control = /\p{Cc}/u;

/** Any text but none, without control characters. */
export const text: Grammar = (value) => {
  if (value === '') return wrong('empty');
  if (control.test(value)) return wrong('a control character');
  return value.includes('\uFFFD') ? unusual('the mark of a character that was lost') : right;
};

/** One of these words; the lists are open (E-ICY-13), so another one is merely unusual. */
export const oneOf =
  (...words: readonly [string, ...string[]]): Grammar =>
  (value) => {
    if (words.includes(value)) return right;
    const plain = text(value);
    if (plain.as !== 'right') return plain;
    return unusual(
      words.includes(value.toLowerCase()) ? 'the right word in another case' : `none of ${words.join(', ')}`,
    );
  };

export const flag: Grammar = (value) => {
  if (value === '0' || value === '1') return right;
  return wrong(value === '' ? 'empty' : 'neither 0 nor 1');
};

/** Letters, digits and hyphens; the document gives no length (E-ICY-12), and 255 is what servers keep. */
export const stationId: Grammar = (value) => {
  if (value === '') return wrong('empty');
  if (!/^[\p{L}\p{M}\p{N}-]+$/u.test(value))
    return wrong('characters other than letters, digits and hyphens');
  if (!/^[A-Za-z0-9-]+$/.test(value)) return unusual('letters or digits beyond ASCII');
  if (value.length > 255) return unusual('more than 255 characters');
  return /^-|--|-$/.test(value) ? unusual('a hyphen that joins nothing') : right;
};

/** Kilobits per second. */
export const bitRate: Grammar = (value) => {
  if (/^[1-9][0-9]{0,4}$/.test(value)) return right;
  if (!/^[0-9]+$/.test(value)) return wrong(value === '' ? 'empty' : 'no whole number');
  if (/^0+$/.test(value)) return unusual('a rate of zero');
  return unusual(
    value.startsWith('0') ? 'zeros before the number' : 'more than any stream has; perhaps bits per second',
  );
};

export const seconds: Grammar = (value) => {
  if (!/^[0-9]+$/.test(value)) return wrong(value === '' ? 'empty' : 'no whole number that is not negative');
  return Number(value) <= Number.MAX_SAFE_INTEGER ? right : unusual('more than numbers can hold');
};

/** Lines, the width in thousands, or both measures; the document has examples and no rule (E-ICY-13). */
export const resolution: Grammar = (value) => {
  if (/^(?:[0-9]{3,4}[pi][0-9]{0,3}|[0-9]{1,2}K|[0-9]{2,5}x[0-9]{2,5})$/i.test(value)) return right;
  const plain = text(value);
  return plain.as === 'right' ? unusual('no resolution such as 1080p, 4K or 1920x1080') : plain;
};

/** A country, with or without a part of it, the Union, or all; anything else is a custom region (E-ICY-10). */
export const region: Grammar = (value) => {
  if (value === 'EU' || value === 'GLOBAL') return right;
  const country = /^([A-Z]{2})(?:-[A-Z0-9]{1,3})?$/.exec(value)?.[1];
  if (country !== undefined && isCountry(country)) return right;
  const plain = text(value);
  return plain.as === 'right' ? unusual('no country of ISO 3166-1, and so a region of its own') : plain;
};
