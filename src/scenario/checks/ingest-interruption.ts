/** What came before and after our receiving entity failed on purpose. */
import type { Connection, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken } from '../combine.ts';
import { deedWords } from '../ingest/act.ts';
import type { Deed } from '../ingest/act.ts';
import { postsOf, sentTracks } from '../ingest/sent-tracks.ts';
import type { Post, SentFragment, SentObject, SentTrack } from '../ingest/sent-tracks.ts';
import { curtain, seconds } from './client-select.ts';
import { endOf, endWords, everyOne, isTaken, notInterrupted, notThere } from './ingest-select.ts';

const failures: readonly Deed[] = [
  { do: 'reset' },
  { do: 'close' },
  { do: 'stall' },
  { do: 'stall', resumeAfter: 'pause' },
  { do: 'silence' },
  { do: 'outage', for: 'outage' },
  { do: 'restart', after: 'outage' },
  { do: 'black-hole', for: 'outage' },
  { do: 'move' },
];
const failureWords = new Set(failures.map(deedWords));

/** When the script interrupted the source for the first time. */
export interface Interruption {
  readonly at: number;
  readonly event: number;
  readonly place: Place;
  /** The connections that it hit. */
  readonly hit: readonly Connection[];
}

export const interruptionIn = (seen: Observations): Interruption | undefined => {
  const step = seen.steps.find((one) => failureWords.has(one.step));
  if (step === undefined) return undefined;
  const { at, number: event } = step;
  const next = seen.steps.find((one) => one.number > event && failureWords.has(one.step));
  const hit = seen.connections.filter(
    (connection) =>
      connection.place.event < event &&
      connection.faults.some(
        (fault) => fault.number > event && fault.number < (next?.number ?? Number.POSITIVE_INFINITY),
      ),
  );
  return { at, event, place: { event }, hit };
};

/** A track, and what came of it before and after an interruption. */
export interface Interrupted {
  readonly track: SentTrack;
  readonly before: readonly SentObject[];
  readonly after: readonly SentObject[];
  /** Requests that began after it. */
  readonly postsAfter: readonly Post[];
}

const eventOf = (post: Post): number => post.exchange.request.place.event;

/** Whether two tracks are one under two paths: they have a header in common. */
const isAkin = (one: SentTrack, other: SentTrack): boolean =>
  one === other ||
  one.headers.some(({ object }) => other.headers.some((known) => known.object.digest === object.digest));

const interrupted = (track: SentTrack, event: number, seen: Observations): Interrupted => {
  const all = sentTracks(seen);
  const alone = all.every((other) => other === track || other.posts.every((post) => eventOf(post) > event));
  const kin = all.filter((other) => isAkin(track, other) || alone);
  const objects = kin.flatMap((one) => one.objects);
  return {
    track,
    before: objects.filter(({ post }) => eventOf(post) < event),
    after: objects.filter(({ post }) => eventOf(post) > event),
    postsAfter: alone
      ? postsOf(seen).filter((post) => eventOf(post) > event)
      : kin.flatMap(({ posts }) => posts).filter((post) => eventOf(post) > event),
  };
};

/** The tracks that an interruption hit: those of the connections, or all that there were. */
const tracksHit = ({ event, hit }: Interruption, seen: Observations): readonly SentTrack[] => {
  const begun = sentTracks(seen).filter(({ posts }) => posts.some((post) => eventOf(post) < event));
  const own = begun.filter(({ posts }) =>
    posts.some((post) => eventOf(post) < event && hit.some(({ id }) => id === post.connection.id)),
  );
  return own.length > 0 ? own : begun;
};

/** A check of each track that was interrupted. */
export const ofInterrupted =
  (look: (what: Interrupted, when: Interruption, seen: Observations) => Outcome): Check =>
  (seen) => {
    const when = interruptionIn(seen);
    if (when === undefined) return notInterrupted(seen);
    return (
      everyOne(
        tracksHit(when, seen).map((track) => look(interrupted(track, when.event, seen), when, seen)),
      ) ?? notThere(seen, 'no media came before the interruption')
    );
  };

/** What is seen of a source that did not come again. */
export const neverAgain = (expected: string, { at, place }: Interruption, seen: Observations): Outcome =>
  broken(expected, `no request in ${seconds(seen, curtain(seen).at - at)}${endWords(seen)}`, place);

export const fragmentsIn = (objects: readonly SentObject[]): readonly SentFragment[] =>
  objects.flatMap((one) =>
    one.object.fragment === undefined ? [] : [{ ...one, fragment: one.object.fragment }],
  );

/** Whole, and not in a request of its own that was never answered: nobody could know that it had arrived. */
export const isDelivered = ({ post, object }: SentObject): boolean =>
  object.complete && (!post.exchange.request.body.complete || isTaken(post));

const latest = (ends: readonly bigint[]): bigint | undefined =>
  ends.reduce<bigint | undefined>((most, end) => (most === undefined || end > most ? end : most), undefined);

/** Up to where the media of a track had been delivered; the beginning of what came, where nothing had. */
export const deliveredUntil = (objects: readonly SentObject[]): bigint | undefined => {
  const fragments = fragmentsIn(objects);
  const ends = fragments.filter(isDelivered).flatMap((one) => endOf(one) ?? []);
  return latest(ends) ?? fragments[0]?.fragment.baseMediaDecodeTime;
};

/** The whole fragment that begins first on the timeline. */
export const earliest = (objects: readonly SentObject[]): SentFragment | undefined =>
  fragmentsIn(objects)
    .filter(({ object, fragment }) => object.complete && fragment.baseMediaDecodeTime !== undefined)
    .reduce<SentFragment | undefined>(
      (first, one) =>
        first === undefined ||
        (one.fragment.baseMediaDecodeTime ?? 0n) < (first.fragment.baseMediaDecodeTime ?? 0n)
          ? one
          : first,
      undefined,
    );
