/** A page of Markdown that stays below a size: what does not fit is counted, and the count is told. */
import { counted } from './text.ts';

export interface Section {
  readonly title: string;
  /** One of its items, as the last line says how many are left out: `failure`. */
  readonly noun: string;
  /** Items are written one below the other, each a block of its own or an item of a list. */
  readonly items: readonly string[];
  readonly kind: 'open' | 'list' | 'folded';
}

/** GitHub takes 1 MiB for the summary of a step, GitLab a million characters for a comment. */
export const mostOfAPage = 1_000_000;

/** Room for the line that tells what is left out. */
const reserve = 1000;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

const frame = ({ title, items, kind }: Section): readonly [before: string, after: string] =>
  kind === 'folded'
    ? [`\n<details><summary>${title} (${String(items.length)})</summary>\n\n`, '\n</details>\n']
    : [`\n### ${title}\n\n`, ''];

const separator = ({ kind }: Section): string => (kind === 'open' ? '\n' : '');

/**
 * The head of the page, which must be short, and as much of the sections as fits.
 *
 * @param whole where the reader finds what is left out
 */
export const page = (
  head: string,
  sections: readonly Section[],
  whole: string,
  most: number = mostOfAPage,
): string => {
  const written = [head];
  const leftOut: string[] = [];
  let room = most - reserve - bytes(head);
  for (const section of sections.filter(({ items }) => items.length > 0)) {
    const [before, after] = frame(section);
    const fitting: string[] = [];
    let left = room - bytes(before) - bytes(after);
    for (const item of section.items) {
      const text = `${fitting.length === 0 ? '' : separator(section)}${item}\n`;
      if (bytes(text) > left) break;
      fitting.push(text);
      left -= bytes(text);
    }
    if (fitting.length > 0) {
      written.push(before, ...fitting, after);
      room = left;
    }
    const missing = section.items.length - fitting.length;
    if (missing > 0) leftOut.push(counted(missing, section.noun));
  }
  if (leftOut.length > 0) {
    written.push(`\n**Left out, as the page would be too long:** ${leftOut.join(', ')}. ${whole}\n`);
  }
  return written.join('');
};
