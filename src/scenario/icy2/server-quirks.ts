/** How our server can be told to deviate from ICY-META 2.1; each is the mutant of some scenario, or seen in the field. */
import { icyHeaders, statisticOf } from '../../icy/fields.ts';
import type { IcyHeader, IcyStatistic } from '../../icy/fields.ts';

const conduct = {
  // Which sources speak ICY2
  'speaks-icy1-only': 'knows nothing of ICY-META 2, as Icecast 2.4.4 does not',
  'reads-icy2-without-version': 'publishes ICY2 fields of sources that announce no version',
  'takes-any-version': 'takes every value of icy-metadata-version for ICY2',
  'knows-2.1-only': 'takes ICY-META 2.1 for ICY2, and no other 2.x',
  'needs-digits-in-versions': 'takes 2. and digits for ICY2, and nothing else that begins with 2.',
  'refuses-unknown-versions': 'answers 400 to a version that it does not know',
  'case-sensitive-version-field': 'knows icy-metadata-version in lower case alone',
  'needs-version-first': 'reads the version only where it comes before all other fields of ICY',
  'stays-icy2': 'goes on reading a mount point as ICY2 once a source on it was',
  'demands-station-id': 'refuses an ICY2 source without icy-station-id',
  'demands-more-than-the-minimum': 'refuses an ICY2 source that sends no more than the minimal four fields',
  'icy2-over-plain-http-only': 'does not read ICY2 fields that come over TLS',
  'refuses-icy1-sources': 'refuses a source that announces no version',
  'forgets-icy1-fields-without-version': 'reads icy-name and the like of ICY2 sources alone',
  'forgets-icy1-fields-with-version': 'does not read icy-name and the like of ICY2 sources',
  'refuses-unknown-icy-fields': 'answers 400 to an icy-* field that it does not know',
  'reads-fields-from-the-body': 'takes lines at the beginning of a body for fields',
  'falls-over-the-printed-example': 'answers 500 to a body that begins with lines of fields',
  'reads-icy-meta-names-only': 'knows the fields by the names of version 2.2 alone, icy-meta-*',
  'refuses-posts-in-error': 'answers 500 to POST',
  'splits-at-every-colon': 'cuts the line of a field at its second colon',

  // What is published
  'leaves-icy2-out-of-json': 'publishes ICY2 fields to the administrator alone, in XML',
  'leaves-icy2-out-of-xml': 'publishes ICY2 fields in JSON alone',
  'drops-zero-flags': 'does not publish flags that are 0, as Mcaster1DNAS 2.6.0 does not',
  'flags-by-default': 'publishes icy2-nsfw and icy2-ai-generated as 1 where a source says nothing',
  'publishes-flags-as-words': 'publishes flags as true and false',
  'keeps-metadata-of-gone-sources': 'goes on publishing the fields of a source that has gone',
  'inherits-metadata':
    'publishes what an earlier source of the mount point said where a later one says nothing',
  'keeps-first-metadata': 'publishes what the first source of a mount point said for all that follow',
  'mixes-up-mounts': 'publishes the fields of the newest source under all mount points',
  'garbles-icy2-text': 'takes the text of ICY2 fields for ISO-8859-1',
  'loses-4-byte-icy2-text': 'replaces characters of four bytes in ICY2 fields by a question mark',
  'prints-invalid-utf-8': 'publishes bytes that are not UTF-8 as they came',
  'trips-over-invalid-utf-8': 'answers 500 to ICY2 fields that are not UTF-8',
  'shortens-languages': 'publishes the language without its region',
  'doubts-verification': 'publishes unverified, whatever a source says of its own verification',
  'escapes-twice': 'publishes the character references of markup in its statistics',
  'links-any-address': 'makes links of addresses in its pages, whatever their scheme',
  'does-not-escape-pages': 'prints fields into its HTML pages as they are',

  // Limits
  'drops-icy-fields-beyond-32-lines':
    'reads the first 32 lines of a head and drops the rest, credentials too',
  'cuts-long-values': 'publishes the first 255 bytes of a value',
  'falls-over-long-values': 'answers 500 to a value of more than 1024 bytes',
  'falls-over-many-fields': 'answers 500 to more than 48 fields',

  // Tokens, and who may send
  'publishes-token': 'publishes icy-auth-token in its statistics, as Mcaster1DNAS 2.6.0 does',
  'tells-the-administrator-the-token': 'shows icy-auth-token in the statistics of the administrator',
  'relays-token': 'hands icy-auth-token to listeners, as Icecast 2.4.4 does',
  'shows-token-on-pages': 'prints icy-auth-token in its HTML pages',
  'any-token-opens': 'lets everybody in who sends a token',
  'token-beats-password': 'does not look at the password of a source that sends a token',
  'refuses-tokens': 'answers 400 to a source that sends a token',
  'forgets-tokens': 'does not take the token that it made for a mount point in place of credentials',
  'no-sources-over-tls': 'refuses sources over TLS',

  // Listeners
  'forgets-icy-headers': 'tells listeners no icy-* fields',
  'no-metaint': 'gives no metadata to a listener that asks for it',
  'metaint-unasked': 'puts metadata into the stream of a listener that did not ask',
  'wrong-metaint': 'puts metadata elsewhere than where it announces',
  'repeats-titles': 'puts the title into every block, whether it is news or not',
  'title-beside-the-block': 'puts an update into the stream between two blocks',
  'overlong-blocks': 'announces another length of a block than it has',
  'loses-byte-at-block': 'loses a byte of the stream at each block',
} as const;

type Misnamed = { readonly [Name in IcyStatistic as `misnames-${Name}`]: string };
type TripsOver = { readonly [Name in IcyHeader as `trips-over-${Name}`]: string };

const misnamed = Object.fromEntries(
  icyHeaders.flatMap((header) => {
    const name = statisticOf(header);
    return name === undefined
      ? []
      : [[`misnames-${name}`, `publishes ${header} under another name than ${name}`]];
  }),
) as Misnamed;

const tripsOver = Object.fromEntries(
  icyHeaders.map((header) => [
    `trips-over-${header}`,
    `answers 500 to a value of ${header} that is not right`,
  ]),
) as TripsOver;

export const icy2ServerQuirks = { ...conduct, ...misnamed, ...tripsOver } as const;

export type Icy2ServerQuirk = keyof typeof icy2ServerQuirks;
