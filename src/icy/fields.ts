/**
 * The fields of ICY-META 2.1 in the order of the document: under which name a server publishes each, how its values
 * read, and examples of values that are right and wrong. Parser, peers, checks, vectors and `fixtures/icy/fields.md`
 * are made from this table or held against it.
 */
import {
  accountOrAddress,
  bitRate,
  emoji,
  flag,
  handle,
  hashtags,
  language,
  oneOf,
  region,
  resolution,
  seconds,
  stationId,
  text,
  token,
  version,
  webAddress,
} from './grammars.ts';
import type { Grammar } from './grammars.ts';

export { isIcy2 } from './icy-version.ts';

/** The parts of the document that have fields. */
export type IcyGroup = 'core' | 'podcast' | 'video' | 'social' | 'access' | 'verification';

export interface IcyField {
  /** The name in the statistics of a server; absent where the value must not be published. */
  readonly statistic?: string;
  readonly group: IcyGroup;
  /** What the field tells: `the name of the station`. */
  readonly what: string;
  /** The grammar in words, for Markdown. */
  readonly form: string;
  readonly grammar: Grammar;
  /** Values that are right; the first is the document's own, where it has one. */
  readonly good: readonly [string, ...string[]];
  /** Values that are not right, wrong or unusual; every one of them can stand in the head of a request. */
  readonly bad: readonly [string, ...string[]];
}

