/** The fields of ICY-META 2.1 that our source client sends, with the deviations that it is told to have. */
import { icyFields, icyHeaders } from '../../icy/fields.ts';
import type { IcyField, IcyHeader } from '../../icy/fields.ts';
import { asUtf8 } from '../../http/message.ts';
import { raw } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { tokenFor } from './auth-token.ts';
import type { Quirks } from './request.ts';

/** How much of ICY-META 2 it speaks. */
export type Icy2 = 'none' | 'minimal' | 'full';

/** The order of the fields: that of the document, the other way round, or shuffled, the same for the same number. */
export type FieldOrder = 'table' | 'reversed' | number;

export interface Icy2Plan {
  readonly fields: 'minimal' | 'full';
  readonly order: FieldOrder;
  /** The mount point, for which a token is good. */
  readonly mount: string;
  /** Whether the connection is secure: a token is sent over TLS only. */
  readonly secure: boolean;
  /** Not the first connection. */
  readonly again: boolean;
  /** A number of its own for this session, and one for this connection. */
  readonly session: number;
  readonly connection: number;
}

type Values = Readonly<Partial<Record<IcyHeader, string>>>;

const minimal: Values = {
  'icy-metadata-version': '2.1',
  'icy-station-id': 'counted-silence-1',
  'icy-name': 'Prüfstrom ☃',
  'icy-genre': 'Silence/Counting',
};

/** Values of our own, right by the grammars; the stream is made by a machine, and says so. */
const full: Values = {
  ...minimal,
  'icy-url': 'https://example.org/silence',
  'icy-br': '128',
  'icy-pub': '1',
  'icy-podcast-host': 'Zoë Zählerin',
  'icy-podcast-rss': 'https://example.org/silence/feed.xml',
  'icy-podcast-episode': 'Frame #7: the count goes on',
  'icy-duration': '5400',
  'icy-language': 'en-GB',
  'icy-video-type': 'live',
  'icy-video-link': 'https://example.org/silence/watch?quality=low',
  'icy-video-title': 'A room where somebody counts',
  'icy-video-platform': 'custom',
  'icy-video-resolution': '720p',
  'icy-dj-handle': '@counts_frames',
  'icy-social-twitter': '@counted_silence',
  'icy-social-ig': '@counted.silence',
  'icy-social-tiktok': 'https://example.org/@countedsilence',
  'icy-emoji': '🎧❄️🔢',
  'icy-hashtags': '#silence #counting #test',
  'icy-nsfw': '0',
  'icy-ai-generated': '1',
  'icy-geo-region': 'GB',
  'icy-certificate-verify': 'none',
  'icy-verification-status': 'unverified',
};

const hashtags = Array.from({ length: 11 }, (_, index) => `#tag${String(index)}`).join(' ');
const flags: readonly IcyHeader[] = ['icy-nsfw', 'icy-ai-generated'];
const addresses: readonly IcyHeader[] = ['icy-url', 'icy-podcast-rss', 'icy-video-link'];

const allAddresses = (value: string): Values =>
  Object.fromEntries(addresses.map((header) => [header, value]));

const stationId = (quirks: Quirks, { session, connection }: Icy2Plan): Values => {
  if (quirks.has('station-id-of-the-connection'))
    return { 'icy-station-id': `station-${String(connection)}` };
  if (quirks.has('station-id-of-the-session')) return { 'icy-station-id': `station-${String(session)}` };
  return {};
};

const deviations = (quirks: Quirks, plan: Icy2Plan): Values => ({
  ...stationId(quirks, plan),
  ...(quirks.has('addresses-without-scheme') ? allAddresses('example.org/silence') : {}),
  ...(quirks.has('addresses-without-host') ? allAddresses('http://') : {}),
  ...(quirks.has('addresses-of-other-schemes') ? allAddresses('ftp://example.org/silence') : {}),
  ...(quirks.has('addresses-with-blanks') ? allAddresses('https://example.org/the silence') : {}),
  ...(quirks.has('sends-many-emoji') ? { 'icy-emoji': '🎧🔢🎵🎹🥁🎺' } : {}),
  ...(quirks.has('sends-many-hashtags') ? { 'icy-hashtags': hashtags } : {}),
  ...(quirks.has('sends-empty-fields') ? { 'icy-podcast-host': '', 'icy-video-title': '' } : {}),
  ...Object.fromEntries(
    icyHeaders
      .filter((header) => header !== 'icy-auth-token' && quirks.has(`wrong-${header}`))
      .map((header) => [header, (icyFields[header] as IcyField).bad[0]]),
  ),
});

const isOmitted = (header: IcyHeader, quirks: Quirks, again: boolean): boolean => {
  if (header === 'icy-metadata-version') {
    const forgets = again && quirks.has('forgets-icy2-version-on-reconnection');
    return forgets || quirks.has('omits-icy2-version') || quirks.has('icy2-version-beforehand');
  }
  return (
    (header === 'icy-station-id' && quirks.has('omits-station-id')) ||
    (header === 'icy-name' && quirks.has('omits-icy-name')) ||
    (header === 'icy-genre' && quirks.has('omits-icy-genre')) ||
    (/^icy-(?:social|dj)-/.test(header) && quirks.has('omits-social-fields')) ||
    (flags.includes(header) && quirks.has('omits-content-flags')) ||
    (header.startsWith('icy-video-') && quirks.has('omits-video-fields'))
  );
};

/** The same shuffle for the same seed: Fisher and Yates, with a generator of Lehmer. */
const shuffled = <Item>(items: readonly Item[], seed: number): Item[] => {
  const left = [...items];
  let state = (Math.abs(Math.trunc(seed)) % 2147483646) + 1;
  return items.flatMap(() => {
    state = (state * 48271) % 2147483647;
    return left.splice(state % left.length, 1);
  });
};

const inOrder = (headers: readonly IcyHeader[], order: FieldOrder): readonly IcyHeader[] => {
  if (order === 'table') return headers;
  return order === 'reversed' ? [...headers].reverse() : shuffled(headers, order);
};

/** Latin-1 is what a string of characters up to 255 is already; what is beyond becomes a question mark. */
const asLatin1 = (text: string): string => text.replace(/[^\0-\xff]/gu, '?');

const written = (header: IcyHeader, value: string, quirks: Quirks): WrittenField => {
  const name = quirks.has('icy-meta-names') ? header.replace(/^icy-(?:metadata-)?/, 'icy-meta-') : header;
  if (quirks.has('latin1-icy-fields')) return [name, raw(asLatin1(value))];
  return [name, quirks.has('icy-fields-encoded-twice') ? asUtf8(value) : value];
};

const isRepeated = (header: IcyHeader, quirks: Quirks): boolean =>
  (header === 'icy-name' && quirks.has('repeats-icy-name')) ||
  (header === 'icy-metadata-version' && quirks.has('repeats-icy2-version'));

/** The fields of one request, in their order. */
export const icy2Fields = (plan: Icy2Plan, quirks: Quirks): WrittenField[] => {
  const hasToken = plan.fields === 'full' && (plan.secure || quirks.has('token-without-tls'));
  const values: Values = {
    ...(plan.fields === 'minimal' ? minimal : full),
    ...(hasToken ? { 'icy-auth-token': tokenFor(plan.mount, quirks) } : {}),
    ...deviations(quirks, plan),
  };
  const headers = icyHeaders.filter(
    (header) => values[header] !== undefined && !isOmitted(header, quirks, plan.again),
  );
  return inOrder(headers, plan.order).flatMap((header) => {
    const field = written(header, values[header] ?? '', quirks);
    return isRepeated(header, quirks) ? [field, field] : [field];
  });
};
