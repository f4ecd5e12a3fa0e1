/** Hashtags, separated by blanks or commas (E-ICY-14). */
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

/** The pieces between blanks and commas, whether they are hashtags or not. */
export const hashtagsOf = (value: string): readonly string[] =>
  value.split(/[\s,]/u).filter((piece) => piece !== '');

/** `#` and something behind it, for each piece. How many are too many is another question. */
export const hashtags: Grammar = (value) => {
  const tags = hashtagsOf(value);
  if (tags.length === 0) return wrong(value === '' ? 'empty' : 'no hashtag');
  if (!tags.every((tag) => tag.startsWith('#'))) return wrong('a word without # before it');
  if (!tags.every((tag) => /^#[^#\p{Cc}]+$/u.test(tag)))
    return wrong('a # that is not the beginning of one hashtag');
  return /^,|,\s*,|,$/u.test(value) ? unusual('a comma that separates nothing') : right;
};
