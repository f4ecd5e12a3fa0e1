/** What the statistics said of a source while it was streaming, and under which names fields of it are found there. */
import { icyFields, icyHeaders, statisticOf } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { asUtf8 } from '../../http/message.ts';
import type { At, Observations, Place } from '../../trace/observations.ts';
import type { Page } from '../../trace/event.ts';
import type { Outcome, Unclear } from '../check.ts';
import { unclear } from '../combine.ts';
import { connectionOf, exchangeOf, refusalOf } from '../select.ts';
import { statisticsOf } from '../statistics.ts';
import type { MountStatistics } from '../statistics.ts';
import { neverAsked, printable, turnedAway } from '../words.ts';

/** What one page says of a mount point. */
export interface Shown {
  /** How the page is called in findings. */
  readonly where: string;
  readonly values: MountStatistics;
  readonly place: Place;
}

/** A field as a source of the scenario sent it; the source is named by its connection. */
export interface Sent {
  readonly source: string;
  readonly value: string;
}

const pageWords = ({ page }: Page): string => {
  if (page === 'status') return 'the public statistics (JSON)';
  return page === 'stats' ? 'the statistics of the administrator (XML)' : page;
};

/** A published value as it can be printed, in short: pages are foreign text. */
export const valueWords = (value: string): string => printable(asUtf8(value.slice(0, 200)), 100);

/** How many names a finding lists. */
const namesAtMost = 12;

/** What is published under some names, in short. */
export const entryWords = (names: readonly string[], values: MountStatistics): string => {
  const shown = names
    .slice(0, namesAtMost)
    .map((name) => `${valueWords(name)}: ${valueWords(values[name] ?? '')}`)
    .join(', ');
  return names.length > namesAtMost ? `${shown} and ${String(names.length - namesAtMost)} more` : shown;
};

/** Whether a connection is one of a source; listeners come and go beside it. */
const isSource = (label: string): boolean => !label.startsWith('listener');

/** The pages that were fetched after a source had come, and before it went or the next one came. */
export const pagesDuring = (seen: Observations, source: string): At<Page>[] => {
  const connection = connectionOf(seen, source);
  if (connection === undefined) return [];
  const from = connection.place.event;
  const next = seen.connections
    .filter(({ label, place }) => isSource(label) && label !== source && place.event > from)
    .map(({ place }) => place.event);
  const until = Math.min(connection.ends[0]?.number ?? Infinity, ...next);
  return seen.pages.filter(({ number }) => number > from && number < until);
};

/** The pages that were fetched after a source had gone. */
export const pagesAfter = (seen: Observations, source: string): At<Page>[] => {
  const end = connectionOf(seen, source)?.ends[0];
  return end === undefined ? [] : seen.pages.filter(({ number }) => number > end.number);
};

/** What pages say of the mount point, as far as they were answered and name it. */
export const readFrom = (pages: readonly At<Page>[], mount: string): Shown[] =>
  pages.flatMap((page) => {
    const values = page.status === 200 ? statisticsOf(page.text ?? '', mount) : undefined;
    return values === undefined ? [] : [{ where: pageWords(page), values, place: { event: page.number } }];
  });

/**
 * What was published of a source while it was streaming.
 *
 * @param suffix what stands behind the mount point of the scenario in that of the source
 */
export const shownOf = (seen: Observations, source: string, suffix = ''): Shown[] =>
  readFrom(pagesDuring(seen, source), `${seen.parameters.mount}${suffix}`);

/** Why nothing can be said of the statistics of a source: it was not sent, or turned away. */
export const notOnAir = (seen: Observations, source: string): Unclear | undefined => {
  if (exchangeOf(seen, source) === undefined) return neverAsked(seen, source);
  const refusal = refusalOf(seen, source);
  return refusal ? turnedAway(source, refusal) : undefined;
};

/** Judges what was published of a source, where any of it could be seen. */
export const ofShown = (
  seen: Observations,
  source: string,
  judge: (shown: readonly Shown[]) => Outcome,
): Outcome => {
  const off = notOnAir(seen, source);
  if (off) return off;
  const shown = shownOf(seen, source);
  return shown.length === 0
    ? unclear('prerequisite-missing', 'no page of statistics was answered that names the mount point')
    : judge(shown);
};

const core = ['icy-name', 'icy-url', 'icy-genre', 'icy-br', 'icy-pub'] as const satisfies IcyHeader[];

const isCore = (header: IcyHeader): boolean => (core as readonly IcyHeader[]).includes(header);

/** The names with prefix that stand as well as the older names of the core fields (E-ICY-05). */
export const alternativesOf = (header: IcyHeader): readonly string[] => {
  const statistic = statisticOf(header);
  if (!isCore(header) || statistic === undefined) return [];
  return [`icy2-${header.slice('icy-'.length)}`, `icy2-${statistic}`];
};

/** What servers publish of every mount point, whatever its source says of itself. */
const ofEveryMount =
  /listen|connect|bytes|_start|_peak|_rate$|_time$|_kbps$|queue|^(server_type|content_?type|mount|title|artist|user_agent|source_ip|channels|samplerate|quality|subtype|dummy|metadata_updated|yp_currently_playing)$/;

const namesOfOthers = (header: IcyHeader): ReadonlySet<string> =>
  new Set(
    icyHeaders
      .filter((other) => other !== header)
      .flatMap((other) => [statisticOf(other) ?? '', ...alternativesOf(other)]),
  );

/** The names under which a value is published that cannot be another field’s: its own, or one that nobody knows. */
export const carriersOf = (header: IcyHeader, value: string, values: MountStatistics): string[] => {
  const own = [statisticOf(header), ...alternativesOf(header)];
  const others = namesOfOthers(header);
  return Object.entries(values)
    .filter(
      ([name, text]) =>
        text === value && (own.includes(name) || !(others.has(name) || ofEveryMount.test(name))),
    )
    .map(([name]) => name);
};

/** The names that only ICY2 sources have. */
export const icy2NamesIn = (values: MountStatistics): string[] =>
  Object.keys(values).filter((name) => name.startsWith('icy2-'));

/** Flags of which 0 is the default, so that a server may leave a 0 out (E-ICY-07). */
export const isDefault = (header: IcyHeader, value: string): boolean =>
  (header === 'icy-nsfw' || header === 'icy-ai-generated') && value === '0';

/** Text of a field that ICY1 had, taken for the charset of the mount point and encoded once more (E-ICY-24). */
export const isGarbled = (header: IcyHeader, value: string, values: MountStatistics): boolean => {
  const garbled = asUtf8(value);
  return isCore(header) && garbled !== value && carriersOf(header, garbled, values).length > 0;
};

/** Whether a header has a statistic at all; the token must not. */
export const isPublished = (header: IcyHeader): boolean => 'statistic' in icyFields[header];
