/** What the best practices of the document ask of a source client, and its language codes. */
import { valueOf } from '../../http/message.ts';
import { emojiOf } from '../../icy/emoji.ts';
import { icyFields } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { hashtagsOf } from '../../icy/hashtags.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { fieldPlace, headPlace, ofFirst } from './client-select.ts';
import { notSent, sentValue, textOf } from './icy2-client-select.ts';

const social: readonly IcyHeader[] = [
  'icy-dj-handle',
  'icy-social-twitter',
  'icy-social-ig',
  'icy-social-tiktok',
];

const video: readonly IcyHeader[] = [
  'icy-video-type',
  'icy-video-link',
  'icy-video-title',
  'icy-video-platform',
  'icy-video-resolution',
];

const flags: readonly IcyHeader[] = ['icy-nsfw', 'icy-ai-generated'];

/** Some account is named; the document leaves it to the station. */
export const accountsNamed: Check = ofFirst((first) =>
  social.some((header) => sentValue(first, header) !== undefined)
    ? met()
    : noted('no account of a social network', headPlace(first)),
);

/** Both flags are there; whether they are right, nobody can see. */
export const flagsStated: Check = ofFirst((first) => {
  const missing = flags.filter((header) => sentValue(first, header) === undefined);
  return missing.length === 0 ? met() : noted(`no ${missing.join(', no ')}`, headPlace(first));
});

/** Whoever declares video sends fields of video. */
export const videoDescribed: Check = ofFirst((first) => {
  const declared = valueOf(first.request.head, 'content-type') ?? '';
  if (!/^video\//i.test(declared))
    return { outcome: 'skipped', why: `the stream is declared as “${declared}”, and not as video` };
  return video.some((header) => sentValue(first, header) !== undefined)
    ? met()
    : broken('fields icy-video-* with a video', 'no icy-video-* field', headPlace(first));
});

/** A check of how many there are in a field that reads as it should. */
const counted = (
  header: IcyHeader,
  least: number,
  most: number,
  what: string,
  count: (text: string) => number,
) => {
  const look = (first: Exchange): Outcome => {
    const text = textOf(first, header);
    if (text === undefined) return notSent(header);
    if (typeof text !== 'string' || icyFields[header].grammar(text).as === 'wrong')
      return unclear('dependency-failed', `${header} is no list of ${what}`);
    const found = count(text);
    return found >= least && found <= most
      ? met(`${String(found)} ${what}`)
      : broken(
          `from ${String(least)} to ${String(most)} ${what}`,
          `${String(found)} ${what}`,
          fieldPlace(first, header),
        );
  };
  return ofFirst(look);
};

export const fewEmoji: Check = counted('icy-emoji', 2, 5, 'emoji', (text) => emojiOf(text).emoji.length);
export const someHashtags: Check = counted(
  'icy-hashtags',
  3,
  10,
  'hashtags',
  (text) => hashtagsOf(text).length,
);

/** A code of ISO 639-1, with or without a country; other tags of BCP 47 are warned about (E-ICY-09). */
export const languageCode: Check = ofFirst((first) => {
  const text = textOf(first, 'icy-language');
  if (text === undefined) return notSent('icy-language');
  if (typeof text !== 'string') return text;
  const reading = icyFields['icy-language'].grammar(text);
  if (reading.as === 'right') return met(text);
  return {
    ...broken(
      'a code of ISO 639-1, with or without a hyphen and a country of ISO 3166-1',
      `“${text}”, ${reading.why}`,
      fieldPlace(first, 'icy-language'),
    ),
    ...(reading.as === 'unusual' ? { erratum: 'E-ICY-09', atMost: 'should' } : {}),
  };
});
