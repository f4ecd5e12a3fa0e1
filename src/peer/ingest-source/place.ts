/** Where an ingest source sends its requests to. */
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { followed } from '../source-client/redirect.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Path and query. */
  readonly target: string;
}

/** How track names are told apart, relative to the POST URL, where nothing else is said (DI-CMAF-GP-08). */
export const usualTemplate = 'Streams({name}{extension})';

/** The path of a publishing point, or a path below it; a query of the point stays behind. */
export const below = (point: string, relative: string): string => {
  const [path = '', query] = point.split(/(?=\?)/);
  return `${path.replace(/\/$/, '')}/${relative}${query ?? ''}`;
};

/** The relative path of a track; of one of its fragments, where the template has `{number}`. */
export const relativePath = (
  template: string,
  { name, extension }: Pick<SourceTrack, 'name' | 'extension'>,
  number: number | 'init',
): string =>
  template
    .replaceAll('{name}', () => encodeURIComponent(name))
    .replaceAll('{extension}', extension)
    .replaceAll('{number}', String(number));

/** Whether two places are one to HTTP: scheme, host and port (RFC 9110, section 4.3.1). */
export const sameOrigin = (one: Place, other: Place): boolean =>
  one.host === other.host && one.port === other.port && one.secure === other.secure;

/** Where Location leads from a place; `undefined` where it leads nowhere that an ingest source could post to. */
export const redirected = (from: Place, location: string): Place | undefined => {
  const place = followed(from, location);
  if (place === undefined) return undefined;
  const [, s] = /^http(s?):/i.exec(location) ?? [];
  return { ...place, secure: s === undefined ? from.secure : s !== '' };
};

/** `host:port` as it stands in Host; the usual port is left off. */
export const authorityOf = ({ host, port, secure }: Place): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${String(port)}`;
};
