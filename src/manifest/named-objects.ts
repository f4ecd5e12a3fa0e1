/** Which objects a manifest names, when, and what a new version changed in that. */
import type { Mpd } from './mpd-model.ts';
import { namesOfMpd } from './mpd-names.ts';
import type { Part, Playlist, Segment } from './playlist-model.ts';
import { baseOf, pathIn, urisOf, type UriPurpose } from './uris.ts';

/** What an object is named for; a preload hint, which need not be there yet, is `other`, as are rendition reports. */
export type NamedFor = 'media' | 'header' | 'key' | 'part' | 'playlist' | 'other';

/** An object that a manifest names. */
export interface NamedObject {
  readonly purpose: NamedFor;
  /** Path, and query where there is one, as `resolve` gives it; undefined where the URI leads to another authority. */
  readonly path: string | undefined;
  /** As it is written, a template filled in. */
  readonly uri: string;
  /** From 1; of a template that of its element. */
  readonly line: number;
  /** Which Representation (`@id`) or rendition (`NAME`) it is of, where the manifest says. */
  readonly of?: string;
  /** Media: seconds that it plays, where the manifest says. */
  readonly seconds?: number;
  /** Media: the number that the manifest gives it (`$Number$`, Media Sequence Number). */
  readonly number?: bigint;
  /** Media: a discontinuity, or a gap, is told before it or of it. */
  readonly discontinuity?: boolean;
  readonly gap?: boolean;
}

const purposes: Readonly<Record<UriPurpose, NamedFor>> = {
  segment: 'media',
  map: 'header',
  key: 'key',
  part: 'part',
  'preload-hint': 'other',
  'rendition-report': 'other',
  variant: 'playlist',
  rendition: 'playlist',
  'i-frame-stream': 'playlist',
  'session-key': 'key',
  'session-data': 'other',
  stray: 'other',
};

/** What a playlist says of a segment or of a part, apart from its name. */
const toldOf = (each: Segment | Part): Omit<NamedObject, 'purpose' | 'path' | 'uri' | 'line'> => ({
  ...(each.duration === undefined ? {} : { seconds: each.duration.seconds }),
  number: each.mediaSequenceNumber,
  ...('discontinuity' in each && each.discontinuity ? { discontinuity: true } : {}),
  ...(each.gap ? { gap: true } : {}),
});

/** More lines than a playlist of a week has that names a segment every second beside its parts. */
const mostOfPlaylist = 200_000;

const namesOfPlaylist = (playlist: Playlist, document: string): readonly NamedObject[] => {
  const base = baseOf(document);
  const { media, multivariant } = playlist;
  const told = new Map([...media.segments, ...media.parts].map((each) => [each.line, each]));
  const renditions = new Map(
    multivariant.renditions.map(({ line, attributes }) => [line, attributes.get('NAME')]),
  );
  return urisOf(playlist)
    .slice(0, mostOfPlaylist)
    .map(({ purpose, uri, line }): NamedObject => {
      const segment = purpose === 'segment' || purpose === 'part' ? told.get(line) : undefined;
      const rendition = purpose === 'rendition' ? renditions.get(line) : undefined;
      return {
        purpose: purposes[purpose],
        path: pathIn(base, uri),
        uri,
        line,
        ...(rendition === undefined ? {} : { of: rendition }),
        ...(segment === undefined ? {} : toldOf(segment)),
      };
    });
};

/**
 * Every object that a manifest names at a moment, in the order in which it names them: as often as it does so, those of
 * an MPD Representation by Representation, its CMAF header first. Of several BaseURLs at one level the first counts.
 * Of a template with `@duration` those are named whose segments are whole by then and still in the time-shift buffer, and
 * none where the MPD does not say when they are; of a SegmentTimeline all that it lists. At most 20,000 of a
 * Representation, the newest, and 200,000 of a playlist; the names of an MPD end where they have some 32 million characters.
 * A discontinuity in an MPD is a hole in a timeline and the first segment of a Period after the first.
 *
 * @param base URL or path of the manifest
 * @param at milliseconds since 1970
 */
export const namedObjects = (
  manifest: { readonly mpd: Mpd } | { readonly playlist: Playlist },
  base: string,
  at: number,
): readonly NamedObject[] =>
  'mpd' in manifest ? namesOfMpd(manifest.mpd, base, at) : namesOfPlaylist(manifest.playlist, base);

/** What a new version of a manifest names and the one before did not, and the other way round; by path. */
export interface NameChanges {
  readonly added: readonly NamedObject[];
  readonly removed: readonly NamedObject[];
}

const keyOf = ({ path, uri }: NamedObject): string => path ?? ` ${uri}`;

/** Each object once, where it is named first, that is not among `others`. */
const without = (names: readonly NamedObject[], others: readonly NamedObject[]): readonly NamedObject[] => {
  const known = new Set(others.map(keyOf));
  return names.filter((each) => {
    const key = keyOf(each);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
};

/** Compares what two versions name, each object once, by its path, or by its URI where it lies elsewhere. */
export const nameChanges = (before: readonly NamedObject[], after: readonly NamedObject[]): NameChanges => ({
  added: without(after, before),
  removed: without(before, after),
});
