/**
 * The tracks of a receiving entity, told apart by path and by header: a `Streams(…)` path is a track, paths that
 * differ in the number of a segment are one, and on the POST URL itself the connection and the header tell.
 */
import type { Trak } from '../../rules/model/header.ts';
import type { Finding } from '../../rules/finding.ts';
import { countlessPath } from '../../scenario/ingest/track-path.ts';
import type { Link } from '../../wire/link.ts';
import { kept } from './kept.ts';
import type { Kept } from './kept.ts';
import type { Place } from './place.ts';
import type { Settings } from './settings.ts';

export interface HeldHeader {
  /** ftyp to moov, as received. */
  readonly bytes: Uint8Array;
  /** Absent where a header was taken that cannot be read. */
  readonly trak?: Trak | undefined;
}

export interface Track {
  /** The path of its header; with `#2` and so on where several share the POST URL. */
  readonly path: string;
  readonly point: string;
  /** By which fragments are taken; none before it has come, after the end of the event, or after a restart. */
  header: HeldHeader | undefined;
  /** The newest header that was ever taken. */
  lastHeader: HeldHeader | undefined;
  ended: boolean;
  /** Time of the newest fragment in ticks, and where it ends; NaN before the first. */
  newest: number;
  expected: number;
  /** Times of all fragments, where a quirk looks at them. */
  readonly times: Set<number>;
  readonly fragments: { received: number; repeated: number };
  readonly kept: Kept;
  readonly findings: Finding[];
}

export interface Tracks {
  /** The track that a header belongs to: a known one, or a new one. */
  ofHeader(place: Place, bytes: Uint8Array, trak: Trak | undefined, link: Link): Track;
  /** The track that a fragment belongs to. */
  ofFragment(place: Place, trackId: number, link: Link): Track | undefined;
  at(path: string): Track | undefined;
  all(): readonly Track[];
  /** Forgets the headers: what a process that was killed knows of them. */
  forget(): void;
}

/** Tracks beyond this are not told apart any more: the oldest that has no header is forgotten. */
const mostTracks = 10_000;

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0;

export const openTracks = (settings: Settings): Tracks => {
  const byPath = new Map<string, Track>();
  /** The newest track of paths that differ in a number. */
  const byStem = new Map<string, Track>();
  /** Tracks that were sent to the POST URL itself, and which of them a connection sends, by track_ID. */
  const shared = new Map<string, Track[]>();
  let ofLink = new WeakMap<Link, Map<number, Track>>();

  const begin = (point: string, path: string): Track => {
    const track: Track = {
      path,
      point,
      header: undefined,
      lastHeader: undefined,
      ended: false,
      newest: NaN,
      expected: NaN,
      times: new Set(),
      fragments: { received: 0, repeated: 0 },
      kept: kept(settings),
      findings: [],
    };
    byPath.set(path, track);
    if (byPath.size > mostTracks) {
      const idle = [...byPath.values()].find((each) => each.header === undefined && each !== track);
      if (idle !== undefined) byPath.delete(idle.path);
    }
    return track;
  };

  const onPostUrl = ({ point }: Place): Track[] => {
    const list = shared.get(point) ?? [];
    shared.set(point, list);
    return list;
  };

  const ofConnection = (link: Link): Map<number, Track> => {
    const known = ofLink.get(link) ?? new Map<number, Track>();
    ofLink.set(link, known);
    return known;
  };

  return {
    ofHeader: (place, bytes, trak, link) => {
      const { point, path } = place;
      if (path !== point) {
        const track = byPath.get(path) ?? begin(point, path);
        byStem.set(countlessPath(path), track);
        return track;
      }
      const list = onPostUrl(place);
      const mine = ofConnection(link);
      const trackId = trak?.trackId ?? 0;
      const known =
        list.find(({ lastHeader }) => lastHeader !== undefined && same(lastHeader.bytes, bytes)) ??
        mine.get(trackId);
      const track = known ?? begin(point, list.length === 0 ? point : `${point}#${String(list.length + 1)}`);
      if (known === undefined) list.push(track);
      mine.set(trackId, track);
      return track;
    },
    ofFragment: (place, trackId, link) => {
      const { point, path } = place;
      if (path !== point) return byPath.get(path) ?? byStem.get(countlessPath(path));
      const list = onPostUrl(place);
      return (
        ofLink.get(link)?.get(trackId) ??
        list.findLast(({ header }) => header?.trak?.trackId === trackId) ??
        list.at(-1)
      );
    },
    at: (path) => byPath.get(path) ?? byStem.get(countlessPath(path)),
    all: () => [...byPath.values()],
    forget: () => {
      for (const track of byPath.values()) track.header = undefined;
      ofLink = new WeakMap();
    },
  };
};
