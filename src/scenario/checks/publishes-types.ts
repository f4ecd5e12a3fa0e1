/** The extensions of published objects, and the media types that go with them: table 6, its mistakes mended. */
import { objectTypes } from '../../manifest/object-types.ts';
import type { ObjectExtension } from '../../manifest/object-types.ts';
import type { ErratumId } from '../../spec/index.ts';
import type { Broken, Check } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { meantUploads } from '../ingest/presented.ts';
import type { Upload } from '../ingest/published.ts';
import { fieldPlace, quoted } from './client-select.ts';
import { counted, headOf, noPost } from './ingest-select.ts';
import { mediaObjects, ofMedia } from './publishes-names.ts';

export const isListed = (extension: string): extension is ObjectExtension =>
  Object.hasOwn(objectTypes, extension);

/** Types that are merely noted, as the table is wrong or open there. */
const remarkable: Partial<Record<ObjectExtension, (type: string) => boolean>> = {
  '.mpd': (type) => type === 'application/x-mpegurl',
  '.m3u8': (type) => type === 'audio/mpegurl' || type === 'audio/x-mpegurl',
  '.m4s': (type) => /^(?:video|audio|application)\/(?:mp4|iso\.segment)$/.test(type),
  '.init': (type) => type === 'audio/mp4' || type === 'application/mp4',
  '.header': (type) => type === 'audio/mp4' || type === 'application/mp4',
  '.key': () => true,
};

const errata: Partial<Record<ObjectExtension, ErratumId>> = { '.cmft': 'E-DI-34', '.ts': 'E-DI-35' };

const typePlace = ({ exchange }: Upload) => fieldPlace(exchange, 'content-type');

/** Whether extension and type are a pair of the table; what is merely noted is one. */
const fits = (extension: ObjectExtension, type: string): boolean =>
  (objectTypes[extension] as readonly string[]).includes(type) || remarkable[extension]?.(type) === true;

/** Every media object is sent with a type. */
export const someType: Check = ofMedia((media) => {
  const without = media.find(({ contentType }) => (contentType ?? '') === '');
  return without === undefined
    ? met([...new Set(media.map(({ contentType }) => contentType))].join(', '))
    : broken('Content-Type', `none with ${quoted(without.path)}`, headOf(without.post));
});

const mistyped = ({ extension, contentType = '' }: Upload): boolean =>
  isListed(extension) && contentType !== '' && !fits(extension, contentType);

/** Packed audio and WebVTT, for which the table has no row (E-DI-38). */
const forgotten = ['.aac', '.vtt'];

export const unlisted = (upload: Upload): Broken => ({
  ...broken(
    `an extension of table 6: ${Object.keys(objectTypes).join(' ')}`,
    quoted(upload.path),
    headOf(upload.post),
  ),
  ...(forgotten.includes(upload.extension) ? { erratum: 'E-DI-38' } : {}),
});

export const isUnlisted = ({ extension }: Upload): boolean => extension !== '' && !isListed(extension);

/** What has no row of its own weighs less than what has one. */
export const firstOf = (all: readonly Upload[], is: (one: Upload) => boolean): Upload | undefined =>
  all.find((one) => is(one) && !forgotten.includes(one.extension)) ?? all.find(is);

/** Only pairs of extension and type that table 6 has are used. */
export const tablePairs: Check = (seen) => {
  const uploads = meantUploads(seen);
  if (uploads.length === 0) return noPost(seen);
  const wrong = uploads.find(mistyped);
  if (wrong !== undefined && isListed(wrong.extension)) {
    const erratum = errata[wrong.extension];
    return {
      ...broken(
        `${objectTypes[wrong.extension].join(' or ')} with ${wrong.extension}`,
        `${quoted(wrong.contentType ?? '')} with ${quoted(wrong.path)}`,
        typePlace(wrong),
      ),
      ...(erratum === undefined ? {} : { erratum }),
    };
  }
  const other = firstOf(mediaObjects(seen), isUnlisted);
  if (other !== undefined) return unlisted(other);
  const pairs = new Set(
    uploads
      .filter(({ contentType, extension }) => contentType !== undefined && isListed(extension))
      .map(({ contentType, extension }) => `${extension} ${String(contentType)}`),
  );
  return pairs.size === 0
    ? unclear('dependency-failed', 'no object was sent with an extension and a type')
    : met([...pairs].join(', '));
};

