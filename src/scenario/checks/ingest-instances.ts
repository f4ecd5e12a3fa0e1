/** What a second instance of an ingest source sends: in place of one that failed, or beside it. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { sentTracks } from '../ingest/sent-tracks.ts';
import type { SentFragment, SentHeader, SentTrack } from '../ingest/sent-tracks.ts';
import { countlessPath } from '../ingest/track-path.ts';
import { quoted, scaled, seconds } from './client-select.ts';
import {
  busyFor,
  endOf,
  everyOne,
  headOf,
  mediaSeconds,
  notThere,
  segmentMilliseconds,
} from './ingest-select.ts';

/** What the two instances sent of one kind of media. */
interface Pair {
  readonly first: SentTrack;
  readonly second: SentTrack;
  /** Headers and fragments of either. */
  readonly headers: { readonly first: readonly SentHeader[]; readonly second: readonly SentHeader[] };
  readonly fragments: { readonly first: readonly SentFragment[]; readonly second: readonly SentFragment[] };
}

const eventOf = ({ post }: SentHeader | SentFragment): number => post.exchange.request.place.event;

/** Requests of the second instance are those after its start, or those at its own publishing point. */
const isOfSecond = (seen: Observations, one: SentHeader | SentFragment): boolean => {
  const { secondMount } = seen.parameters;
  if (secondMount !== undefined) return one.post.path.startsWith(secondMount);
  return seen.second !== undefined && one.post.connection.at >= seen.second.at && eventOf(one) > 0;
};

const parted = <One extends SentHeader | SentFragment>(seen: Observations, all: readonly One[]) => ({
  first: all.filter((one) => !isOfSecond(seen, one)),
  second: all.filter((one) => isOfSecond(seen, one)),
});

const nameOf = (track: SentTrack, seen: Observations): string => {
  const { mount, secondMount } = seen.parameters;
  const path = track.posts[0]?.path ?? track.key;
  const point = secondMount !== undefined && path.startsWith(secondMount) ? secondMount : mount;
  return path.slice(point.length);
};

/** Tracks that both instances sent, the same by their relative path, or alone in their kind. */
const pairsIn = (seen: Observations): readonly Pair[] => {
  const tracks = sentTracks(seen);
  const ofFirst = tracks.filter(({ headers, fragments }) =>
    [...headers, ...fragments].some((one) => !isOfSecond(seen, one)),
  );
  return ofFirst.flatMap((first) => {
    const candidates = tracks.filter(
      (track) =>
        track.kind === first.kind &&
        [...track.headers, ...track.fragments].some((one) => isOfSecond(seen, one)),
    );
    const second =
      candidates.find((track) => track === first) ??
      candidates.find((track) => nameOf(track, seen) === nameOf(first, seen)) ??
      (candidates.length === 1 ? candidates[0] : undefined);
    if (second === undefined) return [];
    const headers = [...first.headers, ...(second === first ? [] : second.headers)];
    const fragments = [...first.fragments, ...(second === first ? [] : second.fragments)];
    return [{ first, second, headers: parted(seen, headers), fragments: parted(seen, fragments) }];
  });
};

const ofPairs =
  (look: (pair: Pair, seen: Observations) => Outcome): Check =>
  (seen) => {
    if (seen.second === undefined) return notThere(seen, 'no second instance was started');
    return (
      everyOne(pairsIn(seen).map((pair) => look(pair, seen))) ??
      notThere(seen, 'the two instances sent no media that belong together')
    );
  };

/** The new instance posts to the paths of the one that failed. */
export const samePaths: Check = ofPairs(({ fragments, headers }, seen) => {
  const of = (which: 'first' | 'second') =>
    new Set([...headers[which], ...fragments[which]].map(({ post }) => countlessPath(post.path)));
  const known = of('first');
  const astray = [...of('second')].find((path) => !known.has(path));
  const [one] = fragments.second;
  if (one === undefined) return notThere(seen, 'the second instance sent no media');
  return astray === undefined
    ? met([...known].map(quoted).join(', '))
    : broken([...known].map(quoted).join(', '), quoted(astray), headOf(one.post));
});

/** The new instance sends the CMAF header of the one that failed. */
export const sameHeader: Check = ofPairs(({ headers }, seen) => {
  const [known] = headers.first;
  const [other] = headers.second;
  if (known === undefined) return notThere(seen, 'the first instance sent no CMAF header');
  if (other === undefined) return notThere(seen, 'the second instance sent no CMAF header');
  return headers.second.every(({ object }) =>
    headers.first.some((one) => one.object.digest === object.digest),
  )
    ? met()
    : broken('the CMAF header of the first instance, to the byte', 'another one', other.place);
});

/** Segments that a new instance may take to begin. */
const forgiven = 2;

/** How much is missing between the last fragment of one instance and the first of the next. */
export const littleLost: Check = ofPairs(({ first, fragments }, seen) => {
  const ends = fragments.first.filter(({ object }) => object.complete).flatMap((one) => endOf(one) ?? []);
  const until = ends.reduce<bigint | undefined>(
    (most, end) => (most === undefined || end > most ? end : most),
    undefined,
  );
  const [next] = fragments.second;
  const from = next?.fragment.baseMediaDecodeTime;
  if (until === undefined || next === undefined || from === undefined)
    return notThere(seen, 'the second instance sent no media');
  const lost = from - until;
  const started = (seen.second?.at ?? 0) - (fragments.first.at(-1)?.at ?? 0);
  const segment = segmentMilliseconds(first);
  const words = lost > 0n ? `${mediaSeconds(first, lost)} of media lost` : 'no media lost';
  const lostMilliseconds = first.timescale === 0 ? 0 : (Number(lost) * 1000) / first.timescale;
  // What passed before it was started is not the new instance's doing.
  const allowed =
    Math.max(0, started) / scaled(seen, 1) + forgiven * segment + busyFor(seen) / scaled(seen, 1);
  return lostMilliseconds <= allowed
    ? met(words)
    : broken(
        'media from where the first instance stopped, or soon after',
        `${words}; the second instance was started ${seconds(seen, started)} after the last fragment`,
        next.place,
      );
});

/** Segments by which two instances may be apart at a time. */
const apart = 3;

/** The media of a later instance stand on the timeline where those of the first do at the same time. */
export const inStep: Check = ofPairs(({ first, fragments }, seen) => {
  const [joined] = fragments.second.filter(({ object }) => object.complete);
  const time = joined?.fragment.baseMediaDecodeTime;
  if (joined === undefined || time === undefined) return notThere(seen, 'the second instance sent no media');
  const before = fragments.first.filter(({ at, object }) => object.complete && at <= joined.at).at(-1);
  const known = before?.fragment.baseMediaDecodeTime;
  if (before === undefined || known === undefined) return notThere(seen, 'the first instance sent no media');
  if (first.timescale === 0) return notThere(seen, 'no timescale is known');
  const distance = Number(time - known) / first.timescale;
  const allowed = (apart * segmentMilliseconds(first) + busyFor(seen) / scaled(seen, 1)) / 1000;
  const words = `the second instance at ${mediaSeconds(first, time)}, the first at ${mediaSeconds(first, known)}`;
  if (Math.abs(distance) > allowed)
    return broken('both instances at the same time of their media', words, joined.place);
  const grid = new Set(fragments.first.map(({ fragment }) => fragment.baseMediaDecodeTime));
  const common = fragments.second.filter(({ fragment }) => grid.has(fragment.baseMediaDecodeTime));
  return common.length > 0
    ? met(`${words}; ${String(common.length)} fragments in common`)
    : noted(`${words}, and no fragment in common`, joined.place);
});
