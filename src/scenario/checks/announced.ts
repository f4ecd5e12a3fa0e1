/** Whether what a source says of its stream is announced: to listeners in icy-* headers, or in the statistics. */
import { asUtf8, utf8, valueOf, valuesOf } from '../../http/message.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, isSuccess, refusalOf } from '../select.ts';
import { parseJson, statisticsOf } from '../statistics.ts';
import { neverAsked, printable, turnedAway } from '../words.ts';

/** Under which names a source's field is handed on. */
const names = {
  'ice-name': { headers: ['icy-name', 'ice-name'], statistics: ['server_name'] },
  'ice-description': { headers: ['icy-description', 'ice-description'], statistics: ['server_description'] },
  'ice-url': { headers: ['icy-url', 'ice-url'], statistics: ['server_url'] },
  'ice-genre': { headers: ['icy-genre', 'ice-genre'], statistics: ['genre'] },
  'ice-public': { headers: ['icy-pub', 'ice-public', 'icy-public'], statistics: ['public'] },
  'user-agent': { headers: [], statistics: ['user_agent'] },
} as const satisfies Record<string, { headers: readonly string[]; statistics: readonly string[] }>;

export type AnnouncedField = keyof typeof names;

interface Announcement {
  readonly where: string;
  readonly value: string;
  readonly place: Place;
}

const inHeaders = (seen: Observations, field: AnnouncedField): Announcement[] => {
  const response = exchangeOf(seen, 'listener')?.response;
  if (response === undefined || !isSuccess(response)) return [];
  return names[field].headers.flatMap((header) =>
    valuesOf(response.head, header).map((value) => ({
      where: header,
      value: utf8(value) ?? value,
      place: response.place,
    })),
  );
};

const inStatistics = (seen: Observations, field: AnnouncedField): Announcement[] =>
  seen.pages.flatMap((page) => {
    const statistics = statisticsOf(page.text ?? '', seen.parameters.mount) ?? {};
    return names[field].statistics.flatMap((name) => {
      const value = statistics[name];
      return value === undefined ? [] : [{ where: name, value, place: { event: page.number } }];
    });
  });

/** Text that was taken for ISO-8859-1 and encoded once more, or whose bytes were read as such. */
const looksGarbled = (value: string, sent: string): boolean => value === asUtf8(sent);

const words = ({ where, value }: Announcement, sent: string): string =>
  `${where}: ${value}${looksGarbled(value, sent) ? ' (taken for ISO-8859-1; see the charset of the mount point)' : ''}`;

/** Whether there was any place where it could have been announced. */
const looked = (seen: Observations): boolean => {
  const response = exchangeOf(seen, 'listener')?.response;
  return (response !== undefined && isSuccess(response)) || seen.pages.some((page) => page.status === 200);
};

/** The value that the source sent is announced in one place at least. */
export const announced =
  (field: AnnouncedField, sent: string): Check =>
  (seen) => {
    if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const refusal = refusalOf(seen, 'source');
    if (refusal) return turnedAway('source', refusal);
    if (!looked(seen))
      return unclear('prerequisite-missing', 'neither a listener nor a page of statistics was answered');
    const found = [...inHeaders(seen, field), ...inStatistics(seen, field)];
    const right = found.find((one) => one.value === sent);
    if (right) return met(words(right, sent));
    const expected = `${field}: ${sent} announced to listeners or in the statistics`;
    const { headers, statistics } = names[field];
    if (found.length === 0) return broken(expected, `none of ${[...headers, ...statistics].join(', ')}`);
    return broken(
      expected,
      found.map((one) => words(one, sent)).join('; '),
      ...found.map((one) => one.place),
    );
  };

const asciiBeginning = (text: string): string => /^[\x20-\x7e]*/.exec(text)?.[0] ?? '';

/**
 * The value is announced, and nowhere in another form: each place that shows a text which begins in the same way
 * shows all of it as it was sent.
 */
export const unharmed =
  (field: AnnouncedField, sent: string): Check =>
  (seen) => {
    const outcome = announced(field, sent)(seen);
    if (outcome.outcome !== 'met') return outcome;
    const harmed = [...inHeaders(seen, field), ...inStatistics(seen, field)].filter(
      ({ value }) => value !== sent && value.startsWith(asciiBeginning(sent)),
    );
    if (harmed.length === 0) return outcome;
    const actual = harmed.map((one) => words(one, sent)).join('; ');
    return broken(`${field}: ${sent} wherever it is shown`, actual, ...harmed.map((one) => one.place));
  };

/** A header that no server knows is not handed on to listeners. */
export const notEchoed =
  (header: string): Check =>
  (seen) => {
    if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const response = exchangeOf(seen, 'listener')?.response;
    if (response === undefined || !isSuccess(response)) {
      return unclear('prerequisite-missing', 'no listener was answered');
    }
    const value = valueOf(response.head, header);
    return value === undefined
      ? met()
      : broken('no header of the source’s own making', `${header}: ${printable(value)}`, response.place);
  };

/** The public statistics can be parsed, whatever sources say of themselves. */
export const readableStatistics: Check = (seen) => {
  const page = seen.pages.find((one) => one.page === 'status');
  if (page?.status !== 200) return unclear('prerequisite-missing', 'the public statistics were not answered');
  const readable = parseJson(page.text ?? '') !== undefined;
  return readable
    ? met()
    : broken('statistics that are JSON', 'a page that no JSON parser takes', { event: page.number });
};
