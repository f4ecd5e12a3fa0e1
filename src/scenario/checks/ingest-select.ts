/** Finding in a conversation with an ingest source the thing that a check is about. */
import type { Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome, Unclear } from '../check.ts';
import { unclear } from '../combine.ts';
import { postsOf, sentTracks } from '../ingest/sent-tracks.ts';
import type { Post, SentFragment, SentTrack } from '../ingest/sent-tracks.ts';
import { scaled } from './client-select.ts';

/** How the command ended by itself; empty where it did not. */
export const endWords = (seen: Observations): string => {
  const exit = seen.command?.exit;
  if (exit === undefined || exit.asked) return '';
  return exit.code === null
    ? `; it ended with ${exit.signal ?? 'a signal'}`
    : `; it ended with exit code ${String(exit.code)}`;
};

/** Why nothing can be said of an ingest source that sent nothing. */
export const noPost = (seen: Observations): Unclear => {
  const connected = seen.connections.some((connection) => connection.by === 'target');
  const what = connected ? 'the ingest source sent no request' : 'the ingest source made no connection';
  return unclear('peer-vanished', `${what}${endWords(seen)}`);
};

/** Why nothing can be said of an ingest source that did not get so far. */
export const notThere = (seen: Observations, what: string): Unclear =>
  postsOf(seen).length === 0 ? noPost(seen) : unclear('prerequisite-missing', `${what}${endWords(seen)}`);

export const headOf = ({ exchange }: Post): Place => exchange.request.place;

export const statusOf = ({ exchange }: Post): number | undefined => exchange.response?.head.status;

export const isTaken = (post: Post): boolean => {
  const status = statusOf(post);
  return status !== undefined && status >= 200 && status < 300;
};

/** Everything that the ingest source asked, whatever the method, in order of time. */
export const requestsOf = (seen: Observations): readonly Exchange[] =>
  seen.connections
    .filter((connection) => connection.by === 'target')
    .flatMap((connection) => connection.exchanges)
    .sort((one, other) => one.request.place.event - other.request.place.event);

/** A check that each of several things has to meet: a broken one stands for all, then any that is not met. */
export const everyOne = (outcomes: readonly Outcome[]): Outcome | undefined =>
  outcomes.find(({ outcome }) => outcome === 'broken') ??
  outcomes.find(({ outcome }) => outcome !== 'met') ??
  outcomes[0];

/** A check of the first request. */
export const ofFirstPost =
  (look: (first: Post, seen: Observations) => Outcome): Check =>
  (seen) => {
    const [first] = postsOf(seen);
    return first === undefined ? noPost(seen) : look(first, seen);
  };

/** A check of each request. */
export const ofEachPost =
  (look: (post: Post, seen: Observations) => Outcome): Check =>
  (seen) =>
    everyOne(postsOf(seen).map((post) => look(post, seen))) ?? noPost(seen);

/** A check of each track that came. */
export const ofEachTrack =
  (look: (track: SentTrack, seen: Observations) => Outcome): Check =>
  (seen) =>
    everyOne(sentTracks(seen).map((track) => look(track, seen))) ?? notThere(seen, 'no media came');

/** The longest time that this host was busy, in milliseconds; what was late by that much may have come in time. */
export const busyFor = (seen: Observations): number => seen.load?.maxDelay ?? 0;

/** The number in the middle; 0 of none. */
export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** What a source sent before it could know better, in milliseconds of the scenario. */
const inFlight = 500;

/** Why nothing can be said where the script never came to its act: a host that was late may be to blame. */
export const notInterrupted = (seen: Observations): Unclear => {
  const what = 'the ingest source was not interrupted';
  const late = busyFor(seen);
  return late > inFlight && postsOf(seen).length > 0
    ? unclear('host-overloaded', `${what}, while this host was busy for ${(late / 1000).toFixed(1)} s`)
    : notThere(seen, what);
};

/** From when on what is sent is sent in knowledge of what came at a time. */
export const knownFrom = (seen: Observations, at: number): number =>
  at + scaled(seen, inFlight) + busyFor(seen);

/** Where a fragment ends on the timeline of its track, in ticks. */
export const endOf = ({ fragment }: SentFragment): bigint | undefined =>
  fragment.baseMediaDecodeTime === undefined ? undefined : fragment.baseMediaDecodeTime + fragment.duration;

/** Ticks as seconds of media. */
export const mediaSeconds = (track: SentTrack, ticks: bigint): string =>
  track.timescale === 0
    ? `${String(ticks)} ticks`
    : `${(Number((ticks * 1000n) / BigInt(track.timescale)) / 1000).toFixed(2)} s`;

/** The longest fragment of a track in milliseconds of media, and nine tenths of a second at the least (E-DI-15). */
export const segmentMilliseconds = (track: SentTrack): number => {
  const longest = track.fragments.reduce(
    (most, { fragment }) => Math.max(most, Number(fragment.duration)),
    0,
  );
  return Math.max(900, track.timescale === 0 ? 0 : (longest * 1000) / track.timescale);
};

/** `n requests`, `1 request`. */
export const counted = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
