/** Emoji, counted as a reader would count them. */
import { looksLikeMojibake } from './mojibake.ts';
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

// The flag v is younger than our compilation target, so the expression is not written as a literal.
const recommended = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
const pictograph = /\p{Extended_Pictographic}/u;

/** As many characters are looked at; nobody counts further. */
const farthest = 1000;

/**
 * Whether one character, as a reader sees it, is an emoji: one of those recommended for interchange, flags and
 * keycaps among them, or one with a pictograph in it, so that those of later versions of Unicode count as well.
 */
const isEmoji = (character: string): boolean => recommended.test(character) || pictograph.test(character);

/** A text as a reader sees it: its emoji, and what else is there but blanks. Of long texts, the beginning. */
export const emojiOf = (
  value: string,
): { readonly emoji: readonly string[]; readonly others: readonly string[] } => {
  const [emoji, others]: [string[], string[]] = [[], []];
  const beginning = value.slice(0, 16 * farthest);
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(beginning)) {
    if (emoji.length + others.length >= farthest) break;
    if (isEmoji(segment)) emoji.push(segment);
    else if (segment.trim() !== '') others.push(segment);
  }
  return { emoji, others };
};

/** One emoji or more. How many are too many is another question (E-ICY-15). */
export const emoji: Grammar = (value) => {
  if (value === '') return wrong('empty');
  if (looksLikeMojibake(value)) return wrong('text that was encoded as UTF-8 twice');
  const found = emojiOf(value);
  if (found.emoji.length === 0) return wrong('no emoji');
  if (found.others.some((other) => other !== ',')) return wrong('something else between the emoji');
  if (found.emoji.length >= farthest) return unusual('more emoji than anybody counts');
  return /[\s,]/u.test(value) ? unusual('blanks or commas between the emoji') : right;
};