/** An object with this extension is sent with the type that goes with it. */
export const typeOf =
  (extension: ObjectExtension): Check =>
  (seen) => {
    const all = meantUploads(seen);
    if (all.length === 0) return noPost(seen);
    const uploads = all.filter((upload) => upload.extension === extension);
    if (uploads.length === 0) return { outcome: 'skipped', why: `no ${extension} was uploaded` };
    const expected = objectTypes[extension].join(' or ');
    const typed = uploads.filter(({ contentType }) => (contentType ?? '') !== '');
    const [first] = typed;
    if (first === undefined) {
      const words = `every ${extension} came without a type`;
      // A key is no media object, so that no other clause speaks of its type, and the table leaves it open.
      return extension === '.key'
        ? noted(words, ...uploads.slice(0, 1).map(({ post }) => headOf(post)))
        : unclear('dependency-failed', words);
    }
    const wrong = typed.find((upload) => mistyped(upload));
    if (wrong !== undefined) {
      const erratum = errata[extension];
      return {
        ...broken(
          expected,
          `${quoted(wrong.contentType ?? '')} with ${quoted(wrong.path)}`,
          typePlace(wrong),
        ),
        ...(erratum === undefined ? {} : { erratum }),
      };
    }
    const odd = typed.find(
      ({ contentType = '' }) => !(objectTypes[extension] as readonly string[]).includes(contentType),
    );
    return odd === undefined
      ? met(`${String(first.contentType)} with ${counted(typed.length, 'object')}`)
      : noted(`${quoted(odd.contentType ?? '')} with ${quoted(odd.path)}`, typePlace(odd));
  };

/** What comes can be stored and served as it is: each object tells by extension and type what it is. */
export const fitToBeServed: Check = ofMedia((media) => {
  const unfit = media.find(({ extension, contentType = '' }) => !isListed(extension) || contentType === '');
  return unfit === undefined
    ? met(counted(media.length, 'media object'))
    : broken(
        'a name with an extension of table 6, and a type',
        `${quoted(unfit.path)} with ${unfit.contentType === undefined ? 'no type' : quoted(unfit.contentType)}`,
        headOf(unfit.post),
      );
});

/** The checks that are about the media type of one extension each, by clause. */
export const mediaTypes = <const Names extends readonly (keyof typeof clauses)[]>(
  ...names: Names
): { readonly [Name in Names[number] as (typeof clauses)[Name][0]]: Check } =>
  Object.fromEntries(names.map((name) => [clauses[name][0], typeOf(clauses[name][1])])) as {
    readonly [Name in Names[number] as (typeof clauses)[Name][0]]: Check;
  };

const clauses = {
  m3u8: ['DI-I2-MIME-m3u8', '.m3u8'],
  mpd: ['DI-I2-MIME-mpd', '.mpd'],
  cmfv: ['DI-I2-MIME-cmfv', '.cmfv'],
  cmfa: ['DI-I2-MIME-cmfa', '.cmfa'],
  cmft: ['DI-I2-MIME-cmft', '.cmft'],
  cmfm: ['DI-I2-MIME-cmfm', '.cmfm'],
  mp4: ['DI-I2-MIME-mp4', '.mp4'],
  m4v: ['DI-I2-MIME-m4v', '.m4v'],
  m4a: ['DI-I2-MIME-m4a', '.m4a'],
  m4s: ['DI-I2-MIME-m4s', '.m4s'],
  init: ['DI-I2-MIME-init', '.init'],
  header: ['DI-I2-MIME-header', '.header'],
  key: ['DI-I2-MIME-key', '.key'],
  ts: ['DI-I2-MIME-ts', '.ts'],
} as const;
