/** The mark, the word and the colour of each verdict on a terminal. */
import { styleText } from 'node:util';
import type { Verdict } from '../verdict/result.ts';
import type { Out } from './reporter.ts';

type Style = Parameters<typeof styleText>[0];

/** What a line is about: a verdict, or a deviation that the baseline knows of. */
export type Kind = Verdict | 'expected';

const marks: Readonly<Record<Kind, readonly [mark: string, style: Style]>> = {
  pass: ['✓', 'green'],
  fail: ['✗', ['bold', 'red']],
  warn: ['!', 'yellow'],
  info: ['i', 'cyan'],
  inconclusive: ['?', 'magenta'],
  skip: ['-', 'gray'],
  error: ['⚠', ['bold', 'red']],
  expected: ['~', 'gray'],
};

export type Paint = (style: Style, text: string) => string;

/** Colour is the caller's decision, not that of the environment. */
export const paintFor =
  ({ color }: Out): Paint =>
  (style, text) =>
    color ? styleText(style, text, { validateStream: false }) : text;

/** The mark of a verdict, in its colour. */
export const mark = (kind: Kind, paint: Paint): string => paint(marks[kind][1], marks[kind][0]);

/** Where there is no colour, a word says what the colour would. */
export const markAndWord = (kind: Kind, { color }: Out, paint: Paint): string =>
  color ? mark(kind, paint) : `${marks[kind][0]} ${kind.padEnd(12)}`;
