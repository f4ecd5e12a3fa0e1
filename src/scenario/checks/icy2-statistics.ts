/** Under which names a server publishes the fields of ICY-META. */
import { asUtf8 } from '../../http/message.ts';
import { statisticOf } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import type { ErratumId } from '../../spec/index.ts';
import type { Broken, Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { ofEach } from './icy2-fields.ts';
import {
  alternativesOf,
  carriersOf,
  entryWords,
  icy2NamesIn,
  isDefault,
  isGarbled,
  isPublished,
  notOnAir,
  ofShown,
  shownOf,
  valueWords,
} from './icy2-shown.ts';
import type { Sent, Shown } from './icy2-shown.ts';

/** A name that follows from the prefix rule where the document has another one, and the erratum that tells. */
const byTheRule: Partial<Record<IcyHeader, readonly [name: string, erratum: ErratumId]>> = {
  'icy-social-ig': ['icy2-social-ig', 'E-ICY-03'],
  'icy-metadata-version': ['icy2-metadata-version', 'E-ICY-06'],
};

/** What a page has of a field that is not where it belongs. */
const elsewhere = (header: IcyHeader, value: string, { values }: Shown): string => {
  const statistic = statisticOf(header) ?? '';
  const found = values[statistic];
  if (found !== undefined) {
    const garbled = isGarbled(header, value, values) ? ' (taken for ISO-8859-1)' : '';
    return `${statistic}: ${valueWords(found)}${garbled}`;
  }
  const carriers = carriersOf(header, value, values);
  return carriers.length === 0 ? `no ${statistic}` : `no ${statistic}, but ${entryWords(carriers, values)}`;
};

/** The erratum on which it rests that a value is missing under its name. */
const erratumFor = (header: IcyHeader, value: string, { values }: Shown): ErratumId | undefined => {
  if (isGarbled(header, value, values)) return 'E-ICY-24';
  if (values[statisticOf(header) ?? ''] !== undefined) return undefined;
  if (isDefault(header, value)) return 'E-ICY-07';
  const [name, erratum] = byTheRule[header] ?? [];
  return name !== undefined && values[name] === value ? erratum : undefined;
};

const publishedIn = (shown: Shown, header: IcyHeader, value: string): Outcome => {
  const statistic = statisticOf(header) ?? '';
  const names = [statistic, ...alternativesOf(header)];
  const name = names.find((one) => shown.values[one] === value);
  if (name !== undefined) return { ...met(`${name}: ${value} in ${shown.where}`), evidence: [shown.place] };
  const actual = `${elsewhere(header, value, shown)} in ${shown.where}`;
  // The mount point’s configuration decides in the end (E-ICY-25).
  if (header === 'icy-pub' && names.some((one) => shown.values[one] !== undefined)) {
    return noted(`${actual}, where ${value} was sent`, shown.place);
  }
  const finding: Broken = broken(`${statistic}: ${value}`, actual, shown.place);
  const erratum = erratumFor(header, value, shown);
  return erratum === undefined ? finding : { ...finding, erratum };
};

/** Whether a page is one in which a field can be expected: that a mount point is listed needs not be told to everybody. */
const tells = (header: IcyHeader, shown: readonly Shown[]): readonly Shown[] => {
  if (header !== 'icy-pub') return shown;
  const names = [statisticOf(header) ?? '', ...alternativesOf(header)];
  const telling = shown.filter(({ values }) => names.some((name) => values[name] !== undefined));
  return telling.length === 0 ? shown : telling;
};

/** Each value stands in every page of statistics under the name that the document gives it. */
export const published =
  (header: IcyHeader, sent: readonly Sent[]): Check =>
  (seen) =>
    ofEach(sent, ({ source, value }) =>
      ofShown(seen, source, (shown) =>
        ofEach(tells(header, shown), (page) => publishedIn(page, header, value)),
      ),
    );

/** Statistics that the example of the document leaves out (E-ICY-04). */
const leftOutOfTheExample: readonly IcyHeader[] = ['icy-certificate-verify', 'icy-verification-status'];

const isMissing = (
  [header, value]: readonly [IcyHeader, string],
  page: Shown,
  shown: readonly Shown[],
): boolean => {
  if (!isPublished(header) || isDefault(header, value) || !tells(header, shown).includes(page)) return false;
  if (header === 'icy-pub' && page.values['public'] !== undefined) return false;
  return [value, asUtf8(value)].every((text) => carriersOf(header, text, page.values).length === 0);
};

/** All that a source sent is found in every page of statistics, under whatever names. */
export const everythingPublished =
  (source: string, fields: readonly (readonly [IcyHeader, string])[]): Check =>
  (seen) =>
    ofShown(seen, source, (shown) =>
      ofEach(shown, (page) => {
        const missing = fields.filter((field) => isMissing(field, page, shown)).map(([header]) => header);
        if (missing.length === 0) return met(`all ${String(fields.length)} fields in ${page.where}`);
        const finding = broken(
          'every field of the source in the statistics',
          `no value of ${missing.join(', ')} in ${page.where}`,
          page.place,
        );
        const excusable = missing.every((header) => leftOutOfTheExample.includes(header));
        return excusable ? { ...finding, erratum: 'E-ICY-04' } : finding;
      }),
    );

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : [...names].sort().slice(0, 40).map(valueWords).join(', ');

/** The statistics have the same names with the prefix icy2- wherever they are published. */
export const sameNamesEverywhere =
  (source: string): Check =>
  (seen) => {
    const off = notOnAir(seen, source);
    if (off) return off;
    const [first, ...others] = shownOf(seen, source);
    if (first === undefined || others.length === 0) {
      return unclear('prerequisite-missing', 'fewer than two pages of statistics name the mount point');
    }
    return ofEach(others, (other) => {
      const [ours, theirs] = [icy2NamesIn(first.values), icy2NamesIn(other.values)];
      const only = ours.filter((name) => !theirs.includes(name));
      const onlyThere = theirs.filter((name) => !ours.includes(name));
      if (ours.length + theirs.length === 0) {
        return broken('statistics of ICY2 in both pages', 'none in either', first.place, other.place);
      }
      if (only.length + onlyThere.length === 0) return met(listed(ours));
      return broken(
        'the same statistics of ICY2 in both pages',
        `only in ${first.where}: ${listed(only)}; only in ${other.where}: ${listed(onlyThere)}`,
        first.place,
        other.place,
      );
    });
  };

/** A flag that a source did not send is not set: its statistic is absent, or 0. */
export const unsetByDefault =
  (header: 'icy-nsfw' | 'icy-ai-generated', source: string): Check =>
  (seen) =>
    ofShown(seen, source, (shown) =>
      ofEach(shown, ({ values, where, place }) => {
        const statistic = statisticOf(header) ?? '';
        const value = values[statistic];
        return value === undefined || value === '0'
          ? met(value === undefined ? `no ${statistic}` : `${statistic}: 0`)
          : broken(`no ${statistic}, or 0`, `${statistic}: ${valueWords(value)} in ${where}`, place);
      }),
    );
