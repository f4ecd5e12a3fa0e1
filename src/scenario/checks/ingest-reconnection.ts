/** What an ingest source does when its connection was lost, or could not be made. */
import type { Connection, Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { backAgain } from '../ingest/act.ts';
import { countlessPath } from '../ingest/track-path.ts';
import { postsOf } from '../ingest/sent-tracks.ts';
import type { Post } from '../ingest/sent-tracks.ts';
import { curtain, quoted, scaled, seconds } from './client-select.ts';
import {
  deliveredUntil,
  earliest,
  fragmentsIn,
  interruptionIn,
  neverAgain,
  ofInterrupted,
} from './ingest-interruption.ts';
import type { Interrupted } from './ingest-interruption.ts';
import {
  counted,
  endWords,
  headOf,
  mediaSeconds,
  notInterrupted,
  notThere,
  segmentMilliseconds,
} from './ingest-select.ts';

const noMediaAgain = (seen: Observations) =>
  notThere(seen, 'the ingest source sent no media after the interruption');

/** After the interruption, the CMAF header comes before any media fragment (E-DI-62). */
export const headerFirstAgain: Check = ofInterrupted(({ after, postsAfter }, when, seen) => {
  if (postsAfter.length === 0) return neverAgain('a new connection, and the CMAF header on it', when, seen);
  const first = after.find(({ object }) => object.kind === 'header' || object.kind === 'fragment');
  if (first === undefined) return noMediaAgain(seen);
  return first.object.kind === 'header'
    ? met(`the CMAF header ${seconds(seen, first.begunAt - when.at)} after the interruption`)
    : broken('the CMAF header before the next media fragment', 'a media fragment first', first.place);
});

/**
 * A check of what comes after an interruption that no source has to notice soon: that it waits is noted, and so is that
 * there was nothing to wait for, in a request that lasts as long as the source.
 */
export const onceTired =
  (check: Check): Check =>
  (seen) => {
    const when = interruptionIn(seen);
    const outOfTime = seen.deadlines.find(({ name }) => name === 'behaviour');
    const [lasting] = postsOf(seen).slice(-1);
    if (
      lasting !== undefined &&
      outOfTime !== undefined &&
      (when === undefined || outOfTime.number < when.event)
    )
      return noted('no request ended before the source was asked to', headOf(lasting));
    const waits =
      when !== undefined &&
      postsOf(seen).every((post) => post.exchange.request.place.event < when.event) &&
      seen.command?.exit?.asked !== false;
    return waits
      ? noted(`the ingest source waited for ${seconds(seen, curtain(seen).at - when.at)}`, when.place)
      : check(seen);
  };

/** After a TCP error the connection is left, and the next request comes on another one. */
export const newConnection: Check = ofInterrupted(({ postsAfter }, when, seen) => {
  const expected = 'a new connection';
  const [first] = postsAfter;
  if (first === undefined) return neverAgain(expected, when, seen);
  const kept = postsAfter.find(({ connection }) => when.hit.some(({ id }) => id === connection.id));
  if (kept !== undefined) return broken(expected, 'a request on the connection that failed', headOf(kept));
  const open = when.hit.find(({ ends }) => !ends.some(({ by, how }) => by === 'target' || how !== 'fin'));
  return open === undefined
    ? met()
    : broken('the end of the connection that failed', 'a connection that stays open', open.place);
});

const firstPaths = ({ before }: Interrupted): Map<string, Set<string>> => {
  const paths = new Map<string, Set<string>>();
  for (const { object, post } of before) {
    const known = paths.get(object.digest) ?? new Set();
    paths.set(object.digest, known.add(post.path));
  }
  return paths;
};

/** What is sent again has the path that it had at first. */
export const sameUrl: Check = ofInterrupted((what, _, seen) => {
  const [first] = what.postsAfter;
  if (first === undefined) return notThere(seen, 'the ingest source did not come again');
  const known = firstPaths(what);
  const again = what.after.filter(({ object }) => object.complete && known.has(object.digest));
  const astray = again.find(({ object, post }) => known.get(object.digest)?.has(post.path) !== true);
  if (astray !== undefined) {
    const [path = ''] = known.get(astray.object.digest) ?? [];
    return broken(`the path ${quoted(path)}`, quoted(astray.post.path), headOf(astray.post));
  }
  if (again.length > 0) return met();
  const paths = new Set(what.before.map(({ post }) => countlessPath(post.path)));
  return what.postsAfter.some(({ path }) => paths.has(countlessPath(path)))
    ? met()
    : broken(`the path ${quoted([...paths][0] ?? '')}`, quoted(first.path), headOf(first));
});

/** How much of a fragment may be missing between two that were meant to follow each other: rounding of times. */
const rounding = 0.5;

/** From where the media go on, against where they had been delivered; in ticks, and in words. */
const gapIn = (what: Interrupted) => {
  const until = deliveredUntil(what.before);
  const next = earliest(what.after);
  const from = next?.fragment.baseMediaDecodeTime;
  if (until === undefined || next === undefined || from === undefined) return undefined;
  return {
    until,
    next,
    from,
    gap: from - until,
    isGap: Number(from - until) > rounding * Number(next.fragment.duration),
  };
};

/** How many fragments had come before, for a return to the first one to be none to the one that was under way. */
const someFragments = 5;
const startedOver = 'the ingest source began again with its first fragment';

const beginsAgain = ({ before }: Interrupted, from: bigint): boolean =>
  fragmentsIn(before).length >= someFragments && from === earliest(before)?.fragment.baseMediaDecodeTime;

/** What was lost is sent again, so that the joined track has no gap; after a long interruption it need not be. */
export const lostMediaAgain: Check = ofInterrupted((what, when, seen) => {
  if (what.postsAfter.length === 0) return notThere(seen, 'the ingest source did not come again');
  const found = gapIn(what);
  if (found === undefined) return noMediaAgain(seen);
  const { until, from, next, isGap } = found;
  if (beginsAgain(what, from)) return noted(startedOver, next.place);
  const words = `media from ${mediaSeconds(what.track, from)} on`;
  if (!isGap) return met(`${words}, where they had come until ${mediaSeconds(what.track, until)}`);
  const down = headOfTime(what.postsAfter) - when.at;
  return down < scaled(seen, 3 * segmentMilliseconds(what.track))
    ? broken(`media from ${mediaSeconds(what.track, until)} on`, words, next.place)
    : noted(`${words}, ${seconds(seen, down)} after the interruption`, next.place);
});

const headOfTime = (posts: readonly Post[]): number => posts[0]?.exchange.request.at ?? 0;

/** The fragment that was cut off, or whose request was never answered, comes again. */
export const fragmentAgain: Check = ofInterrupted((what, when, seen) => {
  if (what.postsAfter.length === 0)
    return noted(`the ingest source did not come again${endWords(seen)}`, when.place);
  const [last] = fragmentsIn(what.before).slice(-1);
  const time = last?.fragment.baseMediaDecodeTime;
  if (last === undefined || time === undefined)
    return notThere(seen, 'no fragment was under way when the connection failed');
  if (fragmentsIn(what.after).length === 0) return noMediaAgain(seen);
  const again = fragmentsIn(what.after).find(({ fragment }) => fragment.baseMediaDecodeTime === time);
  return again === undefined
    ? noted('the fragment that was under way did not come again', last.place)
    : met('the fragment that was under way came again');
});

/** Where a source goes on after a long interruption. */
export const resumption: Check = ofInterrupted((what, when, seen) => {
  if (what.postsAfter.length === 0)
    return noted(`the ingest source did not come again${endWords(seen)}`, when.place);
  const found = gapIn(what);
  if (found === undefined) return noMediaAgain(seen);
  const { until, from, next, isGap } = found;
  if (beginsAgain(what, from)) return noted(startedOver, next.place);
  return met(
    isGap
      ? `it goes on at ${mediaSeconds(what.track, from)}, and leaves out what came after ${mediaSeconds(what.track, until)}`
      : `it sends everything since ${mediaSeconds(what.track, from)}`,
  );
});

/** The new instance is found at the same publishing point, and takes what is sent to it. */
export const servedByNewInstance: Check = ofInterrupted(({ postsAfter, after }, when, seen) => {
  const back = seen.steps.find(({ step, number }) => step === backAgain && number > when.event);
  // Who has gone for good finds no new instance, be it up already or not.
  const gone = seen.command?.exit !== undefined && !seen.command.exit.asked;
  if (gone && postsAfter.length === 0) return neverAgain('a request to the new instance', when, seen);
  if (back === undefined) return notThere(seen, 'the new instance was not up yet');
  if (postsAfter.length === 0) return neverAgain('a request to the new instance', when, seen);
  const header = after.find(({ object }) => object.kind === 'header');
  const fragment = after.find(({ object }) => object.kind === 'fragment' && object.complete);
  if (fragment === undefined) return noMediaAgain(seen);
  return header !== undefined && header.place.event <= fragment.place.event
    ? met(`the stream again ${seconds(seen, fragment.at - back.at)} after the new instance was up`)
    : broken('the CMAF header to the new instance', 'media fragments alone', fragment.place);
});

/** More attempts than this are looked at, and a pause that is shorter is none, in milliseconds. */
const fewAttempts = 4;
const noPause = 700;

/** How long the source waited each time, from the end of one connection to the beginning of the next. */
const pausesBetween = (connections: readonly Connection[]): number[] =>
  connections.slice(1).map(({ at }, index) => {
    const before = connections[index];
    return (
      at - Math.max(before?.at ?? at, ...(before?.ends.map((end) => end.at).filter((end) => end <= at) ?? []))
    );
  });

/** How often a source tries where every attempt fails. */
export const attempts: Check = (seen) => {
  const when = interruptionIn(seen);
  if (when === undefined) return notInterrupted(seen);
  const later = seen.connections.filter(({ by, place }) => by === 'target' && place.event > when.event);
  const { at } = curtain(seen);
  const tried = later.filter((connection) => connection.at <= at);
  const span = (tried.at(-1)?.at ?? when.at) - when.at;
  if (tried.length === 0)
    return noted(`no further attempt in ${seconds(seen, at - when.at)}${endWords(seen)}`, when.place);
  const words = `${counted(tried.length, 'further attempt')} in ${seconds(seen, span)}`;
  const [last] = tried.slice(-1);
  // Several objects may be due at once: such a source pauses now and then, and not each time.
  const pauses = pausesBetween(tried).filter((pause) => pause >= scaled(seen, noPause));
  const hurried = tried.length > fewAttempts && pauses.length < tried.length / 4;
  if (hurried) return noted(`${words}, without a pause`, last?.place ?? when.place);
  return met(words);
};
