/** Whether the statistics of a mount point are those of its present source. */
import type { IcyHeader } from '../../icy/fields.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { ofEach } from './icy2-fields.ts';
import {
  carriersOf,
  entryWords,
  icy2NamesIn,
  notOnAir,
  ofShown,
  pagesAfter,
  readFrom,
  shownOf,
} from './icy2-shown.ts';
import type { Shown } from './icy2-shown.ts';

type Field = readonly [header: IcyHeader, value: string];

const leftoversIn = (fields: readonly Field[], { values }: Shown): string[] =>
  fields.flatMap(([header, value]) => carriersOf(header, value, values));

const withoutLeftovers = (whose: string, fields: readonly Field[], page: Shown): Outcome => {
  const left = leftoversIn(fields, page);
  return left.length === 0
    ? met()
    : broken(`nothing of ${whose}`, `${entryWords(left, page.values)} in ${page.where}`, page.place);
};

/** Nothing that an earlier source of the mount point said of itself is published of a later one. */
export const nothingLeftFor =
  (later: string, fields: readonly Field[]): Check =>
  (seen) =>
    ofShown(seen, later, (shown) =>
      ofEach(shown, (page) => withoutLeftovers('the source before', fields, page)),
    );

/** Once the source has gone, nothing of what it said is published any more; the document does not say how soon. */
export const nothingLeftAfter =
  (source: string, fields: readonly Field[]): Check =>
  (seen) => {
    const off = notOnAir(seen, source);
    if (off) return off;
    const pages = pagesAfter(seen, source).filter(({ status }) => status === 200);
    if (pages.length === 0) {
      return unclear('prerequisite-missing', 'no page of statistics was answered after the source had gone');
    }
    const left = readFrom(pages, seen.parameters.mount);
    if (left.length === 0) return met('no statistics of the mount point');
    return ofEach(left, (page) => {
      const all = [...new Set([...icy2NamesIn(page.values), ...leftoversIn(fields, page)])];
      if (all.length === 0) return met('no statistic of ICY2');
      const actual = `${entryWords(all, page.values)} in ${page.where}`;
      return { ...broken('nothing of the source that has gone', actual, page.place), atMost: 'should' };
    });
  };

/** What one of two mount points ought to have, and what not. */
export interface Apart {
  readonly suffix: string;
  readonly own: readonly Field[];
  readonly others: readonly Field[];
}

/**
 * Two mount points side by side: each has what its own source sent, and nothing of the other’s.
 *
 * @param newer the source that came later; the pages after it are looked at
 */
export const keptApart =
  (newer: string, mounts: readonly Apart[]): Check =>
  (seen) => {
    const off = notOnAir(seen, newer);
    if (off) return off;
    return ofEach(mounts, ({ suffix, own, others }) => {
      const mount = `${seen.parameters.mount}${suffix}`;
      const shown = shownOf(seen, newer, suffix);
      if (shown.length === 0) {
        return unclear('prerequisite-missing', `no page of statistics was answered that names ${mount}`);
      }
      return ofEach(shown, (page) => {
        const foreign = leftoversIn(others, page);
        const missing = own.filter(([header, value]) => carriersOf(header, value, page.values).length === 0);
        if (foreign.length === 0 && missing.length === 0) return met();
        const actual = [
          ...(foreign.length === 0 ? [] : [entryWords(foreign, page.values)]),
          ...missing.map(([header]) => `no value of ${header}`),
        ].join(', ');
        return broken(`what the source of ${mount} sent, alone`, `${actual} in ${page.where}`, page.place);
      });
    });
  };
