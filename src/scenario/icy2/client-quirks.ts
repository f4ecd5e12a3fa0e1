/** How our source client can be told to deviate from ICY-META 2.1; each is the mutant of some scenario. */
import { icyHeaders } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';

const conduct = {
  // The version, and the minimum
  'omits-icy2': 'sends no field of ICY-META 2, as source clients of ICY1 do',
  'omits-icy2-version': 'does not announce ICY-META 2, and sends its fields',
  'repeats-icy2-version': 'sends icy-metadata-version twice',
  'icy2-version-beforehand':
    'announces ICY-META 2 in a request of its own before the one that has the stream',
  'icy-meta-names': 'sends the fields under the names of version 2.2 alone, icy-meta-*',
  'omits-station-id': 'sends no icy-station-id',
  'omits-icy-name': 'sends no icy-name',
  'omits-icy-genre': 'sends no icy-genre',
  'forgets-icy2-version-on-reconnection': 'announces ICY-META 2 on its first connection alone',
  'station-id-of-the-connection': 'makes up another station id for each connection',
  'station-id-of-the-session': 'makes up another station id each time it is started',

  // The head
  'blank-lines-between-fields': 'puts a blank line between two groups of fields, as the printed example does',
  'blank-line-before-stream': 'puts a blank line between the head and its stream',
  'sends-empty-fields': 'sends fields that it has no value for, empty',
  'repeats-icy-name': 'sends icy-name twice',

  // Values
  'latin1-icy-fields': 'sends the text of ICY fields in ISO-8859-1',
  'icy-fields-encoded-twice': 'encodes the text of ICY fields as UTF-8 twice',
  'addresses-without-scheme': 'sends addresses that begin with the name of a host',
  'addresses-without-host': 'sends addresses that have a scheme and no host',
  'addresses-of-other-schemes': 'sends addresses that begin with ftp://',
  'addresses-with-blanks': 'sends addresses that are not percent-encoded',
  'sends-many-emoji': 'sends six emoji',
  'sends-many-hashtags': 'sends eleven hashtags',
  'omits-social-fields': 'names no social media account',
  'omits-content-flags': 'sends neither icy-nsfw nor icy-ai-generated',
  'omits-video-fields': 'sends no icy-video-* field with a video',

  // Tokens, and TLS
  'token-without-tls': 'sends its token though there is no TLS',
  'unsigned-token': 'sends a JSON Web Token without a signature',
  'long-lived-token': 'sends a token that is good for a year',
  'lasting-token': 'sends a token that does not expire',
  'token-for-any-mount': 'sends a token that names no mount point',
  'speaks-plain-to-https': 'speaks plain HTTP where it is given an address with https',

  // What it makes of servers
  'chokes-on-other-protocols': 'gives up on an answer that is none of HTTP',
  'demands-icy2-of-servers': 'gives up on a server that says nothing of ICY-META 2',
} as const;

type Wrong = { readonly [Name in IcyHeader as `wrong-${Name}`]: string };

const wrong = Object.fromEntries(
  icyHeaders.map((header) => [`wrong-${header}`, `sends a value of ${header} that is not right`]),
) as Wrong;

export const icy2ClientQuirks = { ...conduct, ...wrong } as const;

export type Icy2ClientQuirk = keyof typeof icy2ClientQuirks;
