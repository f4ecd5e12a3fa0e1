/** The names under which an ingest source publishes its objects, whatever the format. */
import { instantOf } from '../../manifest/instant.ts';
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, under, unclear } from '../combine.ts';
import { addressOf, meantUploads, renditionsOf, storedBy } from '../ingest/presented.ts';
import type { Rendition } from '../ingest/presented.ts';
import { isMedia, manifestsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, everyOne, headOf, notThere } from './ingest-select.ts';

/** Media objects, CMAF headers among them. */
export const mediaObjects = (seen: Observations): readonly Upload[] =>
  meantUploads(seen).filter((upload) => isMedia(upload) || upload.kind === 'header');

/** A check of the media objects that came. */
export const ofMedia =
  (look: (media: readonly Upload[], seen: Observations) => Outcome): Check =>
  (seen) => {
    const media = mediaObjects(seen);
    return media.length === 0 ? notThere(seen, 'no media object came') : look(media, seen);
  };

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** No path of a media object is used again for other bytes; the same bytes may come again (E-DI-43). */
export const uniquePaths: Check = (seen) => {
  const objects = [...storedBy(seen).values()]
    .map((uploads) => uploads.filter((upload) => isMedia(upload) || upload.kind === 'header'))
    .filter(({ length }) => length > 0);
  if (objects.length === 0) return notThere(seen, 'no whole media object came');
  for (const [first, ...others] of objects) {
    if (first === undefined) continue;
    const other = others.find(({ body }) => !sameBytes(first.body, body));
    if (other === undefined) continue;
    return broken(
      'a path that no other media object had',
      `${quoted(other.path)} again, with ${String(other.body.length)} bytes where ${String(first.body.length)} other ones were`,
      headOf(first.post),
      headOf(other.post),
    );
  }
  return met(`${counted(objects.length, 'media object')}, each with a path of its own`);
};

/** A time in a path: ISO 8601 with or without separators, or seconds or milliseconds since 1970. */
const time = /(?<!\d)(?:20\d\d-?[01]\d-?[0-3]\d|1[5-9]\d{8}(?:\d{3})?(?!\d))/;

