/** How what manifests name and what was stored belong together. */
import { isBroken } from '../../manifest/reading.ts';
import { headerName } from '../../manifest/segment-names.ts';
import { resolve } from '../../manifest/uris.ts';
import type { AdaptationSet, BaseUrl, Mpd, Representation } from '../../manifest/mpd-model.ts';
import type { Segment } from '../../manifest/playlist-model.ts';
import type { StoredManifest, StoredObject } from './publication.ts';
import type { Track } from './track.ts';

/** A path as the base of references: what would end a path in a URL is escaped. */
const baseOf = (path: string): string =>
  `/${path.replace(/^\/+/, '').replace(/[%?#\\]/g, encodeURIComponent)}`;

/**
 * The path under the publishing point that references lead to, each resolved against the one before and the first
 * against the manifest (RFC 3986, 5). `undefined` where they lead elsewhere, or are none.
 */
export const pathNamed = ({ path }: StoredManifest, ...references: readonly string[]): string | undefined => {
  let at = path;
  for (const reference of references) {
    const resolved = resolve(baseOf(at), reference);
    if (isBroken(resolved)) return undefined;
    at = resolved.value.replace(/\?.*$/, '').replace(/^\//, '');
  }
  return at;
};

/** The newest object that a reference of a manifest leads to. */
export const objectNamed = (manifest: StoredManifest, reference: string): StoredObject | undefined => {
  const path = pathNamed(manifest, reference);
  return path === undefined ? undefined : manifest.publication.at(path);
};

/** Whether no later version of this manifest was stored. */
export const isNewest = (manifest: StoredManifest): boolean =>
  manifest.publication.manifestAt(manifest.path) === manifest;

/** Segments of a media playlist that the version before did not name. */
export const newSegments = ({ playlist, before }: StoredManifest): readonly Segment[] => {
  const segments = playlist?.media.segments ?? [];
  const known = new Set(before?.playlist?.media.segments.map(({ uri }) => uri));
  return known.size === 0 ? segments : segments.filter(({ uri }) => !known.has(uri));
};

/** The track that a media playlist is of: that of its CMAF header, or of the first segment whose track is known. */
export const trackOfPlaylist = (manifest: StoredManifest): Track | undefined => {
  const { maps = [], segments = [] } = manifest.playlist?.media ?? {};
  for (const uri of [...maps.map(({ URI }) => URI), ...segments.slice(0, 16).map((each) => each.uri)]) {
    const track = objectNamed(manifest, uri)?.track;
    if (track !== undefined) return track;
  }
  return undefined;
};

/** A Representation with what its names lead to. */
export interface PublishedRepresentation {
  readonly representation: Representation;
  readonly set: AdaptationSet;
  /** The BaseURLs from the MPD down, the first of each level. */
  readonly bases: readonly string[];
  /** The path of its CMAF header, where one is named. */
  readonly headerPath?: string;
  readonly header?: StoredObject;
  readonly track?: Track;
}

const first = (urls: readonly BaseUrl[]): readonly string[] => urls.slice(0, 1).map(({ uri }) => uri);

/** More than any MPD has; only the first ones are looked at. */
const mostRepresentations = 10_000;

const known = new WeakMap<Mpd, readonly PublishedRepresentation[]>();

/** The Representations of an MPD, each with its header and the track of that. Made once for each MPD. */
export const representationsOf = (manifest: StoredManifest): readonly PublishedRepresentation[] => {
  const { mpd, publication } = manifest;
  if (mpd === undefined) return [];
  const before = known.get(mpd);
  if (before !== undefined) return before;
  const all = mpd.Periods.flatMap((period) =>
    period.AdaptationSets.flatMap((set) =>
      set.Representations.map((representation) => ({ period, set, representation })),
    ),
  )
    .slice(0, mostRepresentations)
    .map(({ period, set, representation }): PublishedRepresentation => {
      const bases = [mpd, period, set, representation].flatMap(({ BaseURLs }) => first(BaseURLs));
      const named = headerName(representation);
      const name = isBroken(named) ? undefined : named.value;
      const headerPath = name === undefined ? undefined : pathNamed(manifest, ...bases, name);
      const header = headerPath === undefined ? undefined : publication.at(headerPath);
      return {
        representation,
        set,
        bases,
        ...(headerPath === undefined ? {} : { headerPath }),
        ...(header === undefined ? {} : { header }),
        ...(header?.track === undefined ? {} : { track: header.track }),
      };
    });
  known.set(mpd, all);
  return all;
};
