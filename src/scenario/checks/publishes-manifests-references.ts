/** How the manifests of an ingest source write what they name: relatively, or below the path for delivery. */
import { isRelative } from '../../manifest/uris.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { linePlace, referencesOf } from '../ingest/presented.ts';
import type { Reference } from '../ingest/presented.ts';
import { manifestsOf } from '../ingest/published.ts';
import type { ManifestVersion } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, notThere } from './ingest-select.ts';

/** A check of every reference of the manifests that is meant. */
const ofReferences =
  (
    meant: (reference: Reference, version: ManifestVersion) => boolean,
    wrong: (uri: string) => boolean,
    expected: string,
    thing: string,
  ): Check =>
  (seen) => {
    const versions = manifestsOf(seen);
    if (versions.length === 0) return notThere(seen, 'no manifest came');
    let looked = 0;
    for (const version of versions) {
      for (const reference of referencesOf(version)) {
        if (!meant(reference, version)) continue;
        looked += 1;
        if (!wrong(reference.uri)) continue;
        return broken(
          expected,
          `${quoted(reference.uri)} in ${quoted(version.upload.path)}`,
          linePlace(version, reference.line),
        );
      }
    }
    return looked === 0
      ? { outcome: 'skipped', why: `no manifest came that has ${thing}` }
      : met(counted(looked, 'reference'));
  };

const hasAuthority = (uri: string): boolean => /^(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})/.test(uri);

/** Where no path for delivery was given, no manifest has absolute URLs. */
export const noAbsoluteUrls: Check = ofReferences(
  () => true,
  hasAuthority,
  'a reference without scheme and host, as no path for delivery was given',
  'references',
);

const relativePath = 'a relative path: without scheme, host and leading slash';
const isRooted = (uri: string): boolean => !isRelative(uri);

export const relativeInMpd: Check = ofReferences(
  (_, { mpd }) => mpd !== undefined,
  isRooted,
  relativePath,
  'references of an MPD',
);
export const relativeSegments: Check = ofReferences(
  ({ to }, { playlist }) => playlist !== undefined && to === 'media',
  isRooted,
  relativePath,
  'segments',
);
export const relativePlaylists: Check = ofReferences(
  ({ to }, { playlist }) => playlist !== undefined && to === 'playlist',
  isRooted,
  relativePath,
  'variant playlists',
);

const nowhere = 'http://nowhere.invalid/';

const resolved = (base: string, uri: string): string => {
  try {
    return new URL(uri, base).href;
  } catch {
    return uri;
  }
};

/** References of a manifest resolved by the BaseURLs above them, and by nothing else. */
const builtUrls = (version: ManifestVersion): readonly { readonly url: string; readonly line: number }[] => {
  const { mpd } = version;
  if (mpd === undefined)
    return referencesOf(version).map(({ uri, line }) => ({ url: resolved(nowhere, uri), line }));
  return mpd.Periods.flatMap((period) =>
    period.AdaptationSets.flatMap((set) =>
      set.Representations.flatMap((representation) => {
        const { SegmentTemplate: T, SegmentList: L } = representation.addressing;
        const base = [mpd, period, set, representation]
          .flatMap(({ BaseURLs }) => BaseURLs.slice(0, 1))
          .reduce((from, { uri }) => resolved(from, uri), nowhere);
        const uris = [T?.media, T?.initialization, ...(L?.SegmentURLs ?? []).map(({ media }) => media)];
        return uris.flatMap((uri) =>
          uri === undefined ? [] : [{ url: resolved(base, uri), line: T?.line ?? L?.line ?? 1 }],
        );
      }),
    ),
  );
};

/** Where a path for delivery was given, manifests name everything by absolute URLs below it. */
export const deliveryUrls: Check = (seen) => {
  const { delivery } = seen.parameters;
  if (delivery === undefined)
    return unclear('prerequisite-missing', 'the ingest source was given no path for delivery');
  const versions = manifestsOf(seen);
  if (versions.length === 0) return notThere(seen, 'no manifest came');
  let looked = 0;
  for (const version of versions) {
    for (const { url, line } of builtUrls(version)) {
      looked += 1;
      if (url.startsWith(delivery)) continue;
      const words = url.startsWith(nowhere) ? 'a relative reference' : 'another URL';
      return broken(
        `absolute URLs that begin with ${quoted(delivery)}`,
        `${words} in ${quoted(version.upload.path)}: ${quoted(url.startsWith(nowhere) ? url.slice(nowhere.length) : url)}`,
        linePlace(version, line),
      );
    }
  }
  return looked === 0 ? notThere(seen, 'no manifest came that has references') : met(counted(looked, 'URL'));
};
