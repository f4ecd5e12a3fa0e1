/** What pages become when sources put markup, addresses or bytes that are no text into their fields. */
import { notUtf8 } from '../../trace/event.ts';
import type { Page } from '../../trace/event.ts';
import type { At, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, refusalOf } from '../select.ts';
import { parseJson } from '../statistics.ts';
import { neverAsked, printable, turnedAway } from '../words.ts';
import { asUtf8 } from '../../http/message.ts';
import { faultOfXml, tagsOf } from './icy2-conduct-markup.ts';
import type { Tag } from './icy2-conduct-markup.ts';

/** The word by which a scenario knows its own values again, wherever they turn up. */
export const mark = 'ingestspec';

const words = (text: string): string => printable(asUtf8(text.trim()));

const speaksOf = (page: Page, mount: string): boolean => (page.text ?? '').includes(mount.replace(/^\//, ''));

/** Judges the pages of these names that were answered, once a source was taken. */
const ofPages =
  (names: readonly string[], judge: (pages: readonly At<Page>[], seen: Observations) => Outcome): Check =>
  (seen) => {
    if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const refusal = refusalOf(seen, 'source');
    if (refusal) return turnedAway('source', refusal);
    const asked = seen.pages.filter(({ page }) => names.includes(page));
    const fallen = asked.find(({ status }) => status === undefined || status >= 500);
    if (fallen)
      return broken(
        'a page',
        fallen.status === undefined
          ? `no answer to ${fallen.page} (${fallen.error ?? 'none came'})`
          : `status ${String(fallen.status)} for ${fallen.page}`,
        { event: fallen.number },
      );
    const pages = asked.filter((page) => page.status === 200 && speaksOf(page, seen.parameters.mount));
    return pages.length === 0
      ? unclear('prerequisite-missing', `none of ${names.join(', ')} shows the mount point`)
      : judge(pages, seen);
  };

const statistics = ['status', 'stats'];

/** The pages for people: tables of the mount points, and the line of SHOUTcast. */
export const pagesForPeople = ['/status.xsl', '/7.html'];

const faultOf = (page: Page): string | undefined => {
  const text = (page.text ?? '').trim();
  if (!text.startsWith('<'))
    return parseJson(text) === undefined ? 'text that no JSON parser takes' : undefined;
  return faultOfXml(text.replace(/^\ufeff/, ''));
};

/** The statistics are JSON or XML that can be parsed. */
export const wellFormed: Check = ofPages(statistics, (pages) => {
  for (const page of pages) {
    const fault = faultOf(page);
    if (fault !== undefined)
      return broken('statistics that are well-formed', `${page.page}: ${fault}`, { event: page.number });
  }
  return met(pages.map(({ page }) => page).join(', '));
});

/** Statistics and pages are UTF-8, whatever sources send. */
export const inUtf8: Check = ofPages([...statistics, ...pagesForPeople], (pages) => {
  const other = pages.find(({ error }) => error === notUtf8);
  return other === undefined
    ? met(pages.map(({ page }) => page).join(', '))
    : broken('pages that are UTF-8', `bytes in ${other.page} that are not`, { event: other.number });
});

const isMarked = (text: string): boolean => text.includes(mark);

/** What of a value a browser would take for markup: an element of its own, a script, or an event handler. */
const liveIn = (tag: Tag): string | undefined => {
  if (tag.name.startsWith(mark)) return `the element <${tag.name}>`;
  if (tag.name === 'script' && isMarked(tag.content)) return `the script “${words(tag.content)}”`;
  const handler = tag.attributes.find(([name, value]) => name.startsWith('on') && isMarked(value));
  return handler && `the handler ${handler[0]} of <${tag.name}>`;
};

/** Nothing that a source says becomes an element, a script or an event handler of a page. */
export const inert: Check = ofPages(pagesForPeople, (pages) => {
  for (const page of pages) {
    for (const tag of tagsOf(page.text ?? '')) {
      const live = liveIn(tag);
      if (live !== undefined)
        return broken('text that stays text', `${live} in ${page.page}`, { event: page.number });
    }
  }
  return met(pages.map(({ page }) => page).join(', '));
});

const leading = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'];

/** What browsers ignore before and inside of a scheme. */
const stripped = (address: string): string => address.replace(/[\x00-\x20]/g, '');

/** No link of a page leads to an address that a source sent and that is none of the web. */
export const notLinked: Check = ofPages(pagesForPeople, (pages) => {
  for (const page of pages) {
    for (const { name, attributes } of tagsOf(page.text ?? '')) {
      const link = attributes.find(
        ([attribute, value]) =>
          leading.includes(attribute) &&
          isMarked(value) &&
          /^[a-z][a-z0-9+.-]*:/i.test(stripped(value)) &&
          !/^https?:\/\//i.test(stripped(value)),
      );
      if (link)
        return broken(
          'links to http:// and https:// alone',
          `<${name} ${link[0]}="${words(link[1])}"> in ${page.page}`,
          { event: page.number },
        );
    }
  }
  return met(pages.map(({ page }) => page).join(', '));
});
