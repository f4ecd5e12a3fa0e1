/** Whether what a source says in a field of ICY-META arrives, and whether a value that is not right does harm. */
import type { IcyHeader } from '../../icy/fields.ts';
import { statisticOf } from '../../icy/fields.ts';
import type { Observations } from '../../trace/observations.ts';
import type { Broken, Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { connectionOf, exchangeOf, refusalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked } from '../words.ts';
import { carriersOf, isDefault, isGarbled, ofShown, pagesDuring, valueWords } from './icy2-shown.ts';
import type { Sent, Shown } from './icy2-shown.ts';

/** From the outcome that decides alone to the one that only counts when there is no other. */
const weightOf = (outcome: Outcome): number => {
  if (outcome.outcome !== 'broken') return { unclear: 2, noted: 1, skipped: 1, met: 0 }[outcome.outcome];
  return outcome.erratum === undefined && outcome.atMost === undefined ? 4 : 3;
};

/** Judges each of several things, and gives the gravest outcome; of two that weigh the same, the first. */
export const ofEach = <Item>(items: readonly Item[], judge: (item: Item) => Outcome): Outcome => {
  const [first, ...others] = items.map(judge);
  if (first === undefined) return unclear('not-triggered', 'there was nothing to look at');
  return others.reduce((worst, one) => (weightOf(one) > weightOf(worst) ? one : worst), first);
};

/** What is published in place of a value. */
const insteadOf = (header: IcyHeader, value: string, { values }: Shown): string => {
  const statistic = statisticOf(header);
  const found = statistic === undefined ? undefined : values[statistic];
  if (found === undefined) return `no ${statistic ?? header}`;
  const garbled = isGarbled(header, value, values) ? ' (taken for ISO-8859-1)' : '';
  return `${statistic ?? ''}: ${valueWords(found)}${garbled}`;
};

const absent = (header: IcyHeader, { values }: Shown): boolean =>
  values[statisticOf(header) ?? ''] === undefined;

const valueArrives = (seen: Observations, header: IcyHeader, { source, value }: Sent): Outcome =>
  ofShown(seen, source, (shown) => {
    for (const { where, values, place } of shown) {
      const [name] = carriersOf(header, value, values);
      if (name !== undefined) {
        return { ...met(`${name}: ${value} in ${where}`), evidence: [place] };
      }
    }
    if (isDefault(header, value) && shown.every((one) => absent(header, one))) {
      return met(`no ${statisticOf(header) ?? header}, which means 0`);
    }
    const somethingElse = shown.some((one) => !absent(header, one));
    const finding = broken(
      `${value}, sent as ${header}, in the statistics`,
      shown.map((one) => `${insteadOf(header, value, one)} in ${one.where}`).join('; '),
      ...shown.map(({ place }) => place),
    );
    // The configuration of the mount point decides in the end whether it is listed.
    if (header === 'icy-pub' && somethingElse) return { ...finding, erratum: 'E-ICY-25', atMost: 'may' };
    return shown.some(({ values }) => isGarbled(header, value, values))
      ? { ...finding, erratum: 'E-ICY-24' }
      : finding;
  });

/** Each value is found in the statistics of its source as it was sent, under whatever name. */
export const arrives =
  (header: IcyHeader, sent: readonly Sent[]): Check =>
  (seen) =>
    ofEach(sent, (one) => valueArrives(seen, header, one));

/** That the target ended the connection of a source before we did. */
const cutOff = (seen: Observations, source: string): boolean =>
  connectionOf(seen, source)?.ends[0]?.by === 'target';

/** What was answered, and that the target then ended what it had taken. */
const cutOffWords = (seen: Observations, source: string): string => {
  const said = answerWords(seen, source);
  return exchangeOf(seen, source)?.interims.length === 0 ? said : `${said}, then the end of the connection`;
};

const borne = (seen: Observations, header: IcyHeader, { source, value }: Sent): Outcome => {
  if (exchangeOf(seen, source) === undefined) return neverAsked(seen, source);
  const expected = `the source taken with ${header}: ${value === '' ? '(empty)' : value}`;
  const refusal = refusalOf(seen, source);
  if (refusal) {
    const finding: Broken = broken(expected, answerWords(seen, source), refusal.place);
    // That a wrong value may not be refused follows only from all fields being optional.
    return refusal.head.status < 500 ? { ...finding, atMost: 'should' } : finding;
  }
  if (cutOff(seen, source)) {
    return broken(expected, cutOffWords(seen, source), ...answerPlace(seen, source));
  }
  const fallen = pagesDuring(seen, source).find(({ status }) => status !== undefined && status >= 500);
  return fallen
    ? broken(`statistics with ${header}: ${value}`, `status ${String(fallen.status)}`, {
        event: fallen.number,
      })
    : met();
};

/** Values that are not right do no harm: their sources are taken and stream on, and the statistics stay readable. */
export const harmless =
  (header: IcyHeader, sent: readonly Sent[]): Check =>
  (seen) =>
    ofEach(sent, (one) => borne(seen, header, one));

/** The source was taken, whatever it said of itself. */
export const taken =
  (source: string): Check =>
  (seen) => {
    if (exchangeOf(seen, source) === undefined) return neverAsked(seen, source);
    const refused = refusalOf(seen, source) !== undefined;
    if (!refused && !cutOff(seen, source)) return met(answerWords(seen, source));
    const actual = refused ? answerWords(seen, source) : cutOffWords(seen, source);
    return broken('the source accepted', actual, ...answerPlace(seen, source));
  };
