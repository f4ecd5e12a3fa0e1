/** Whether what a source says of its stream arrives in the statistics, under whatever name. */
import { asUtf8 } from '../../http/message.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { printable } from '../words.ts';
import { carriersOf, icy2NamesIn, isDefault, ofShown } from './icy2-shown.ts';
import type { Shown } from './icy2-shown.ts';

/** Values by the field that carries them in the request. */
export type SentValues = Readonly<Partial<Record<IcyHeader, string>>>;

const entriesOf = (sent: SentValues) => Object.entries(sent) as [IcyHeader, string][];

/** Plain characters with which a text begins, by which it is known again where the rest of it was harmed. */
const beginningOf = (text: string): string => /^[\w #@:,./-]{4,24}/.exec(text)?.[0] ?? '';

/** In which form a value is published that did not arrive as it was sent, as far as it can be known again. */
const harmedForm = (value: string, shown: readonly Shown[]): string | undefined => {
  const all = shown.flatMap(({ values }) => Object.values(values));
  const garbled = asUtf8(value);
  if (garbled !== value && all.includes(garbled))
    return `${printable(asUtf8(garbled))} (taken for ISO-8859-1)`;
  const beginning = beginningOf(value);
  const harmed = beginning === '' ? undefined : all.find((one) => one.startsWith(beginning));
  return harmed === undefined ? undefined : printable(asUtf8(harmed));
};

const remainsOf = ([header, value]: [IcyHeader, string], shown: readonly Shown[]): string => {
  const harmed = harmedForm(value, shown);
  return harmed === undefined ? `${header} nowhere` : `${header}: ${harmed}`;
};

const arrived = ([header, value]: [IcyHeader, string], shown: readonly Shown[]): boolean =>
  shown.some(({ values }) => carriersOf(header, value, values).length > 0);

const listed = (sent: SentValues): string => {
  const fields = entriesOf(sent);
  return fields.length > 3
    ? `the values of ${String(fields.length)} fields in the statistics, unharmed`
    : `${fields.map(([header, value]) => `${header}: ${printable(asUtf8(value))}`).join('; ')} in the statistics`;
};

/** Each value is found unharmed in some page of statistics, whatever it is called there; flags of 0 may be left out. */
export const carried =
  (sent: SentValues): Check =>
  (seen) =>
    ofShown(seen, 'source', (shown) => {
      const lost = entriesOf(sent).filter((one) => !isDefault(...one) && !arrived(one, shown));
      if (lost.length === 0) return met(`${String(entriesOf(sent).length)} values`);
      const actual = lost.map((one) => remainsOf(one, shown)).join('; ');
      return broken(listed(sent), actual, ...shown.map(({ place }) => place));
    });

/** The values that are published at all are published as they were sent; that some are missing is another finding. */
export const unharmed =
  (sent: SentValues): Check =>
  (seen) =>
    ofShown(seen, 'source', (shown) => {
      const all = entriesOf(sent);
      const whole = all.filter((one) => arrived(one, shown));
      const harmed = all.filter((one) => !whole.includes(one) && harmedForm(one[1], shown) !== undefined);
      if (harmed.length > 0)
        return broken(
          listed(Object.fromEntries(harmed)),
          harmed.map((one) => remainsOf(one, shown)).join('; '),
          ...shown.map(({ place }) => place),
        );
      return whole.length > 0
        ? met(`${String(whole.length)} of ${String(all.length)} values`)
        : unclear('dependency-failed', 'none of the values is published');
    });

/** No page of statistics has names of ICY2 for the mount point. */
export const noIcy2Names: Check = (seen) =>
  ofShown(seen, 'source', (shown) => {
    for (const { values, where, place } of shown) {
      const [name] = icy2NamesIn(values);
      if (name !== undefined)
        return broken('no icy2-* in the statistics', `${name}: ${values[name] ?? ''} in ${where}`, place);
    }
    return met();
  });
