/** What the document prints: its complete request, to the letter and as it was meant, and its two recipes for curl. */
import { accepted, refused } from '../../../src/scenario/checks/answers.ts';
import { notFallen, takenOverTls } from '../../../src/scenario/checks/icy2-conduct-answers.ts';
import { carried, noIcy2Names } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import type { SentValues } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { eitherOf, silent, under } from '../../../src/scenario/combine.ts';
import { asUtf8 } from '../../../src/http/message.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, endOf, frames, put } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan } from '../../../src/scenario/stimulus.ts';
import { expectationFirst, lookedAt, statistics } from './steps.ts';
import { secured } from './tls.ts';

/** The fields of the complete example in its groups, between which it has blank lines. */
const groups = [
  {
    'icy-metadata-version': '2.1',
    'icy-station-id': 'mcaster1-electronic-001',
    'icy-name': 'Mcaster1 Electronic Radio',
    'icy-url': 'https://mcaster1.com',
    'icy-genre': 'Electronic/House/Techno',
    'icy-br': '320',
    'icy-pub': '1',
  },
  {
    'icy-podcast-host': 'DJ Synthwave',
    'icy-podcast-rss': 'https://mcaster1.com/podcast.rss',
    'icy-podcast-episode': 'Live Set #142',
    'icy-duration': '7200',
    'icy-language': 'en-US',
  },
  {
    'icy-video-type': 'live',
    'icy-video-link': 'https://youtube.com/watch?v=live-stream',
    'icy-video-title': 'Live from Studio 1',
    'icy-video-platform': 'youtube',
    'icy-video-resolution': '1080p',
  },
  {
    'icy-dj-handle': '@djsynthwave',
    'icy-social-twitter': '@mcaster1dnas',
    'icy-social-ig': '@mcaster1official',
    'icy-social-tiktok': '@mcaster1music',
    'icy-emoji': '🎵🔥🎧💿🌃',
    'icy-hashtags': '#electronic #house #techno #livemusic',
  },
  { 'icy-nsfw': '0', 'icy-ai-generated': '0', 'icy-geo-region': 'GLOBAL' },
  { 'icy-certificate-verify': 'ssl', 'icy-verification-status': 'verified' },
] as const satisfies readonly SentValues[];

const printed = groups
  .map((group) =>
    Object.entries(group)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join(''),
  )
  .join('\r\n');

const all: SentValues = Object.fromEntries(groups.flatMap((group) => Object.entries(group)));

/** What need not be published: the example of the statistics does not have it (E-ICY-04). */
const perhaps: SentValues = groups[5];

const without = (sent: SentValues, ...headers: readonly string[]): SentValues =>
  Object.fromEntries(Object.entries(sent).filter(([header]) => !headers.includes(header)));

/** The mount point may override the flag for directories (E-ICY-25). */
const surely = without(all, 'icy-pub', ...Object.keys(perhaps));

const asPrinted = (fields: SentValues): RequestPlan =>
  put({ userAgent: 'Mcaster1Encoder/1.0', fields: Object.entries<string>(fields) });

const basic: SentValues = {
  'icy-metadata-version': '2.1',
  'icy-station-id': 'test-001',
  'icy-name': 'Test Station',
  'icy-genre': 'Test',
};

const full: SentValues = {
  'icy-metadata-version': '2.1',
  'icy-station-id': 'full-test-999',
  'icy-name': 'Full ICY2 Test Stream',
  'icy-genre': 'Electronic/Test',
  'icy-url': 'https://mcaster1.com',
  'icy-br': '128',
  'icy-pub': '1',
  'icy-podcast-host': 'DJ Test',
  'icy-podcast-rss': 'https://mcaster1.com/rss',
  'icy-video-type': 'live',
  'icy-video-platform': 'youtube',
  'icy-dj-handle': '@testdj',
  'icy-social-twitter': '@mcaster1',
  'icy-emoji': '🎵🔥',
  'icy-hashtags': '#test #icy2',
  'icy-nsfw': '0',
  'icy-ai-generated': '0',
};

/** What curl makes of a recipe: its own fields, then those it was given, in the order in which they were. */
const recipe = (fields: SentValues): RequestPlan =>
  put({
    userAgent: 'curl/8.5.0',
    contentType: undefined,
    fields: [['Accept', '*/*'], ...Object.entries<string>(fields), ['Content-Type', 'audio/mpeg']],
    authorizationAt: 'last',
  });

const allOfIt = [carried(without(full, 'icy-pub')), under('E-ICY-25', silent(carried({ 'icy-pub': '1' })))];

export const example = suite('icy2/example', {
  'with-its-blank-lines': {
    title: 'the complete example to the letter: its blank lines make a body of its fields',
    needs: ['statistics'],
    send: [
      {
        do: 'request',
        conn: 'source',
        plan: put({ userAgent: 'Mcaster1Encoder/1.0', expect: undefined, framing: { by: 'close' } }),
      },
      { do: 'write', conn: 'source', text: asUtf8(`${printed}\r\n`) },
      frames(40),
      ...statistics,
      endOf('fin'),
      awaitFinal(),
    ],
    expect: { 'ICY2-EX-01': [notFallen, eitherOf(refused, noIcy2Names)] },
  },
  'as-it-was-meant': {
    title: 'the complete example without its blank lines',
    needs: ['icy2', 'statistics'],
    send: lookedAt(expectationFirst(asPrinted(all)), ...statistics),
    expect: {
      'ICY2-EX-02': [
        under('E-ICY-22', accepted),
        under('E-ICY-22', carried(surely)),
        under('E-ICY-04', carried(perhaps)),
      ],
    },
  },
  'curl-basic': {
    title: 'the short recipe for curl',
    send: lookedAt(recipe(basic)),
    expect: { 'ICY2-CURL-1': accepted },
  },
  'curl-basic-over-tls': {
    title: 'the short recipe for curl, over TLS as it is printed',
    needs: ['icy2', 'statistics', 'https'],
    send: [secured, ...lookedAt(recipe(basic), ...statistics)],
    expect: { 'ICY2-CURL-1': [takenOverTls, carried(basic)] },
  },
  'curl-full': {
    title: 'the long recipe for curl',
    needs: ['icy2', 'statistics'],
    send: lookedAt(recipe(full), ...statistics),
    expect: { 'ICY2-CURL-2': [accepted, ...allOfIt] },
  },
  'curl-full-over-tls': {
    title: 'the long recipe for curl, over TLS as it is printed',
    needs: ['icy2', 'statistics', 'https'],
    send: [secured, ...lookedAt(recipe(full), ...statistics)],
    expect: { 'ICY2-CURL-2': [takenOverTls, ...allOfIt] },
  },
});
