/** How the bytes of a source client flow: media at the speed at which it plays. */
import { readFrames } from '../../media/read-frames.ts';
import type { Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { ofReadableStream } from './client-media.ts';
import { curtain, headPlace, scaled } from './client-select.ts';

/** How far the media may be ahead of time, in milliseconds of media; bursts are no longer than that. */
const burst = 5_000;
/** How much slower or faster than it plays the media may come, as a share. */
const share = 0.3;
/** The least that is watched, which has to be more than a burst. */
const leastWindow = 6_000;
/** The least that is left of it without the time that this host was busy. */
const leastRest = 3_000;

interface Point {
  /** Milliseconds since the body began, as the client means them. */
  readonly time: number;
  /** Milliseconds of media that had come. */
  readonly media: number;
  readonly place: Place;
}

interface Flow {
  readonly points: readonly Point[];
  /** How long the body was watched. */
  readonly window: number;
  /** The longest time that this host was busy, which says nothing about the client. */
  readonly busy: number;
  readonly begin: Place;
}

const flowOf = (exchange: Exchange, bytesPerSecond: number, seen: Observations): Flow => {
  const { at: end } = curtain(seen);
  const { arrivals } = exchange.request.body;
  const begin = arrivals[0]?.at ?? 0;
  const unit = scaled(seen, 1);
  return {
    points: arrivals
      .filter(({ at }) => at <= end)
      .map(({ at, offset, length, place }) => ({
        time: (at - begin) / unit,
        media: ((offset + length) / bytesPerSecond) * 1000,
        place,
      })),
    window: (end - begin) / unit,
    busy: (seen.load?.maxDelay ?? 0) / unit,
    begin: arrivals[0]?.place ?? headPlace(exchange),
  };
};

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const pointWords = ({ media, time }: Point): string => `${inSeconds(media)} of media in ${inSeconds(time)}`;

const overloaded = ({ busy }: Flow): Outcome =>
  unclear('host-overloaded', `this host was busy for ${inSeconds(busy)}, too long to judge a steady flow`);

/** What came too early, counted from the beginning of the body. */
const judgeAhead = (flow: Flow): Outcome | undefined => {
  const first = flow.points.find(({ time, media }) => media - time > burst);
  if (first === undefined) return undefined;
  const furthest = Math.max(...flow.points.map(({ time, media }) => media - time));
  if (furthest - burst < flow.busy) return overloaded(flow);
  return broken('no more than 5 s of media ahead of time', pointWords(first), first.place);
};

/** What came too late, by the best of the last moments, and without the time that this host was busy. */
const judgeBehind = (flow: Flow): Outcome => {
  const { points, window, busy, begin } = flow;
  const expected = 'media at the speed at which it plays';
  const pace = ({ time, media }: Point, without = 0): number => media / (time - without);
  const last = points.at(-1);
  const [best] = points
    .filter(({ time }) => time >= window - burst)
    .sort((one, other) => pace(other) - pace(one));
  if (last === undefined || best === undefined) {
    const silence = window - (last?.time ?? 0);
    return silence - busy < burst
      ? overloaded(flow)
      : broken(expected, `nothing in the last ${inSeconds(silence)}`, last?.place ?? begin);
  }
  if (pace(best) >= 1 - share) return met(pointWords(best));
  if (last.time - busy < leastRest) return overloaded(flow);
  return pace(last, busy) >= 1 - share
    ? met(`${pointWords(last)}, in which this host was busy for ${inSeconds(busy)}`)
    : broken(expected, pointWords(best), best.place);
};

/**
 * Media at the speed at which it plays; bursts of a few seconds are steady enough, and a host of ours that was busy
 * for a while is not taken for a slow client.
 */
export const steadyFlow: Check = ofReadableStream((exchange, kind, seen) => {
  const { bitsPerSecond, frames } = readFrames(kind, exchange.request.body.kept);
  if (frames < 2 || bitsPerSecond === 0) {
    return unclear('window-too-short', 'too few frames came to tell their rate');
  }
  const flow = flowOf(exchange, bitsPerSecond / 8, seen);
  const ahead = judgeAhead(flow);
  if (ahead !== undefined) return ahead;
  return flow.window < leastWindow
    ? unclear('window-too-short', `the stream could be watched for ${inSeconds(flow.window)} only`)
    : judgeBehind(flow);
});
