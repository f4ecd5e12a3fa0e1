/** Pages fetched beside the streams: updates of metadata, and the title that should come of them. */
import type { At, Observations } from '../../trace/observations.ts';
import type { Page } from '../../trace/event.ts';
import { utf8, valueOf } from '../../http/message.ts';
import { deinterleaver, readMetaint } from '../../icy/metaint.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, refusalOf } from '../select.ts';
import { statisticsOf } from '../statistics.ts';
import { neverAsked, turnedAway } from '../words.ts';

/** The page that was asked for by a path: an update of metadata. */
const updateOf = (seen: Observations): At<Page> | undefined =>
  seen.pages.find((page) => page.page.startsWith('/'));

const pageWords = (page: Page): string =>
  page.status === undefined ? `no answer (${page.error ?? 'none came'})` : `status ${String(page.status)}`;

/** The update was answered with a status of this kind. */
const updateAnswered =
  (expected: string, fits: (status: number) => boolean): Check =>
  (seen) => {
    const page = updateOf(seen);
    if (page === undefined) return unclear('not-triggered', 'the update was not sent');
    return page.status !== undefined && fits(page.status)
      ? met(pageWords(page))
      : broken(expected, pageWords(page), { event: page.number });
  };

export const updateTaken = updateAnswered('the update answered with 200', (status) => status === 200);
export const updateRefused = updateAnswered(
  'the update refused (401 or 403)',
  (status) => status === 401 || status === 403,
);
export const updateFailed = updateAnswered(
  'the update answered with 4xx',
  (status) => status >= 400 && status < 500,
);

/** Titles that the listener was shown between the bytes of the stream. */
const titlesHeard = (seen: Observations): string[] => {
  const response = exchangeOf(seen, 'listener')?.response;
  const metaint = readMetaint((response && valueOf(response.head, 'icy-metaint')) ?? '') ?? 0;
  if (response === undefined || metaint === 0) return [];
  const { metadata } = deinterleaver(metaint)(response.body.kept);
  return metadata.flatMap((block) => (block.StreamTitle === undefined ? [] : [block.StreamTitle]));
};

const titlesPublished = (seen: Observations): string[] =>
  seen.pages.flatMap((page) => {
    const statistics = statisticsOf(page.text ?? '', seen.parameters.mount) ?? {};
    return [statistics['title'], statistics['yp_currently_playing']].filter((title) => title !== undefined);
  });

const titles = (seen: Observations): string[] =>
  [...titlesHeard(seen), ...titlesPublished(seen)]
    .map((title) => utf8(title) ?? title)
    .filter((title) => title !== '');

const listOf = (found: readonly string[]): string =>
  found.length === 0 ? 'no title' : [...new Set(found)].map((title) => `“${title}”`).join(', ');

const whenTaken =
  (check: Check): Check =>
  (seen) => {
    if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const refusal = refusalOf(seen, 'source');
    return refusal ? turnedAway('source', refusal) : check(seen);
  };

/** The title reaches a listener, or the statistics. */
export const titleShown = (title: string): Check =>
  whenTaken((seen) => {
    const found = titles(seen);
    return found.includes(title) ? met() : broken(`the title “${title}”`, listOf(found));
  });

/** The title reaches neither. */
export const titleNotShown = (title: string): Check =>
  whenTaken((seen) =>
    titles(seen).includes(title) ? broken('the title unchanged', `“${title}” shown`) : met(),
  );
