/** The tracks that an ingest source sent: its requests, joined by what they carry. */
import type { FragmentFacts, HeaderFacts, IngestObject } from '../../media/ingest/ingest-object.ts';
import type { MediaKind } from '../../media/tracks/test-track.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import { placeOf, postsOf, timeOf } from './posts.ts';
import type { Post } from './posts.ts';
import { countlessPath } from './track-path.ts';

export { postsOf } from './posts.ts';
export type { Post } from './posts.ts';

/** An object of a track, and when and where it came. */
export interface SentObject {
  readonly post: Post;
  readonly object: IngestObject;
  /** When its first and its last byte came, in milliseconds since the scenario began. */
  readonly begunAt: number;
  readonly at: number;
  /** Its first byte in the trace. */
  readonly place: Place;
}

export interface SentHeader extends SentObject {
  readonly header: HeaderFacts;
}

export interface SentFragment extends SentObject {
  readonly fragment: FragmentFacts;
}

export interface SentTrack {
  /** The path that names it, or that and what its header says where several tracks have one path. */
  readonly key: string;
  readonly kind: MediaKind | 'unknown';
  /** In order of time; empty ones (probes) too. */
  readonly posts: readonly Post[];
  /** Headers and fragments in the order in which they came, cut off ones too. */
  readonly headers: readonly SentHeader[];
  readonly fragments: readonly SentFragment[];
  readonly objects: readonly SentObject[];
  /** Ticks a second; 0 where no header came. */
  readonly timescale: number;
}

const kinds: Readonly<Record<string, MediaKind>> = {
  vide: 'video',
  soun: 'audio',
  text: 'text',
  subt: 'text',
  meta: 'metadata',
};

/** What tells tracks apart that have one path. */
const identityOf = ({ handler, coding, trackId }: HeaderFacts): string =>
  `${handler}/${coding}/${String(trackId)}`;

const has = (posts: readonly Post[], kind: IngestObject['kind']): boolean =>
  posts.some(({ objects }) => objects.some((object) => object.kind === kind));

const inOrder = (one: Post, other: Post): number =>
  one.exchange.request.place.event - other.exchange.request.place.event;

const grouped = <One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> => {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
};

/** Paths with a header and fragments of their own name tracks; what the others count is taken off. */
const byPath = (posts: readonly Post[]): Map<string, Post[]> => {
  const exact = grouped(posts, ({ path }) => path);
  const named = new Set(
    [...exact].filter(([, group]) => has(group, 'header') && has(group, 'fragment')).map(([path]) => path),
  );
  return grouped(posts, ({ path }) => (named.has(path) ? path : countlessPath(path)));
};

const fragmentsOf = (posts: readonly Post[]): readonly FragmentFacts[] =>
  posts.flatMap(({ objects }) =>
    objects.flatMap(({ fragment }) => (fragment === undefined ? [] : [fragment])),
  );

const headersOf = (posts: readonly Post[]): readonly HeaderFacts[] =>
  posts.flatMap(({ objects }) => objects.flatMap(({ header }) => (header === undefined ? [] : [header])));

const lastEventOf = ({ exchange: { request } }: Post): number =>
  request.body.arrivals.at(-1)?.place.event ?? request.place.event;

/** Whether what came later is the same track with another header: it came afterwards, and time goes on. */
const goesOn = (before: readonly Post[], after: readonly Post[]): boolean => {
  if (headersOf(before)[0]?.handler !== headersOf(after)[0]?.handler) return false;
  const begin = Math.min(...after.map(({ exchange }) => exchange.request.place.event));
  if (before.some((post) => lastEventOf(post) >= begin)) return false;
  const [from] = fragmentsOf(before);
  const [to] = fragmentsOf(after);
  if (from === undefined || to === undefined) return false;
  return (to.baseMediaDecodeTime ?? 0n) > (from.baseMediaDecodeTime ?? 0n);
};

/** A path whose headers name more tracks than this is taken for one track. */
const mostTracks = 64;

