/** The bytes that a source client streams, and how they flow. */
import { has, ascii } from '../../media/bytes.ts';
import type { FrameBreak } from '../../media/frame-reading.ts';
import { readFrames } from '../../media/read-frames.ts';
import { samples } from '../../media/samples.ts';
import type { SampleName } from '../../media/samples.ts';
import { sniff } from '../../media/sniff.ts';
import type { Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { curtain, headPlace, longestBody, noRequest, notReached, scaled } from './client-select.ts';

export const readableKind = (kind: string | undefined): SampleName | undefined =>
  kind !== undefined && kind in samples ? (kind as SampleName) : undefined;

/** Tags between frames belong to files that are streamed one after the other; players pass over them. */
const tags = ['ID3', 'TAG', 'APETAGEX'].map(ascii);

const isTag = (bytes: Uint8Array, { offset }: FrameBreak): boolean =>
  tags.some((tag) => has(bytes, offset, tag));

const placeOf = ({ request }: Exchange, offset: number): Place => {
  const arrival = request.body.arrivals.find(
    (one) => offset >= one.offset && offset < one.offset + one.length,
  );
  if (arrival === undefined) return request.place;
  const { event, offset: from } = arrival.place;
  return from === undefined ? { event } : { event, offset: from + offset - arrival.offset };
};

const ofStream =
  (look: (exchange: Exchange, kind: SampleName, seen: Observations) => Outcome): Check =>
  (seen) => {
    const exchange = longestBody(seen);
    if (exchange === undefined) return noRequest(seen);
    const { body } = exchange.request;
    if (body.length === 0) return notReached(seen, 'the client sent none of its stream');
    const kind = readableKind(sniff(body.kept));
    return kind === undefined
      ? noted('a stream of no kind that we can read', body.arrivals[0]?.place ?? headPlace(exchange))
      : look(exchange, kind, seen);
  };

/** Frames that follow each other without a gap; tags between them do not count. */
export const contiguousFrames: Check = ofStream((exchange, kind) => {
  const { kept } = exchange.request.body;
  const { frames, breaks } = readFrames(kind, kept);
  const gap = breaks.find((one) => !isTag(kept, one));
  if (gap !== undefined) {
    return broken(
      `frames of ${kind} without a gap`,
      `at byte ${String(gap.offset)} of the body: ${gap.reason}`,
      placeOf(exchange, gap.offset),
    );
  }
  return frames > 0
    ? met(`${String(frames)} frames of ${kind}`)
    : unclear('window-too-short', 'not even one frame came');
});

/** What the flow may be off, in milliseconds of media and as a share. */
const burst = 5_000;
const share = 0.3;
/** The least that is watched. */
const leastWindow = 4_000;

interface Point {
  /** Milliseconds since the body began, as the client means them. */
  readonly time: number;
  /** Milliseconds of media that had come. */
  readonly media: number;
  readonly place: Place;
}

/** How far the media was after each arrival, by the mean rate of the stream. */
const progress = (exchange: Exchange, bytesPerSecond: number, seen: Observations): Point[] => {
  const { at: end } = curtain(seen);
  const { arrivals } = exchange.request.body;
  const begin = arrivals[0]?.at ?? 0;
  const unit = scaled(seen, 1);
  return arrivals
    .filter(({ at }) => at <= end)
    .map(({ at, offset, length, place }) => ({
      time: (at - begin) / unit,
      media: ((offset + length) / bytesPerSecond) * 1000,
      place,
    }));
};

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** What a busy host of ours explains says nothing about the client. */
const unlessExplained = (seen: Observations, excess: number, outcome: Outcome): Outcome => {
  const late = seen.load?.maxDelay ?? 0;
  return excess < late / scaled(seen, 1)
    ? unclear('host-overloaded', `this host was busy for ${String(late)} ms, too long to judge a steady flow`)
    : outcome;
};

/**
 * Media at the speed at which it plays. What is ahead counts from the beginning of the body; for what is behind the
 * best moment of the second half counts, so that a host that was busy for a while is not taken for a slow client.
 */
export const steadyFlow: Check = ofStream((exchange, kind, seen) => {
  const { bitsPerSecond, frames } = readFrames(kind, exchange.request.body.kept);
  if (frames < 2 || bitsPerSecond === 0)
    return unclear('window-too-short', 'too few frames came to tell their rate');
  const points = progress(exchange, bitsPerSecond / 8, seen);
  const begin = exchange.request.body.arrivals[0]?.at ?? 0;
  const window = (curtain(seen).at - begin) / scaled(seen, 1);
  const ahead = points.find(({ time, media }) => media - time > burst);
  if (ahead !== undefined) {
    const furthest = Math.max(...points.map(({ time, media }) => media - time));
    const actual = `${inSeconds(ahead.media)} of media in ${inSeconds(ahead.time)}`;
    return unlessExplained(
      seen,
      furthest - burst,
      broken('no more than 5 s of media ahead of time', actual, ahead.place),
    );
  }
  if (window < leastWindow)
    return unclear('window-too-short', `the stream could be watched for ${inSeconds(window)} only`);
  const later = points.filter(({ time }) => time >= window / 2);
  const paces = later.map(({ time, media, place }) => ({ time, media, place, pace: media / time }));
  const [best] = paces.sort((one, other) => other.pace - one.pace);
  if (best === undefined) {
    const last = points.at(-1);
    return broken(
      'media at the speed at which it plays',
      `nothing in the last ${inSeconds(window - (last?.time ?? 0))}`,
      last?.place ?? headPlace(exchange),
    );
  }
  const actual = `${inSeconds(best.media)} of media in ${inSeconds(best.time)}`;
  if (best.pace >= 1 - share) return met(actual);
  const behind = best.time * (1 - share) - best.media;
  return unlessExplained(seen, behind, broken('media at the speed at which it plays', actual, best.place));
});
