import type { Playlist, TagWithAttributes, UriLine } from './playlist-model.ts';
import { quote, type Reading } from './reading.ts';

/** What a playlist names a URI for. */
export type UriPurpose =
  | 'segment'
  | 'map'
  | 'key'
  | 'part'
  | 'preload-hint'
  | 'rendition-report'
  | 'variant'
  | 'rendition'
  | 'i-frame-stream'
  | 'session-key'
  | 'session-data'
  | 'stray';

export interface NamedUri extends UriLine {
  readonly purpose: UriPurpose;
}

/**
 * Every URI that a playlist names, in the order of its lines, with what it is for (RFC 8216, 4.3). URIs that have
 * no place there are `stray`.
 */
export const urisOf = ({ media, multivariant, strayUris }: Playlist): readonly NamedUri[] => {
  const on = (purpose: UriPurpose, lines: readonly UriLine[]): NamedUri[] =>
    lines.map(({ uri, line }) => ({ purpose, uri, line }));
  const within = (purpose: UriPurpose, tags: readonly TagWithAttributes[]): NamedUri[] =>
    tags.flatMap(({ line, attributes }) => {
      const uri = attributes.get('URI');
      return uri === undefined ? [] : [{ purpose, uri, line }];
    });
  return [
    ...on('segment', media.segments),
    ...media.maps.map(({ URI, line }): NamedUri => ({ purpose: 'map', uri: URI, line })),
    ...media.keys.flatMap(({ URI, line }): NamedUri[] =>
      URI === undefined ? [] : [{ purpose: 'key', uri: URI, line }],
    ),
    ...on('part', media.parts),
    ...on('preload-hint', media.preloadHints),
    ...within('rendition-report', media.renditionReports),
    ...on('variant', multivariant.variants),
    ...within('rendition', multivariant.renditions),
    ...within('i-frame-stream', multivariant.iFrameStreams),
    ...within('session-key', multivariant.sessionKeys),
    ...within('session-data', multivariant.sessionData),
    ...on('stray', strayUris),
  ].sort((a, b) => a.line - b.line);
};

/**
 * Whether this is a relative-path reference: no scheme, no authority and no path from the root (RFC 3986, 4.2).
 * A backslash counts as a slash, since those who resolve the URI take it for one.
 */
export const isRelative = (uri: string): boolean => !/^(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\])/.test(uri);

const nowhere = 'http://receiving-entity.invalid';

/** Percent-decodes all but what would move the borders of the path: `%2F`, `%5C`, `%3F`, `%23`, `%25`. */
const decodePath = (path: string): string =>
  path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return run
        .split(/(%(?:2F|5C|3F|23|25))/i)
        .map((piece, i) => (i % 2 === 1 ? piece.toUpperCase() : decodeURIComponent(piece)))
        .join('');
    } catch {
      // What is not UTF-8 stays as it is written.
      return run;
    }
  });

/** What references are resolved against, and what they must not leave. */
export interface Base {
  /** `undefined` where it could not be resolved itself. */
  readonly url: URL | undefined;
  readonly protocol: string;
  readonly host: string;
  /** The path of its folder, percent-decoded as in `resolve`; `undefined` where it lies elsewhere. */
  readonly folder: string | undefined;
}

const baseAt = (url: URL | undefined, { protocol, host }: Pick<Base, 'protocol' | 'host'>): Base => {
  const here = url?.protocol === protocol && url.host === host;
  const folder = here ? decodePath(url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)) : undefined;
  return { url, protocol, host, folder };
};

const urlIn = (uri: string, base: string | URL | undefined): URL | undefined => {
  if (base === undefined) return undefined;
  try {
    return new URL(uri, base);
  } catch {
    return undefined;
  }
};

/** A document as the base of what it names: an absolute URL, or a path from the root. */
export const baseOf = (document: string): Base => {
  const url = urlIn(document, nowhere);
  return baseAt(url, url ?? { protocol: '', host: '' });
};

/** The base that a reference in `base` makes for what stands below it (RFC 3986, 5.1.1), as BaseURL does. */
export const baseWithin = (base: Base, uri: string): Base => baseAt(urlIn(uri, base.url), base);

/** Steps that resolving and decoding leave as they are. */
const plain = /^[\w~-][\w~.-]*(?:\/[\w~-][\w~.-]*)*$/;

/** The path at which a receiving entity finds what `uri` names, as `resolve` gives it; `undefined` where that is broken. */
export const pathIn = (base: Base, uri: string): string | undefined => {
  const { folder, protocol, host } = base;
  if (folder !== undefined && plain.test(uri)) return folder + uri;
  const to = urlIn(uri, base.url);
  if (to?.protocol !== protocol || to.host !== host) return undefined;
  return decodePath(to.pathname) + to.search;
};

/**
 * The path (with the query, where there is one, and without the fragment) at which a receiving entity finds what
 * `uri` names in a document at `base`: resolved, without dot segments (RFC 3986, 5.2), percent-decoded save for
 * what would look like a border of the path then. `base` is an absolute URL or a path from the root.
 * Broken: what is no URI, and what leads to another scheme, host or port than that of `base`.
 */
export const resolve = (base: string, uri: string): Reading<string> => {
  let [from, to]: [URL | undefined, URL | undefined] = [undefined, undefined];
  try {
    from = new URL(base, nowhere);
    to = new URL(uri, from);
  } catch {
    return { broken: `This is no URI: ${quote(from === undefined ? base : uri)}.` };
  }
  if (from.protocol !== to.protocol || from.host !== to.host) {
    return { broken: `The URI leads elsewhere: ${quote(uri)}.` };
  }
  return { value: decodePath(to.pathname) + to.search };
};