/** The tracks of one path: as many as its headers name, told apart by connection, or by track_ID. */
const byIdentity = (key: string, posts: readonly Post[]): [string, readonly Post[]][] => {
  const identities = new Map<string, number>();
  for (const header of headersOf(posts)) identities.set(identityOf(header), header.trackId);
  if (identities.size < 2 || identities.size > mostTracks) return [[key, posts]];
  const current = new Map<number, string>();
  const nameOf = (post: Post): string => {
    const header = post.objects.find((object) => object.header)?.header;
    const trackId = post.objects.find((object) => object.fragment)?.fragment?.trackId;
    const byTrack = [...identities].filter(([, id]) => id === trackId).map(([identity]) => identity);
    const identity =
      (header === undefined ? undefined : identityOf(header)) ??
      (byTrack.length === 1 ? byTrack[0] : undefined) ??
      current.get(post.connection.id) ??
      '';
    current.set(post.connection.id, identity);
    return identity === '' ? key : `${key} (${identity})`;
  };
  const tracks: [string, readonly Post[]][] = [];
  for (const [name, group] of grouped(posts, nameOf)) {
    const index = tracks.findIndex(([, before]) => goesOn(before, group));
    const known = tracks[index];
    if (known === undefined) tracks.push([name, group]);
    else tracks[index] = [known[0], [...known[1], ...group]];
  }
  return tracks.length === 1 ? [[key, posts]] : tracks;
};

/** The folder of a key, and its name without folder and extension. */
const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);
const stemOf = (key: string): string => key.slice(folderOf(key).length).replace(/\.[a-z0-9]+$/i, '');

/** Gives fragments without a header of their own the header of the same folder that is like them, or the only one. */
const withHeadersBeside = (
  tracks: readonly (readonly [string, readonly Post[]])[],
): readonly (readonly [string, readonly Post[]])[] => {
  const heads = tracks.filter(([, posts]) => has(posts, 'header') && !has(posts, 'fragment'));
  const orphans = tracks.filter(([, posts]) => has(posts, 'fragment') && !has(posts, 'header'));
  if (heads.length === 0 || orphans.length === 0) return tracks;
  const beside = grouped(heads, ([key]) => folderOf(key));
  const waiting = grouped(orphans, ([key]) => folderOf(key));
  const adopted = new Map<readonly Post[], readonly Post[]>();
  const taken = new Set<readonly Post[]>();
  for (const [folder, needy] of waiting) {
    const free = beside.get(folder) ?? [];
    const byStem = grouped(free, ([key]) => stemOf(key));
    for (const [key, posts] of needy) {
      const alike = byStem.get(stemOf(key)) ?? (needy.length === 1 ? free : []);
      const [found] = alike;
      if (found === undefined || alike.length > 1 || taken.has(found[1])) continue;
      taken.add(found[1]);
      adopted.set(posts, [...found[1], ...posts].sort(inOrder));
    }
  }
  return tracks
    .filter(([, posts]) => !taken.has(posts))
    .map(([key, posts]) => [key, adopted.get(posts) ?? posts]);
};

const sent = (post: Post, object: IngestObject): SentObject => ({
  post,
  object,
  begunAt: timeOf(post, object.offset),
  at: timeOf(post, object.offset + Math.max(object.length - 1, 0)),
  place: placeOf(post, object.offset),
});

const trackOf = (key: string, posts: readonly Post[]): SentTrack => {
  const objects = posts.flatMap((post) => post.objects.map((object) => sent(post, object)));
  const headers = objects.flatMap((one) =>
    one.object.header === undefined ? [] : [{ ...one, header: one.object.header }],
  );
  const fragments = objects.flatMap((one) =>
    one.object.fragment === undefined ? [] : [{ ...one, fragment: one.object.fragment }],
  );
  const first = headers[0]?.header;
  return {
    key,
    kind: kinds[first?.handler ?? ''] ?? 'unknown',
    posts,
    headers,
    fragments,
    objects,
    timescale: first?.timescale ?? 0,
  };
};

const known = new WeakMap<Observations, readonly SentTrack[]>();

/** The tracks that came, in the order of their first requests; one that carried nothing at all is none. */
export const sentTracks = (seen: Observations): readonly SentTrack[] => {
  const made = known.get(seen);
  if (made !== undefined) return made;
  const tracks = withHeadersBeside(
    [...byPath(postsOf(seen))].flatMap(([key, posts]) => byIdentity(key, posts)),
  )
    .map(([key, posts]) => trackOf(key, posts))
    .filter(({ objects }) => objects.length > 0);
  known.set(seen, tracks);
  return tracks;
};

/** Milliseconds that a fragment plays; undefined where no header tells the timescale. */
export const playedMilliseconds = (track: SentTrack, { fragment }: SentFragment): number | undefined =>
  track.timescale === 0 ? undefined : (Number(fragment.duration) * 1000) / track.timescale;
