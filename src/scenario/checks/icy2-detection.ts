/** Whether a source was read as one of ICY2 or of ICY1, as its statistics show. */
import type { IcyHeader } from '../../icy/fields.ts';
import { asUtf8, valuesOf } from '../../http/message.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, isSuccess } from '../select.ts';
import { ofEach } from './icy2-fields.ts';
import { carriersOf, entryWords, icy2NamesIn, notOnAir, ofShown, shownOf, valueWords } from './icy2-shown.ts';

/** A field that ICY1 has not, and its value: where it is published, the source was read as ICY2. */
export type Telltale = readonly [header: IcyHeader, value: string];

/** A field that only ICY2 has is published for the source, under whatever name. */
export const readAsIcy2 =
  (source: string, [header, value]: Telltale): Check =>
  (seen) =>
    ofShown(seen, source, (shown) => {
      for (const { values, where, place } of shown) {
        const [name] = carriersOf(header, value, values);
        if (name !== undefined) return { ...met(`${name}: ${value} in ${where}`), evidence: [place] };
      }
      const names = [...new Set(shown.flatMap(({ values }) => icy2NamesIn(values)))].slice(0, 12);
      return broken(
        `the source read as ICY2: ${value}, sent as ${header}, in its statistics`,
        names.length === 0 ? 'no statistic of ICY2' : `only ${names.map(valueWords).join(', ')}`,
        ...shown.map(({ place }) => place),
      );
    });

/** Nothing that only ICY2 has is published for the source. */
export const readAsIcy1 =
  (source: string, [header, value]: Telltale): Check =>
  (seen) =>
    ofShown(seen, source, (shown) =>
      ofEach(shown, ({ values, where, place }) => {
        const names = new Set([...icy2NamesIn(values), ...carriersOf(header, value, values)]);
        return names.size === 0
          ? met('no statistic of ICY2')
          : broken(
              'the source read as ICY1: no statistic of ICY2',
              `${entryWords([...names], values)} in ${where}`,
              place,
            );
      }),
    );

interface Announcement {
  readonly name: string;
  readonly place: Place;
}

const toListeners = (seen: Observations, header: IcyHeader, value: string): Announcement[] => {
  const response = exchangeOf(seen, 'listener')?.response;
  if (response === undefined || !isSuccess(response)) return [];
  return [header, header.replace('icy-', 'ice-')]
    .filter((name) => valuesOf(response.head, name).includes(asUtf8(value)))
    .map((name) => ({ name, place: response.place }));
};

const inStatistics = (seen: Observations, source: string, header: IcyHeader, value: string): Announcement[] =>
  shownOf(seen, source).flatMap(({ values, place }) =>
    carriersOf(header, value, values).map((name) => ({ name, place })),
  );

const wasSeen = (seen: Observations, source: string): boolean => {
  const response = exchangeOf(seen, 'listener')?.response;
  return (response !== undefined && isSuccess(response)) || shownOf(seen, source).length > 0;
};

/**
 * A field that ICY1 has takes effect: its value is in the statistics, or told to a listener.
 *
 * @param values the one that was sent, or those of which any may win
 */
export const effective =
  (source: string, header: IcyHeader, ...values: readonly string[]): Check =>
  (seen) => {
    const off = notOnAir(seen, source);
    if (off) return off;
    if (!wasSeen(seen, source)) {
      return unclear('prerequisite-missing', 'neither a listener nor a page of statistics was answered');
    }
    for (const value of values) {
      const found = [...inStatistics(seen, source, header, value), ...toListeners(seen, header, value)][0];
      if (found !== undefined) return { ...met(`${found.name}: ${value}`), evidence: [found.place] };
    }
    const actual = `neither in the statistics nor told to listeners`;
    const finding = broken(`${values.join(' or ')}, sent as ${header}, in effect`, actual);
    // The mount point’s configuration decides whether it is listed.
    return header === 'icy-pub' ? { ...finding, erratum: 'E-ICY-25', atMost: 'may' } : finding;
  };
