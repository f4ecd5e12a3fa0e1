/**
 * Foreign text in Markdown. Backslashes stop no mention, no autolink and no reference: those are looked for in
 * what is already rendered. In a code span or a fence nothing is looked for at all, so that is where it goes.
 */
import { line } from './text.ts';

/** A run of backticks that is longer than any in the text. */
const ticksAround = (text: string, least: number): string => {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
};

/** One line as a code span, which ends where the text does and not before. */
export const code = (text: string, most: number): string => {
  const shown = line(text, most);
  if (shown === '') return '(empty)';
  const ticks = ticksAround(shown, 1);
  // The reader of Markdown takes one space from each side, where there is one on both.
  const space = /^[` ]|[` ]$/.test(shown) && shown.trim() !== '' ? ' ' : '';
  return `${ticks}${space}${shown}${space}${ticks}`;
};

/** A code span in a cell of a table. A bar would end the cell, in a code span too. */
export const cell = (text: string, most: number): string =>
  code(line(text, most).replaceAll('|', '\\x7c'), most * 12);

/** A letter, which begins no list, then letters, digits, and signs that mean nothing within a line. */
const plain = /^\p{L}(?:[\p{L}\p{N} .,;:?()'"“”‘’„–—·…/+-]*)$/u;

/** What is made of such characters and is still more than text: addresses, emoji, commits, issues. */
const more = /www\.|:\/\/|:[\w+-]+:|\b[0-9a-f]{7,}\b|\bgh-\d/i;

/** A sentence: as text where it is nothing but text, as a code span otherwise. */
export const prose = (text: string, most: number): string => {
  const shown = line(text, most);
  return plain.test(shown) && !more.test(shown) ? shown : code(shown, most * 12);
};

/** One line to be copied, in a block of its own. */
export const block = (text: string, most: number): string => {
  const shown = line(text, most);
  const ticks = ticksAround(shown, 3);
  return `${ticks}sh\n${shown}\n${ticks}`;
};