/** The path of each manifest tells when the event began. */
export const timeInManifestPath: Check = (seen) => {
  const versions = manifestsOf(seen);
  const [first] = versions;
  if (first === undefined) return notThere(seen, 'no manifest came');
  const without = versions.find(({ upload }) => !time.test(upload.relative ?? upload.path));
  return without === undefined
    ? met(quoted(first.upload.path))
    : noted(`no time in the path of a manifest: ${quoted(without.upload.path)}`, headOf(without.upload.post));
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const risesIn = ({ media }: Rendition): Outcome => {
  const without = media.find(({ number }) => number === undefined);
  if (without !== undefined)
    return broken(
      'a number at the end of the name of a media object',
      quoted(nameOf(without.path)),
      headOf(without.post),
    );
  for (const [index, upload] of media.entries()) {
    const before = media[index - 1];
    if (before === undefined || (before.number ?? 0n) < (upload.number ?? 0n)) continue;
    return broken(
      `a number greater than ${String(before.number)}`,
      `${quoted(nameOf(upload.path))} after ${quoted(nameOf(before.path))}`,
      headOf(before.post),
      headOf(upload.post),
    );
  }
  const [first, last] = [media[0], media.at(-1)];
  if (media.length < 2) return unclear('window-too-short', 'one media object of a rendition came');
  return met(`${quoted(nameOf(first?.path ?? ''))} to ${quoted(nameOf(last?.path ?? ''))}`);
};

/** A check of each rendition with more than one media object, or with one where there is no other. */
const ofEachRendition =
  (look: (rendition: Rendition, seen: Observations) => Outcome): Check =>
  (seen) => {
    const all = renditionsOf(seen);
    const longer = all.filter(({ media }) => media.length > 1);
    const outcomes = (longer.length === 0 ? all : longer).map((one) => look(one, seen));
    return everyOne(outcomes) ?? notThere(seen, 'no media object came');
  };

/** Names of media objects end with a number, which rises from object to object of a rendition. */
export const risingNumbers: Check = ofEachRendition(risesIn);

const stemOf = (path: string): string => nameOf(path).replace(/\.[A-Za-z][A-Za-z0-9]*$/, '');

/** What a rendition is called elsewhere: in the MPD, in the name of its CMAF header, as a folder. */
const otherNames = ({ key, headers, media: [first] }: Rendition): readonly string[] => [
  key.includes(' ') ? key.slice(key.indexOf(' ') + 1) : stemOf(key),
  ...headers.map(({ path }) => stemOf(path)),
  (first?.path ?? '').split('/').at(-2) ?? '',
];

interface Told {
  readonly number: bigint;
  /** Whether it stands in the name, as `$Number$` does; a Media Sequence Number may be another one. */
  readonly isInName: boolean;
}

/** Numbers that manifests give to media objects, by address. */
const toldNumbers = (seen: Observations): ReadonlyMap<string, Told> =>
  new Map(
    manifestsOf(seen).flatMap(({ mpd, names }) =>
      names.flatMap(({ path, number }) =>
        path === undefined || number === undefined
          ? []
          : [[path, { number, isInName: mpd !== undefined }] as const],
      ),
    ),
  );

const digitsAtEnd = (text: string): string => /\d*$/.exec(text)?.[0] ?? '';

/** Digits that may be the end of a word, rather than of a number that counts from elsewhere. */
const endOfWord = /^\d{0,3}[1-9]$/;

/** The name ends with the number that its manifest tells, and right before it with digits that are no part of it. */
const runsOn = (stem: string, told: Told | undefined): boolean => {
  const digits = digitsAtEnd(stem);
  const number = String(told?.number ?? '');
  const before = digits.slice(0, digits.length - number.length);
  if (told === undefined || !digits.endsWith(number)) return false;
  return told.isInName ? /[1-9]/.test(before) : endOfWord.test(before);
};

/** The name ends with that of the rendition, which ends with a digit, and further digits. */
const follows = (stem: string, name: string): boolean => {
  const digits = digitsAtEnd(stem);
  const own = digitsAtEnd(name);
  const word = name.slice(0, name.length - own.length);
  return (
    own !== '' &&
    word !== '' &&
    digits.length > own.length &&
    digits.startsWith(own) &&
    stem.slice(0, stem.length - digits.length).endsWith(word)
  );
};

/** The number stands behind a character that is none, so that it can be found. */
export const findableNumbers: Check = ofEachRendition((rendition, seen) => {
  const { media } = rendition;
  const [first] = media;
  if (first === undefined || media.some(({ number }) => number === undefined))
    return unclear('dependency-failed', 'media objects came that have no number in their names');
  const numbers = toldNumbers(seen);
  const merged =
    media.length > 1 &&
    (otherNames(rendition).some((name) => media.every(({ path }) => follows(stemOf(path), name))) ||
      media.every(({ path }) => runsOn(stemOf(path), numbers.get(addressOf(path)))));
  return merged
    ? broken(
        'a character that is no digit before the number',
        `a number that follows on a digit in ${quoted(nameOf(first.path))}`,
        headOf(first.post),
      )
    : met(quoted(nameOf(first.path)));
});

/** A CMAF header that is an object of its own is named .init (E-DI-37). */
export const initExtension: Check = under('E-DI-37', (seen) => {
  const headers = meantUploads(seen).filter(
    ({ kind, post }) => kind === 'header' && post.objects.some((one) => one.kind === 'header'),
  );
  const [first] = headers;
  if (first === undefined) {
    return mediaObjects(seen).length === 0
      ? notThere(seen, 'no media object came')
      : { outcome: 'skipped', why: 'no CMAF header came as an object of its own' };
  }
  const other = headers.find(({ extension }) => extension !== '.init');
  return other === undefined
    ? met(quoted(nameOf(first.path)))
    : broken('the extension .init of a CMAF header', quoted(nameOf(other.path)), headOf(other.post));
});

/** Every media object has an extension. */
export const someExtension: Check = ofMedia((media) => {
  const without = media.find(({ extension }) => extension === '');
  return without === undefined
    ? met([...new Set(media.map(({ extension }) => extension))].join(' '))
    : broken('a file extension', `none in ${quoted(nameOf(without.path))}`, headOf(without.post));
});

/** The number of a media object is its time divided by its duration: that of the media, or the time of day. */
export const numbersOfTime: Check = ofEachRendition((rendition, seen) => {
  const [first, second] = rendition.media;
  const timescale = rendition.headers[0]?.post.objects.find(({ header }) => header)?.header?.timescale ?? 0;
  const timeOf = (upload: Upload | undefined): bigint | undefined =>
    upload?.post.objects.find(({ fragment }) => fragment)?.fragment?.baseMediaDecodeTime;
  const [from, to] = [timeOf(first), timeOf(second)];
  if (first?.number === undefined || second?.number === undefined)
    return unclear('dependency-failed', 'media objects came that have no number in their names');
  const words = `${quoted(nameOf(first.path))}`;
  if (from !== undefined && to !== undefined && to > from) {
    const counted = from / (to - from);
    const off = counted - first.number;
    if (second.number - first.number === 1n && off >= -1n && off <= 1n)
      return met(`${words} for the media at ${String(from)} of ${String(timescale)} ticks a second`);
  }
  const period = manifestsOf(seen)
    .flatMap(({ names }) => names)
    .find(({ path }) => path === addressOf(first.path))?.seconds;
  const now = (instantOf(seen.started) ?? 0) + first.begunAt / 1000;
  return period !== undefined && Math.abs(Number(first.number) * period - now) < 60
    ? met(`${words} for the time of day`)
    : noted(`numbers that are no time divided by a duration: ${words}`, headOf(first.post));
});