export const icyFields = {
  'icy-metadata-version': {
    statistic: 'icy2-version',
    group: 'core',
    what: 'the version of ICY-META that the source speaks',
    form: '`2.` and a number',
    grammar: version,
    good: ['2.1', '2.0', '2.10'],
    bad: ['1.0', 'v2.1', '2'],
  },
  'icy-station-id': {
    statistic: 'icy2-station-id',
    group: 'core',
    what: 'the identity of the station',
    form: 'letters, digits and hyphens',
    grammar: stationId,
    good: ['station-12345', 'my-radio-001'],
    bad: ['a b', '_x'],
  },
  'icy-name': {
    statistic: 'server_name',
    group: 'core',
    what: 'the name of the station',
    form: 'text',
    grammar: text,
    good: ['Mcaster1 Electronic Radio', 'Радио «Маяк» 🎵'],
    bad: [''],
  },
  'icy-url': {
    statistic: 'server_url',
    group: 'core',
    what: 'the web site of the station',
    form: 'an address of http or https',
    grammar: webAddress,
    good: ['https://mcaster1.com'],
    bad: ['ftp://x', 'not a url'],
  },
  'icy-genre': {
    statistic: 'genre',
    group: 'core',
    what: 'the genre of the stream',
    form: 'text',
    grammar: text,
    good: ['Electronic', 'Rock/Alternative'],
    bad: [''],
  },
  'icy-br': {
    statistic: 'bitrate',
    group: 'core',
    what: 'the bit rate, in kbit/s',
    form: 'a whole number',
    grammar: bitRate,
    good: ['128', '320'],
    bad: ['abc', '-1', '128k', '0'],
  },
  'icy-pub': {
    statistic: 'public',
    group: 'core',
    what: 'whether directories may list the stream',
    form: '`0` or `1`',
    grammar: flag,
    good: ['1', '0'],
    bad: ['2', 'yes'],
  },
  'icy-podcast-host': {
    statistic: 'icy2-podcast-host',
    group: 'podcast',
    what: 'who presents the show',
    form: 'text',
    grammar: text,
    good: ['John Smith and Jane Doe'],
    bad: [''],
  },
  'icy-podcast-rss': {
    statistic: 'icy2-podcast-rss',
    group: 'podcast',
    what: 'the RSS or Atom feed of the show',
    form: 'an address of http or https',
    grammar: webAddress,
    good: ['https://example.com/podcast.rss'],
    bad: ['rss://x'],
  },
  'icy-podcast-episode': {
    statistic: 'icy2-podcast-episode',
    group: 'podcast',
    what: 'the title or the number of the episode',
    form: 'text; it may have colons',
    grammar: text,
    good: ['Episode 42: The Future of Streaming', 'Live Set #142'],
    bad: [''],
  },
  'icy-duration': {
    statistic: 'icy2-duration',
    group: 'podcast',
    what: 'how long the show is expected to be, in seconds',
    form: 'a whole number',
    grammar: seconds,
    good: ['3600', '0'],
    bad: ['1:00:00', '-5', '3600.5'],
  },
  'icy-language': {
    statistic: 'icy2-language',
    group: 'podcast',
    what: 'the language that is spoken',
    form: 'a code of ISO 639-1, with or without a hyphen and a country of ISO 3166-1',
    grammar: language,
    good: ['en', 'en-US', 'es', 'fr', 'de', 'ja'],
    bad: ['english', 'EN_us', 'eng'],
  },
  'icy-video-type': {
    statistic: 'icy2-video-type',
    group: 'video',
    what: 'what kind of video it is',
    form: '`live`, `vod` or `short`',
    grammar: oneOf('live', 'vod', 'short'),
    good: ['live', 'vod', 'short'],
    bad: ['LIVE!', 'clip'],
  },
  'icy-video-link': {
    statistic: 'icy2-video-link',
    group: 'video',
    what: 'where the video can be seen',
    form: 'an address of http or https',
    grammar: webAddress,
    good: ['https://youtube.com/watch?v=abc123'],
    bad: ['javascript:alert(1)'],
  },
  'icy-video-title': {
    statistic: 'icy2-video-title',
    group: 'video',
    what: 'the title of the video',
    form: 'text',
    grammar: text,
    good: ['Live DJ Set from Studio A'],
    bad: [''],
  },
  'icy-video-platform': {
    statistic: 'icy2-video-platform',
    group: 'video',
    what: 'who shows the video',
    form: '`youtube`, `twitch`, `kick`, `rumble`, `vimeo` or `custom`',
    grammar: oneOf('youtube', 'twitch', 'kick', 'rumble', 'vimeo', 'custom'),
    good: ['youtube', 'twitch', 'kick', 'rumble', 'vimeo', 'custom'],
    bad: ['', 'tiktok'],
  },
  'icy-video-resolution': {
    statistic: 'icy2-video-resolution',
    group: 'video',
    what: 'the resolution of the video',
    form: 'lines, thousands of columns, or both measures',
    grammar: resolution,
    good: ['1080p', '4K', '720p'],
    bad: ['', 'big'],
  },
  'icy-dj-handle': {
    statistic: 'icy2-dj-handle',
    group: 'social',
    what: 'the account of whoever is on the air',
    form: '`@` and a name',
    grammar: handle,
    good: ['@djmaster'],
    bad: ['', 'dj master'],
  },
  'icy-social-twitter': {
    statistic: 'icy2-social-twitter',
    group: 'social',
    what: 'the account at Twitter or X',
    form: '`@` and a name, or an address of http or https',
    grammar: accountOrAddress,
    good: ['@mcaster1dnas', 'https://twitter.com/mcaster1dnas'],
    bad: ['x y'],
  },
  'icy-social-ig': {
    statistic: 'icy2-social-instagram',
    group: 'social',
    what: 'the account at Instagram',
    form: '`@` and a name, or an address of http or https',
    grammar: accountOrAddress,
    good: ['@mcaster1official'],
    bad: ['x y'],
  },
  'icy-social-tiktok': {
    statistic: 'icy2-social-tiktok',
    group: 'social',
    what: 'the account at TikTok',
    form: '`@` and a name, or an address of http or https',
    grammar: accountOrAddress,
    good: ['@mcaster1'],
    bad: ['x y'],
  },
  'icy-emoji': {
    statistic: 'icy2-emoji',
    group: 'social',
    what: 'the mood of the stream',
    form: 'emoji',
    grammar: emoji,
    good: ['🎵🔥🎧💿', '🎵🔥🎧💿🌃', '👩‍🚀🏳️‍🌈'],
    bad: ['music'],
  },
  'icy-hashtags': {
    statistic: 'icy2-hashtags',
    group: 'social',
    what: 'what the stream is about',
    form: 'words with `#` before them, between blanks or commas',
    grammar: hashtags,
    good: ['#electronic #livemusic #dj', '#electronic,#house,#techno'],
    bad: ['electronic', '##x'],
  },
  'icy-auth-token': {
    group: 'access',
    what: 'what the source shows besides its credentials',
    form: '`Bearer`, a blank and a token',
    grammar: token,
    good: ['Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln'],
    bad: ['token'],
  },
  'icy-nsfw': {
    statistic: 'icy2-nsfw',
    group: 'access',
    what: 'whether the content is explicit',
    form: '`0` or `1`',
    grammar: flag,
    good: ['0', '1'],
    bad: ['false', '2'],
  },
  'icy-ai-generated': {
    statistic: 'icy2-ai-generated',
    group: 'access',
    what: 'whether the content is generated by AI',
    form: '`0` or `1`',
    grammar: flag,
    good: ['0', '1'],
    bad: ['true', 'yes'],
  },
  'icy-geo-region': {
    statistic: 'icy2-geo-region',
    group: 'access',
    what: 'the region that the stream is for',
    form: 'a country of ISO 3166-1, with or without a part of it, or a region of its own',
    grammar: region,
    good: ['US', 'US-CA', 'EU', 'GLOBAL'],
    bad: ['', 'us'],
  },
  'icy-certificate-verify': {
    statistic: 'icy2-certificate-verify',
    group: 'verification',
    what: 'how the certificate of the source is verified',
    form: '`ssl`, `oauth`, `signed` or `none`',
    grammar: oneOf('ssl', 'oauth', 'signed', 'none'),
    good: ['ssl', 'oauth', 'signed', 'none'],
    bad: ['', 'magic'],
  },
  'icy-verification-status': {
    statistic: 'icy2-verification-status',
    group: 'verification',
    what: 'whether the source is verified, in its own words',
    form: '`verified`, `pending` or `unverified`',
    grammar: oneOf('verified', 'pending', 'unverified'),
    good: ['verified', 'pending', 'unverified'],
    bad: ['', 'gold'],
  },
} as const satisfies Readonly<Record<string, IcyField>>;

/** The name of a field, as it stands in the request of a source. */
export type IcyHeader = keyof typeof icyFields;

/** The name under which a server publishes a field. */
export type IcyStatistic = Extract<(typeof icyFields)[IcyHeader], { statistic: string }>['statistic'];

export const icyHeaders = Object.keys(icyFields) as readonly IcyHeader[];

/** The name in the statistics; `undefined` for the token, which must not be there. */
export const statisticOf = (header: IcyHeader): IcyStatistic | undefined => {
  const field: IcyField = icyFields[header];
  return field.statistic as IcyStatistic | undefined;
};
