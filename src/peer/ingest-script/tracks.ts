/** What a source brings by interface 1: tracks, told apart, of which one is the first. */
import type { Act } from '../../scenario/ingest/act.ts';
import { pathAliases } from './aliases.ts';
import type { Aliases } from './aliases.ts';
import type { Intake } from './intake.ts';
import { playbill } from './playbill.ts';
import type { Playbill } from './playbill.ts';
import type { Grounds } from './scene.ts';
import { trackBook } from './track-book.ts';
import type { Track, TrackBook } from './track-book.ts';
import { visitOf } from './visit.ts';

/** The track that acts are about unless they say otherwise. */
export interface FirstTrack {
  /** The path of the first request that was refused or met by an act, or that carried anything. */
  path: string | undefined;
  /** A request with that path was taken, and carried nothing: it was a probe, and no track need have its path. */
  probed: boolean;
  /** Known once something was carried. */
  track: Track | undefined;
}

/** What is known of the tracks of a source. */
export interface Tracks {
  readonly mount: string;
  readonly acts: Playbill;
  readonly book: TrackBook;
  readonly aliases: Aliases;
  readonly first: FirstTrack;
}

/** The publishing point, without the slash at its end. */
const bare = (path: string): string => path.replace(/\/+$/, '');

const isPublishingPoint = (path: string, { mount }: Tracks): boolean => bare(path) === bare(mount);

/** Whether a request with this path counts as one of the first track: that of the publishing point itself does. */
export const isFirstPath = (path: string, tracks: Tracks): boolean => {
  const { first, book } = tracks;
  if (first.path === undefined || first.path === path || isPublishingPoint(path, tracks)) return true;
  const expected = book.expected(path);
  return expected !== undefined && expected === first.track;
};

/** Makes a track the first where there is none, or where it was only a probe of something else. */
export const noteCarried = (path: string, track: Track, tracks: Tracks): void => {
  const { first } = tracks;
  if (first.track !== undefined) return;
  const isProbe = first.path !== undefined && (first.probed || isPublishingPoint(first.path, tracks));
  if (first.path !== undefined && first.path !== path && !isProbe) return;
  first.path = path;
  first.track = track;
};

/** A receiving entity of tracks, which does what the acts say. */
export const trackIntake = (receive: readonly Act[], grounds: Grounds): Intake => {
  const acts = playbill(receive);
  const book = trackBook();
  const aliases = pathAliases();
  const first: FirstTrack = { path: undefined, probed: false, track: undefined };
  const tracks: Tracks = { mount: grounds.stage.mount, acts, book, aliases, first };
  return {
    visit: (visitor, head, treat) => visitOf(visitor, head, tracks, grounds, treat),
    isOver: acts.isOver,
    since: acts.fragmentsSince,
    seconds: () => first.track?.seconds ?? 0,
    lead: aliases.lead,
    forget: book.forget,
    anew: () => {
      first.path = undefined;
      first.probed = false;
      first.track = undefined;
      acts.anew();
    },
  };
};
