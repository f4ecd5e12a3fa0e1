/** Values that would be markup, code or links if a server did not keep them text. */
import { survived } from '../../../src/scenario/checks/answers.ts';
import { inert, notLinked, wellFormed } from '../../../src/scenario/checks/icy2-conduct-pages.ts';
import { carried, unharmed } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { icy2, lookedAt, pagesForPeople, statistics, statsPage, statusPage } from './steps.ts';

const markup =
  'Tom & "Jerry" <script>ingestspec()</script> \'x\' <ingestspec-b>y</ingestspec-b> &amp; ]]> \\"z\\u0041';

const withMarkup = {
  'icy-name': `Name: ${markup}`,
  'icy-genre': `Genre: ${markup}`,
  'icy-podcast-host': `Host: ${markup}`,
  'icy-video-title': `Title: ${markup}`,
};

/** What breaks out of an attribute in quotes, and what must stay an address for all that. */
const outOfAttributes = {
  'icy-url': 'https://example.org/?a="onmouseover="ingestspec()"b="',
  'icy-video-link': "https://example.org/?a='onmouseover='ingestspec()'b='",
  'icy-podcast-rss': 'https://example.org/"><script>ingestspec()</script>',
};

const noWebAddresses = {
  'icy-url': 'javascript:ingestspec(1)',
  'icy-podcast-rss': 'data:text/html,<script>ingestspec(2)</script>',
  'icy-video-link': 'JavaScript:ingestspec(3)',
  'icy-social-twitter': 'vbscript:ingestspec(4)',
};

const onPages = (values: Readonly<Record<string, string>>): Step[] =>
  lookedAt(icy2(values), ...statistics, ...pagesForPeople);

export const escaping = suite('icy2/escaping', {
  'markup-in-json': {
    title: 'text with markup, quotes and backslashes in it, in the public statistics',
    needs: ['statistics'],
    send: lookedAt(icy2(withMarkup), statusPage),
    expect: { 'ICY2-STATS-escape': wellFormed },
  },
  'markup-in-xml': {
    title: 'text with markup in it, in the statistics of the administrator',
    needs: ['admin'],
    send: lookedAt(icy2(withMarkup), statsPage),
    expect: { 'ICY2-STATS-escape': wellFormed },
  },
  'markup-comes-back': {
    title: 'text with markup in it, which is the same again once it was read from the statistics',
    needs: ['statistics'],
    send: lookedAt(icy2(withMarkup), ...statistics),
    expect: { 'ICY2-STATS-escape': unharmed(withMarkup) },
  },
  'markup-on-pages': {
    title: 'text with markup in it, on the pages for people',
    send: onPages(withMarkup),
    expect: { 'ICY2-STATS-escape': inert },
  },
  'quotes-in-addresses': {
    title: 'addresses with quotes in them, on the pages for people and in the statistics',
    needs: ['statistics'],
    send: onPages(outOfAttributes),
    expect: { 'ICY2-STATS-escape': [wellFormed, inert] },
  },
  'scripts-for-addresses': {
    title: 'addresses that are scripts: kept as text, and no link',
    needs: ['statistics'],
    send: onPages(noWebAddresses),
    expect: {
      'ICY2-URL-01': [survived, silent(notLinked), silent(carried({ 'icy-url': noWebAddresses['icy-url'] }))],
    },
  },
});
