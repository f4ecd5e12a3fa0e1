/** How far the reading of a long file has come, at the foot of a terminal. */
import { visible } from '../report/text.ts';
import type { Io } from './io.ts';
import type { OnProgress } from './validate-read.ts';

export interface ReadingProgress {
  /** For one file. */
  of(file: string): OnProgress;
  /** Takes the line away. */
  clear(): void;
}

const erase = '\r\u001b[2K';
/** Milliseconds before a file counts as long, and between two lines. */
const pace = { first: 300, next: 100 };

const amount = (position: number, size: number | undefined): string =>
  size === undefined || size === 0
    ? `${String(Math.floor(position / 2 ** 20))} MiB`
    : `${String(Math.floor((100 * position) / size))} %`;

/** Nothing is drawn where standard error is no terminal. */
export const readingProgress = ({ stderr }: Io): ReadingProgress => {
  if (stderr.isTTY !== true) return { of: () => () => undefined, clear: () => undefined };
  let drawn = false;
  return {
    of: (file) => {
      let due = performance.now() + pace.first;
      return (position, size) => {
        const now = performance.now();
        if (now < due) return;
        due = now + pace.next;
        const text = `${amount(position, size)}  ${visible(file)}`.slice(
          0,
          Math.max(10, (stderr.columns ?? 80) - 1),
        );
        stderr.write(`${erase}${text}`);
        drawn = true;
      };
    },
    clear: () => {
      if (drawn) stderr.write(erase);
      drawn = false;
    },
  };
};
