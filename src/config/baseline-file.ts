/** The baseline of a target, from a file of its own or from the config file. */
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { Verdict } from '../verdict/result.ts';
import type { Catalogue } from './catalogue.ts';
import { unknown } from './catalogue.ts';
import type { Document } from './document.ts';
import { readDocument } from './document.ts';
import { readText } from './read-text.ts';
import { baselineSchema } from './schema.ts';
import { UsageError } from './usage-error.ts';

/** An entry as it stands in the file. */
export interface WrittenEntry {
  readonly scenario?: string;
  readonly clause?: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly seen?: string;
}

/**
 * @param key under which the entries stand in the document
 * @throws UsageError with `file:line`, where an entry is about nothing, or about something that does not exist
 */
export const entriesOf = (
  written: readonly WrittenEntry[],
  key: string,
  document: Document<unknown>,
  catalogue: Catalogue,
): BaselineEntry[] =>
  written.map((entry, index) => {
    const where = document.where([key, index]);
    if (entry.scenario === undefined && entry.clause === undefined) {
      throw new UsageError(`${where}: the entry says neither scenario nor clause: add at least one of them`);
    }
    for (const kind of ['scenario', 'clause'] as const) {
      const name = entry[kind];
      const complaint = name === undefined ? undefined : unknown(kind, name, catalogue);
      if (complaint !== undefined)
        throw new UsageError(`${document.where([key, index, kind])}: ${complaint}`);
    }
    return { ...entry, where };
  });

/** @param shown how the file is called in messages */
export const baselineEntries = (content: string, shown: string, catalogue: Catalogue): BaselineEntry[] => {
  const document = readDocument<{ expected: readonly WrittenEntry[] }>(content, shown, baselineSchema);
  return entriesOf(document.value.expected, 'expected', document, catalogue);
};

/**
 * @param file the path to read
 * @param shown how the file is called in messages
 */
export const loadBaseline = (file: string, shown: string, catalogue: Catalogue): BaselineEntry[] =>
  baselineEntries(readText('the baseline', file, shown), shown, catalogue);
