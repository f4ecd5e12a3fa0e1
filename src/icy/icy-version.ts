/** The version with which a source client announces ICY-META 2. */
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

/** Whether a version announces ICY-META 2: whatever begins with `2.` does (E-ICY-18), and nothing else (E-ICY-19). */
export const isIcy2 = (version: string): boolean => version.startsWith('2.');

/** `2.` and digits; `2.garbage` announces ICY-META 2 as well, though no such version exists. */
export const version: Grammar = (value) => {
  if (/^2\.[0-9]+$/.test(value)) return right;
  if (isIcy2(value)) return unusual('“2.” without a number after it');
  return wrong(value === '' ? 'empty' : 'no version that begins with “2.”');
};
