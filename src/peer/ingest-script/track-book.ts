/** The tracks that a source sends, told apart by the paths of its requests, and by what their headers say. */
import type { IngestObject } from '../../media/ingest/ingest-object.ts';
import { countlessPath } from '../../scenario/ingest/track-path.ts';

export interface Track {
  /** What it is called: its path, with a number where there is another track of this path. */
  readonly key: string;
  /** The path of its first request. */
  readonly path: string;
  /** What its newest header says of it; undefined where none came since the beginning or a restart. */
  header: { readonly digest: string; readonly identity: string; readonly trackId: number } | undefined;
  /** Whole fragments that came. */
  fragments: number;
  /** Bytes of these, and seconds that they play; 0 where no header told the timescale. */
  bytes: number;
  seconds: number;
  /** Ticks a second; 0 where no header told it. */
  timescale: number;
}

/** All paths are as they were before redirects of ours. */
export interface TrackBook {
  /** The track that a request will be about, by its path alone. */
  expected(path: string): Track | undefined;
  /** The track of a whole header. */
  ofHeader(path: string, conn: number, header: IngestObject): Track;
  /** The track of a fragment; one that had no header where there is no other. */
  ofFragment(path: string, conn: number, trackId?: number): Track;
  /** No header was ever had. */
  forget(): void;
}

/** More tracks than a source has; what comes beyond is taken for the last of them. */
const mostTracks = 1_000;

/** More connections than are remembered for their tracks. */
const mostConnections = 10_000;

/** What several paths of one track have in common; header and fragments may differ in their extension. */
const familyOf = (path: string): string => countlessPath(path.replace(/\.[a-z0-9]+$/i, ''));

const identityOf = ({ header }: IngestObject): string =>
  header === undefined
    ? ''
    : [header.handler, header.coding, header.trackId, header.width, header.height].join('/');

export const trackBook = (): TrackBook => {
  const tracks: Track[] = [];
  /** The newest track of each connection. */
  const newest = new Map<number, Track>();

  const at = (path: string): Track[] => tracks.filter((track) => track.path === path);
  const related = (path: string): Track[] => {
    const family = familyOf(path);
    return tracks.filter((track) => familyOf(track.path) === family);
  };
  const added = (path: string): Track => {
    const last = tracks.at(-1);
    if (last !== undefined && tracks.length >= mostTracks) return last;
    const others = at(path).length;
    const key = others === 0 ? path : `${path} ${String(others + 1)}`;
    const track = { key, path, header: undefined, fragments: 0, bytes: 0, seconds: 0, timescale: 0 };
    tracks.push(track);
    return track;
  };
  const noted = (conn: number, track: Track): Track => {
    newest.delete(conn);
    newest.set(conn, track);
    const [oldest] = newest.keys();
    if (newest.size > mostConnections && oldest !== undefined) newest.delete(oldest);
    return track;
  };
  /** One of several: that of the connection, that of the track_ID, or the one that came last. */
  const chosen = (among: readonly Track[], conn: number, trackId?: number): Track | undefined => {
    const own = newest.get(conn);
    if (own !== undefined && among.includes(own)) return own;
    const named = among.filter(({ header }) => header !== undefined && header.trackId === trackId);
    return named.length === 1 ? named[0] : among.at(-1);
  };

  return {
    expected: (path) => at(path).at(-1) ?? related(path).findLast(({ fragments }) => fragments > 0),
    ofHeader: (path, conn, object) => {
      const identity = identityOf(object);
      const same = (track: Track): boolean => track.header?.digest === object.digest;
      const alike = (track: Track): boolean =>
        track.header === undefined || track.header.identity === identity;
      const here = at(path);
      const track =
        here.findLast(same) ?? related(path).findLast(same) ?? here.findLast(alike) ?? added(path);
      track.header = { digest: object.digest, identity, trackId: object.header?.trackId ?? 0 };
      if (object.header !== undefined) track.timescale = object.header.timescale;
      return noted(conn, track);
    },
    ofFragment: (path, conn, trackId) => {
      const here = at(path);
      const among = here.length > 0 ? here : related(path).filter(({ header }) => header !== undefined);
      return noted(conn, chosen(among, conn, trackId) ?? added(path));
    },
    forget: () => {
      for (const track of tracks) track.header = undefined;
    },
  };
};
