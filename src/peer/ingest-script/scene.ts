/** What the parts of the scripted receiving entity share while a scenario is played. */
import type { Act, Reception } from '../../scenario/ingest/act.ts';
import type { Link } from '../../wire/link.ts';
import type { Stage } from '../stage.ts';
import type { Doors } from './doors.ts';
import { playbill } from './playbill.ts';
import type { Playbill } from './playbill.ts';
import { trackBook } from './track-book.ts';
import type { Track, TrackBook } from './track-book.ts';

/** What the source has done so far. */
export interface Tally {
  /** Connections that were opened, TLS handshakes that failed too. */
  opened: number;
  /** Requests, whatever became of them. */
  requests: number;
  /** Those after the last act. */
  requestsSince: number;
  /** Whole fragments of the first track. */
  fragments: number;
  /** Slices of payload, lookups of names and attempts to connect: signs that it is at it. */
  stirrings: number;
  /** What we did: answers, and faults. */
  done: number;
  /** Deeds that take a while and are under way: nobody is expected to do anything meanwhile. */
  busy: number;
}

/** The track that acts are about unless they say otherwise. */
export interface FirstTrack {
  /** The path of the first request that was refused or met by an act, or that carried anything. */
  path: string | undefined;
  /** A request with that path was taken, and carried nothing: it was a probe, and no track need have its path. */
  probed: boolean;
  /** Known once something was carried. */
  track: Track | undefined;
}

/** A connection, and what we do with it. */
export interface Visitor {
  readonly link: Link;
  /** It came to our second listener, which is another authority. */
  readonly elsewhere: boolean;
  /** Its requests are answered no more. */
  silent: boolean;
  /** It is read, and what it says is passed over: it was answered for good. */
  dismissed: boolean;
  /** Says that it is not waited for any more. */
  leave(): void;
}

export interface Scene {
  /** Its signal ends the scene. */
  readonly stage: Stage;
  readonly reception: Reception;
  readonly origins: { readonly own: string; readonly other: string };
  readonly doors: Doors;
  readonly tally: Tally;
  readonly acts: Playbill;
  readonly book: TrackBook;
  readonly first: FirstTrack;
  /** Connections that are open. */
  readonly visitors: Set<Visitor>;
  /** Tells the addresses of after a move from now on. */
  move(): void;
  /** Kills the first instance of the source. */
  killSource(): void;
  /** Ends the scene because of something that is no doing of the source. */
  fail(reason: unknown): void;
}

export const isGone = ({ state }: Link): boolean => state.closed || state.broken !== undefined;

/** The publishing point, without the slash at its end. */
const bare = (path: string): string => path.replace(/\/+$/, '');

export const isPublishingPoint = (path: string, { stage }: Scene): boolean =>
  bare(path) === bare(stage.mount);

/** Whether a request with this path counts as one of the first track: that of the publishing point itself does. */
export const isFirstPath = (path: string, scene: Scene): boolean => {
  const { first, book } = scene;
  if (first.path === undefined || first.path === path || isPublishingPoint(path, scene)) return true;
  const expected = book.expected(path);
  return expected !== undefined && expected === first.track;
};

/** Makes a track the first where there is none, or where it was only a probe of something else. */
export const noteCarried = (path: string, track: Track, scene: Scene): void => {
  const { first } = scene;
  if (first.track !== undefined) return;
  const isProbe = first.path !== undefined && (first.probed || isPublishingPoint(first.path, scene));
  if (first.path !== undefined && first.path !== path && !isProbe) return;
  first.path = path;
  first.track = track;
};

export const sceneOf = (
  acts: readonly Act[],
  parts: Omit<Scene, 'tally' | 'acts' | 'book' | 'first' | 'visitors'>,
): Scene => ({
  ...parts,
  acts: playbill(acts),
  book: trackBook(),
  first: { path: undefined, probed: false, track: undefined },
  visitors: new Set(),
  tally: { opened: 0, requests: 0, requestsSince: 0, fragments: 0, stirrings: 0, done: 0, busy: 0 },
});
