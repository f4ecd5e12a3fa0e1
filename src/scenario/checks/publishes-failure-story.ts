/** What became of the first object that our receiving entity did not take, on purpose. */
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken } from '../combine.ts';
import { isMedia, manifestsOf, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { sentTracks } from '../ingest/sent-tracks.ts';
import { curtain, quoted, scaled, seconds } from './client-select.ts';
import { interruptionIn } from './ingest-interruption.ts';
import {
  busyFor,
  counted,
  endWords,
  headOf,
  median,
  notInterrupted,
  notThere,
  segmentMilliseconds,
} from './ingest-select.ts';

/** The first object that failed, and how. */
export interface Strike {
  readonly upload: Upload;
  readonly at: number;
  readonly event: number;
  readonly place: Place;
  /** A noun phrase: `the 503`, `the reset`. */
  readonly how: string;
}

const faultWords: Readonly<Record<string, string>> = {
  reset: 'the reset',
  close: 'the end of the connection',
  stall: 'the stall',
  silence: 'the silence',
};

/** A question for credentials is no failure, but the beginning of an exchange that has an end (E-DI-04). */
const isRefused = ({ status }: Upload): boolean => status !== undefined && status >= 400 && status !== 401;

const refusalOf = (upload: Upload): Strike | undefined => {
  const { response } = upload.exchange;
  if (response === undefined || !isRefused(upload)) return undefined;
  const { at, place } = response;
  return { upload, at, event: place.event, place, how: `the ${String(response.head.status)}` };
};

/** Our fault on its connection hit the request that was under way there, and that was never answered. */
const faultOf = (upload: Upload): Strike | undefined => {
  const { connection, exchange } = upload;
  const { request, response } = exchange;
  const fault = connection.faults.find(
    ({ number, fault: what }) =>
      number > request.place.event &&
      Object.hasOwn(faultWords, what) &&
      (response === undefined || (what === 'stall' && response.place.event > number)),
  );
  if (fault === undefined || connection.exchanges.some((other) => isBetween(other, exchange, fault.number)))
    return undefined;
  const { at, number } = fault;
  return { upload, at, event: number, place: { event: number }, how: faultWords[fault.fault] ?? 'the fault' };
};

/** Whether another request of the connection began after one of it and before an event. */
const isBetween = (other: Upload['exchange'], one: Upload['exchange'], event: number): boolean =>
  other.request.place.event > one.request.place.event && other.request.place.event < event;

/** What was under way when nobody was there any more, where the source left its connection before we did. */
const leftBehind = (seen: Observations): Strike | undefined => {
  const when = interruptionIn(seen);
  const upload = uploadsOf(seen).findLast(
    ({ exchange }) => exchange.response === undefined && eventOf({ exchange }) < (when?.event ?? 0),
  );
  if (when === undefined || upload === undefined) return undefined;
  const { at, event, place } = when;
  return { upload, at, event, place, how: 'the failure' };
};

/** The first upload that failed by our doing. */
export const strikeIn = (seen: Observations): Strike | undefined =>
  uploadsOf(seen)
    .flatMap((upload) => refusalOf(upload) ?? faultOf(upload) ?? [])
    .reduce<Strike | undefined>(
      (first, one) => (first === undefined || one.event < first.event ? one : first),
      undefined,
    ) ?? leftBehind(seen);

const eventOf = ({ exchange }: Pick<Upload, 'exchange'>): number => exchange.request.place.event;

/** What was struck, and what came of it and after it. */
export interface Story extends Strike {
  /** Every upload that began after the strike. */
  readonly later: readonly Upload[];
  /** Those of them that bring what failed, mostly by its path; a question for credentials is none. */
  readonly again: readonly Upload[];
  /** The first of those that was taken. */
  readonly taken: Upload | undefined;
  /** Media of the rendition of what failed that came after it and that nobody had seen before. */
  readonly followers: readonly Upload[];
}

/** So many bytes tell an object from others; of a media fragment that began, fewer. */
const enoughToTell = 1_024;

/** Whether what came later is the media that failed, as far as that came. */
const isSameObject = (failed: Upload, other: Upload): boolean =>
  isMedia(failed) &&
  (failed.whole ||
    failed.body.length >= enoughToTell ||
    failed.post.objects.some(({ fragment }) => fragment)) &&
  other.body.length >= failed.body.length &&
  (!failed.whole || other.body.length === failed.body.length) &&
  failed.body.every((byte, index) => byte === other.body[index]);

const storyOf = (strike: Strike, seen: Observations): Story => {
  const uploads = uploadsOf(seen);
  const { upload } = strike;
  const before = new Set(uploads.filter((one) => eventOf(one) < strike.event).map(({ path }) => path));
  const later = uploads.filter((one) => eventOf(one) > strike.event);
  // What a source still sends on a connection that we ended, or read no more from, shows nothing of what it knows.
  const isUnheard = ({ status, connection }: Upload): boolean =>
    status === undefined && connection.id === upload.connection.id && strike.how !== faultWords['silence'];
  const heard = later.filter((one) => one.status !== 401 && !isUnheard(one));
  const again = heard.filter((one) => one.path === upload.path || isSameObject(upload, one));
  const kin = heard.filter(
    (one) =>
      isMedia(one) && !before.has(one.path) && (!isMedia(upload) || one.rendition === upload.rendition),
  );
  return { ...strike, later, again, taken: again.find(({ taken }) => taken), followers: kin };
};

/** A check of what became of the object that failed. */
export const ofStory =
  (look: (story: Story, seen: Observations) => Outcome): Check =>
  (seen) => {
    const strike = strikeIn(seen);
    return strike === undefined ? notInterrupted(seen) : look(storyOf(strike, seen), seen);
  };

/** Whether the command ended by itself. */
const hasGone = ({ command }: Observations): boolean => command?.exit !== undefined && !command.exit.asked;

/** Media objects that one connection may still bring when another one has failed for good. */
export const fewObjects = 6;

/** Whether the source went on. What its other connections brought before it ended does not count. */
export const wentOn = ({ upload, later, again, followers }: Story, seen: Observations): boolean =>
  again.length > 0 ||
  followers.length >= (isMedia(upload) ? 1 : fewObjects) ||
  (later.length > 0 && !hasGone(seen));

/** The same, where the source went on at all; that it did not is said by the clause about failures as such. */
export const ofSurvivor = (look: (story: Story, seen: Observations) => Outcome): Check =>
  ofStory((story, seen) =>
    wentOn(story, seen)
      ? look(story, seen)
      : notThere(seen, 'the ingest source did not go on after the failure'),
  );

/** Milliseconds that a segment plays, by the manifests, or else by the media; undefined where neither tells. */
export const segmentTime = (seen: Observations): number | undefined => {
  const told = manifestsOf(seen).flatMap(({ names }) =>
    names.flatMap(({ purpose, seconds: time = 0 }) => (purpose === 'media' && time > 0 ? [time * 1000] : [])),
  );
  if (told.length > 0) return median(told);
  const [track] = sentTracks(seen).filter(
    ({ timescale, fragments }) => timescale > 0 && fragments.length > 0,
  );
  return track === undefined ? undefined : segmentMilliseconds(track);
};

/** Seconds as they are written. */
export const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** What the host may have made late, and what a source may need to turn to the next thing, in milliseconds. */
const turn = 1_000;
export const leeway = (seen: Observations): number => scaled(seen, turn) + busyFor(seen);

export const nameOf = ({ path }: Upload): string => quoted(path);

/** What is seen of a source that did not go on. */
export const nothingMore = (expected: string, { at, place, later }: Story, seen: Observations): Outcome => {
  const none =
    later.length === 0 ? 'no upload' : `${counted(later.length, 'upload')} that had begun or were due`;
  return broken(expected, `${none} in ${seconds(seen, curtain(seen).at - at)}${endWords(seen)}`, place);
};

/** `“/live/a.cmfv” 1.2 s later`, after the strike. */
export const laterWords = (upload: Upload, { at }: Strike, seen: Observations): string =>
  `${nameOf(upload)} ${seconds(seen, upload.begunAt - at)} later`;

export const headPlace = ({ post }: Upload): Place => headOf(post);
