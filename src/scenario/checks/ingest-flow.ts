/** How the media of an ingest source flow, and how long its requests stay open. */
import type { Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { sentTracks } from '../ingest/sent-tracks.ts';
import type { SentTrack } from '../ingest/sent-tracks.ts';
import { curtain, scaled, seconds } from './client-select.ts';
import { interruptionIn } from './ingest-interruption.ts';
import { busyFor, everyOne, headOf, notInterrupted, notThere, segmentMilliseconds } from './ingest-select.ts';
import { postsOf } from '../ingest/sent-tracks.ts';

/** How much slower than it plays the media may come, as a share. */
const leastPace = 0.7;
/** The share of the time that this host may have been busy, for a source at half the pace to be told still. */
const mostBusy = 0.28;
/** Chunks that come within this share of a segment come together. */
const burst = 0.25;
/** The least that is watched, in segments. */
const leastSegments = 3;

interface Flow {
  /** Milliseconds of media that came after the first fragment, and how long they took, as the source means them. */
  readonly media: number;
  readonly time: number;
  readonly segment: number;
}

const flowOf = (track: SentTrack, seen: Observations): Flow | undefined => {
  const whole = track.fragments.filter(({ object }) => object.complete);
  const [first] = whole;
  // Chunks that are made in one go come in one go: the first of the last ones stands for them.
  const end = (whole.at(-1)?.at ?? 0) - scaled(seen, burst * segmentMilliseconds(track));
  const last = whole.find(({ at }) => at >= end);
  const from = first?.fragment.baseMediaDecodeTime;
  const to = last?.fragment.baseMediaDecodeTime;
  if (first === undefined || last === undefined || from === undefined || to === undefined) return undefined;
  if (track.timescale === 0) return undefined;
  return {
    media: (Number(to - from) * 1000) / track.timescale,
    time: (last.at - first.at) / scaled(seen, 1),
    segment: segmentMilliseconds(track),
  };
};

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Media come at the pace at which they play, or the request that is too slow is ended (E-DI-47). */
export const steadyMedia: Check = (seen) => {
  const tracks = sentTracks(seen).filter(({ kind }) => kind === 'video' || kind === 'audio');
  const outcomes = tracks.map((track) => {
    const flow = flowOf(track, seen);
    if (flow === undefined) return notThere(seen, 'no media came whose pace can be told');
    const { media, time, segment } = flow;
    const busy = busyFor(seen) / scaled(seen, 1);
    const words = `${inSeconds(media)} of media in ${inSeconds(time)}`;
    if (time < leastSegments * segment)
      return unclear('window-too-short', `${words}, too little to tell a pace`);
    if (media >= leastPace * time) return met(words);
    if (media >= leastPace * (time - busy)) {
      const why = `${words}, in which this host was busy for ${inSeconds(busy)}`;
      return busy < mostBusy * time ? met(why) : unclear('host-overloaded', why);
    }
    const ended = track.posts.some(({ exchange }) => exchange.request.body.complete);
    const [post] = track.posts.slice(-1);
    return ended || post === undefined
      ? noted(`${words}, in requests that were ended`, track.fragments[0]?.place ?? { event: 0 })
      : broken('media at the pace at which they play, or the end of the request', words, headOf(post));
  });
  return everyOne(outcomes) ?? notThere(seen, 'no media came');
};

/**
 * A receiving entity stops reading. The source leaves the request; or, where the buffers of the systems between took
 * everything, it noticed nothing, and is up to date when reading goes on.
 */
export const leavesStalledRequest: Check = (seen) => {
  const when = interruptionIn(seen);
  if (when === undefined) return notInterrupted(seen);
  const next = postsOf(seen).find(
    ({ exchange, connection }) =>
      exchange.request.place.event > when.event && !when.hit.some(({ id }) => id === connection.id),
  );
  if (next !== undefined)
    return met(
      `another request ${seconds(seen, next.exchange.request.at - when.at)} after we stopped reading`,
    );
  return steadyMedia(seen);
};

/** How long a request for sparse data may stay open once its fragment has come, in milliseconds. */
const briefly = 1_000;

/** Requests of text and metadata have one fragment each, and end with it. */
export const shortSparseRequests: Check = (seen) => {
  const tracks = sentTracks(seen).filter(({ kind }) => kind === 'text' || kind === 'metadata');
  if (tracks.length === 0) return notThere(seen, 'no track of sparse data came');
  const end = curtain(seen);
  const outcomes = tracks.map((track) => {
    const posts = track.posts.filter(({ objects }) =>
      objects.some(({ kind, complete }) => kind === 'fragment' && complete),
    );
    if (posts.length === 0) return notThere(seen, 'no fragment of sparse data came');
    const long = posts.find(({ objects }) => objects.filter(({ kind }) => kind === 'fragment').length > 1);
    if (long !== undefined) {
      const fragments = long.objects.filter(({ kind }) => kind === 'fragment').length;
      return broken(
        'one fragment of sparse data a request',
        `${String(fragments)} of them in one request`,
        headOf(long),
      );
    }
    const open = posts.find(({ exchange }) => {
      const { body } = exchange.request;
      const last = body.arrivals.at(-1)?.at ?? exchange.request.at;
      return !body.complete && end.at - last > scaled(seen, briefly) + busyFor(seen);
    });
    return open === undefined
      ? met('one fragment a request')
      : broken('the end of the request with its fragment', 'a request that stays open', headOf(open));
  });
  return everyOne(outcomes) ?? notThere(seen, 'no fragment of sparse data came');
};
