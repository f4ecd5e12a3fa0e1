/** The extensions of published manifests, media objects and keys, by what is in them. */
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { addressNamed, handlerIn, meantUploads, renditionsOf, storedBy } from '../ingest/presented.ts';
import { manifestsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, everyOne, headOf, noPost, notThere } from './ingest-select.ts';
import { mediaObjects, ofMedia } from './publishes-names.ts';
import { firstOf, isUnlisted, unlisted } from './publishes-types.ts';

/** A manifest of a kind, told by its content, has its extension. */
const manifestsNamed =
  (kind: 'mpd' | 'playlist', extension: string): Check =>
  (seen) => {
    const manifests = meantUploads(seen).filter((upload) => upload.kind === kind);
    const [first] = manifests;
    if (first === undefined) return notThere(seen, `no ${kind === 'mpd' ? 'MPD' : 'playlist'} came`);
    const other = manifests.find((upload) => upload.extension !== extension);
    return other === undefined
      ? met(quoted(first.path))
      : broken(`the extension ${extension}`, quoted(other.path), headOf(other.post));
  };

export const mpdExtension = manifestsNamed('mpd', '.mpd');
export const playlistExtension = manifestsNamed('playlist', '.m3u8');

/** Media objects have extensions that table 6 lists; where there is none at all, another clause says so. */
export const listedExtensions: Check = ofMedia((media) => {
  const other = firstOf(media, isUnlisted);
  if (other !== undefined) return unlisted(other);
  const extensions = new Set(media.map(({ extension }) => extension).filter((one) => one !== ''));
  return extensions.size === 0
    ? unclear('dependency-failed', 'media objects came that have no extension')
    : met([...extensions].join(' '));
});

/** No MPD names an object .ts. */
export const noTransportStreams: Check = (seen) => {
  const versions = manifestsOf(seen).filter(({ mpd }) => mpd !== undefined);
  if (versions.length === 0) return notThere(seen, 'no MPD came');
  const stored = storedBy(seen);
  for (const { upload, names } of versions) {
    const named = names.find(({ uri }) => /\.ts(?:[?#]|$)/i.test(uri));
    if (named === undefined) continue;
    const [object] = stored.get(addressNamed(named, seen) ?? '') ?? [];
    return broken(
      'media objects of DASH without the extension .ts',
      `${quoted(named.uri)} in ${quoted(upload.path)}`,
      headOf(upload.post),
      ...(object === undefined ? [] : [headOf(object.post)]),
    );
  }
  return met(counted(versions.length, 'version'));
};

/** Transport streams have the extension .ts. */
export const transportStreamExtension: Check = (seen) => {
  const streams = meantUploads(seen).filter(
    ({ kind, body }) => kind === 'transport-stream' && body.length > 0,
  );
  const [first] = streams;
  if (first === undefined)
    return { outcome: 'skipped', why: 'no transport stream came, of which this sentence speaks' };
  const other = streams.find(({ extension }) => extension !== '.ts');
  return other === undefined
    ? met(quoted(first.path))
    : broken('the extension .ts of a transport stream', quoted(other.path), headOf(other.post));
};

const handlers: Readonly<Record<string, readonly string[]>> = {
  '.cmfv': ['vide'],
  '.m4v': ['vide'],
  '.cmfa': ['soun'],
  '.m4a': ['soun'],
  '.cmft': ['text', 'subt'],
  '.cmfm': ['meta'],
};

const isCmaf = ({ kind, post }: Upload): boolean =>
  (kind === 'media' || kind === 'header') && post.objects.some((one) => one.kind !== 'other');

const noCmaf: Outcome = { outcome: 'skipped', why: 'no CMAF came, of which this sentence speaks' };

/** CMAF has an extension of table 6 that fits what is in it. */
export const cmafExtensions: Check = (seen) => {
  const media = mediaObjects(seen).filter(isCmaf);
  const other = firstOf(media, (one) => isUnlisted(one));
  if (other !== undefined) return unlisted(other);
  const outcomes = renditionsOf(seen).map((rendition): Outcome => {
    const handler = handlerIn([...rendition.headers, ...rendition.media]);
    const strange = rendition.media.find(
      ({ extension }) => handler !== undefined && handlers[extension]?.includes(handler) === false,
    );
    return strange === undefined
      ? met()
      : broken(
          `an extension that fits ${String(handler)} in hdlr`,
          quoted(strange.path),
          headOf(strange.post),
          ...rendition.headers.slice(0, 1).map(({ post }) => headOf(post)),
        );
  });
  if (media.length === 0) return meantUploads(seen).length === 0 ? noPost(seen) : noCmaf;
  return (
    everyOne(outcomes.filter(({ outcome }) => outcome === 'broken')) ?? met(counted(media.length, 'object'))
  );
};

/** CMAF does not have the extension .ts. */
export const cmafNotAsTs: Check = (seen) => {
  const media = mediaObjects(seen).filter(isCmaf);
  if (media.length === 0) return meantUploads(seen).length === 0 ? noPost(seen) : noCmaf;
  const wrong = media.find(({ extension }) => extension === '.ts');
  return wrong === undefined
    ? met(counted(media.length, 'object'))
    : broken('another extension than .ts for CMAF', quoted(wrong.path), headOf(wrong.post));
};

/** Keys that playlists name, and that were uploaded, have the extension .key. */
export const keyExtension: Check = (seen) => {
  const stored = storedBy(seen);
  const keys = manifestsOf(seen)
    .flatMap(({ names }) => names.filter(({ purpose }) => purpose === 'key'))
    .flatMap((named) => stored.get(addressNamed(named, seen) ?? '')?.[0] ?? []);
  const [first] = keys;
  if (first === undefined) return notThere(seen, 'no key that a playlist names was uploaded');
  const other = keys.find(({ extension }) => extension !== '.key');
  return other === undefined
    ? met(quoted(first.path))
    : broken('the extension .key of a key file', quoted(other.path), headOf(other.post));
};
