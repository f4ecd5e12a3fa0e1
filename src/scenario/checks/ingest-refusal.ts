/** What an ingest source does once it was refused. */
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { postsOf, sentTracks } from '../ingest/sent-tracks.ts';
import type { Post, SentFragment, SentObject } from '../ingest/sent-tracks.ts';
import { curtain, scaled, seconds } from './client-select.ts';
import {
  counted,
  endWords,
  headOf,
  knownFrom,
  median,
  noPost,
  notThere,
  requestsOf,
  statusOf,
} from './ingest-select.ts';

/** The first request that was refused. */
export interface Refusal {
  readonly post: Post;
  readonly status: number;
  /** When it was answered, and where. */
  readonly at: number;
  readonly place: Place;
}

/** A question for credentials is no refusal, but the beginning of an exchange that has an end (E-DI-04). */
const isRefused = (post: Post): boolean => (statusOf(post) ?? 0) >= 400 && statusOf(post) !== 401;

export const refusalIn = (seen: Observations): Refusal | undefined => {
  const post = postsOf(seen).find(isRefused);
  const response = post?.exchange.response;
  return post === undefined || response === undefined
    ? undefined
    : { post, status: response.head.status, at: response.at, place: response.place };
};

export const ofRefusal =
  (look: (refusal: Refusal, seen: Observations) => Outcome): Check =>
  (seen) => {
    const refusal = refusalIn(seen);
    return refusal === undefined
      ? notThere(seen, 'no request of the ingest source was refused')
      : look(refusal, seen);
  };

const isLater = (post: Post, { place }: Refusal): boolean => post.exchange.request.place.event > place.event;

const postsAfter = (refusal: Refusal, seen: Observations): readonly Post[] =>
  postsOf(seen).filter((post) => isLater(post, refusal));

/** Objects of the track that was refused; all that there are where it had carried none. */
const objectsOf = (refusal: Refusal, seen: Observations): readonly SentObject[] => {
  const tracks = sentTracks(seen);
  const own = tracks.filter(({ posts }) => posts.includes(refusal.post));
  const digests = new Set(own.flatMap(({ headers }) => headers.map(({ object }) => object.digest)));
  const kin = tracks.filter(
    (track) => own.includes(track) || track.headers.some(({ object }) => digests.has(object.digest)),
  );
  return (kin.length > 0 ? kin : tracks).flatMap(({ objects }) => objects);
};

const isFragment = ({ object }: SentObject): boolean => object.kind === 'fragment';

/** What the general items leave open: nobody has to go on where there is no publishing point, or none for its media. */
const mayGiveUp = (status: number): boolean => status === 404 || status === 415;

const gaveUp = (expected: string, { status, at, place }: Refusal, seen: Observations): Outcome => {
  const words = `no request in ${seconds(seen, curtain(seen).at - at)} after the ${String(status)}${endWords(seen)}`;
  return mayGiveUp(status) ? noted(words, place) : broken(expected, words, place);
};

/**
 * The fragments of the refused request that were sent in knowledge of the refusal. One that was begun and broken off is
 * none of them: some find an answer only when they have something to send.
 */
const regardless = (refusal: Refusal, seen: Observations): readonly SentObject[] =>
  objectsOf(refusal, seen).filter(
    (one) =>
      one.post === refusal.post &&
      isFragment(one) &&
      one.object.complete &&
      one.begunAt > knownFrom(seen, refusal.at),
  );

/** The source takes notice of a refusal: it leaves the request, and comes with another one. */
export const refusalHeeded: Check = ofRefusal((refusal, seen) => {
  const { status, at } = refusal;
  const late = regardless(refusal, seen);
  const [first] = late;
  if (first !== undefined) {
    return broken(
      `the end of the request that was answered ${String(status)}`,
      `${counted(late.length, 'further fragment')} in it, the last ${seconds(seen, (late.at(-1)?.at ?? at) - at)} later`,
      first.place,
    );
  }
  const [next] = postsAfter(refusal, seen);
  return next === undefined
    ? gaveUp('another request', refusal, seen)
    : met(`another request ${seconds(seen, next.exchange.request.at - at)} after the ${String(status)}`);
});

/** After the refusal the CMAF header comes again before any further fragment. */
export const headerAfterRefusal: Check = ofRefusal((refusal, seen) => {
  const { status, at } = refusal;
  const objects = objectsOf(refusal, seen).filter((one) => one.begunAt >= at || isLater(one.post, refusal));
  const header = objects.find(({ object, post }) => object.kind === 'header' && isLater(post, refusal));
  const [inIt] = regardless(refusal, seen);
  const late = objects.find(
    (one) =>
      one === inIt || (one.post !== refusal.post && isFragment(one) && one.begunAt > knownFrom(seen, at)),
  );
  const expected = `the CMAF header after the ${String(status)}`;
  if (late !== undefined && (header === undefined || header.place.event > late.place.event))
    return broken(expected, 'media fragments without it', late.place);
  if (header !== undefined)
    return met(`the CMAF header ${seconds(seen, header.begunAt - at)} after the ${String(status)}`);
  if (postsAfter(refusal, seen).length === 0) return gaveUp(expected, refusal, seen);
  return objects.some(isFragment)
    ? unclear('host-overloaded', 'fragments came so soon after the refusal that they say nothing')
    : unclear('window-too-short', `no media came after the ${String(status)}`);
});

const last = (fragments: readonly SentFragment[]): SentFragment | undefined => fragments.at(-1);

/** The fragment that was refused comes again. */
export const refusedFragmentAgain: Check = ofRefusal((refusal, seen) => {
  const tracks = sentTracks(seen).filter(({ posts }) => posts.includes(refusal.post));
  const fragments = tracks.flatMap((track) => track.fragments);
  const refused = last(
    fragments.filter(({ post, place }) => post === refusal.post && place.event < refusal.place.event),
  );
  const time = refused?.fragment.baseMediaDecodeTime;
  if (refused === undefined || time === undefined)
    return notThere(seen, 'the request that was refused had no fragment');
  if (postsAfter(refusal, seen).length === 0) return notThere(seen, 'the ingest source did not come again');
  const later = objectsOf(refusal, seen).filter((one) => isFragment(one) && isLater(one.post, refusal));
  const again = later.find(({ object }) => object.fragment?.baseMediaDecodeTime === time);
  if (again !== undefined) return met('the fragment that was refused came again');
  const [next] = later;
  return next === undefined
    ? unclear('window-too-short', 'no media came after the refusal')
    : broken(
        `the fragment at baseMediaDecodeTime ${String(time)} again`,
        `fragments from ${String(next.object.fragment?.baseMediaDecodeTime ?? 'an unknown time')} on`,
        next.place,
      );
});

const hasCredentials = ({ exchange }: Post): boolean => exchange.credentials !== undefined;

/** After a 403 another try, with credentials; a source that shows none before it is challenged may not (E-DI-04). */
export const triedAgain: Check = ofRefusal((refusal, seen) => {
  const { status, at } = refusal;
  const expected = `another request with credentials after the ${String(status)}`;
  const later = postsAfter(refusal, seen);
  const [next] = later;
  if (next === undefined) return gaveUp(expected, refusal, seen);
  if (later.some(hasCredentials))
    return met(`another request ${seconds(seen, next.exchange.request.at - at)} after the ${String(status)}`);
  return postsOf(seen).some(hasCredentials)
    ? broken(expected, 'requests without credentials', headOf(next))
    : noted('further requests without credentials, for which no challenge asked', headOf(next));
});

/** After a 403 another try, with other credentials than those that were refused. */
export const triedWithOthers: Check = ofRefusal((refusal, seen) => {
  const before = refusal.post.exchange.credentials;
  if (before === undefined) return notThere(seen, 'the request that was refused had no credentials');
  const expected = 'other credentials than those that were refused';
  const next = postsAfter(refusal, seen);
  const [first] = next;
  if (first === undefined) return gaveUp(expected, refusal, seen);
  const other = next.find(
    ({ exchange: { credentials } }) =>
      credentials !== undefined &&
      (credentials.user !== before.user || credentials.password !== before.password),
  );
  return other === undefined
    ? broken(expected, 'the same credentials, or none', headOf(first))
    : met(`other credentials ${seconds(seen, other.exchange.request.at - refusal.at)} after the refusal`);
});

/** Tries after the first refusal, the refused ones of other tracks left out. */
const triesAfter = (refusal: Refusal, seen: Observations): readonly Post[] => {
  const until = curtain(seen).at;
  return postsAfter(refusal, seen).filter(
    ({ exchange, path }) => exchange.request.at <= until && path === refusal.post.path,
  );
};

/** More tries than this are looked at, and a pause that is shorter is none, in milliseconds. */
const fewTries = 4;
const noPause = 1_000;

/** How long the source waited before each try but the first, from the answer to the one before. */
const pausesBefore = (tries: readonly Post[]): number[] =>
  tries.slice(1).map(({ exchange, connection }, index) => {
    const answered = tries[index]?.exchange.response?.at ?? exchange.request.at;
    return Math.max(connection.at > answered ? connection.at - answered : exchange.request.at - answered, 0);
  });

/** How often, and how hurriedly, a source tries that is refused each time; the text gives no number. */
export const furtherTries: Check = ofRefusal((refusal, seen) => {
  const tries = triesAfter(refusal, seen);
  const lastTry = tries.at(-1);
  if (lastTry === undefined) return noted(`no further try${endWords(seen)}`, refusal.place);
  const span = lastTry.exchange.request.at - refusal.at;
  const words = `${counted(tries.length, 'further request')} in ${seconds(seen, span)}`;
  return tries.length > fewTries && median(pausesBefore(tries)) < scaled(seen, noPause)
    ? noted(`${words}, without a pause`, headOf(lastTry))
    : met(words);
});

/** More tries than this are taken for tries without end. */
export const endlessTries = 12;

/** A source that is refused each time stops in the end. */
export const stopsInTheEnd: Check = ofRefusal((refusal, seen) => {
  const tries = triesAfter(refusal, seen);
  const lastTry = tries.at(-1);
  const at = lastTry?.exchange.request.at ?? refusal.at;
  const words = counted(tries.length, 'further request');
  if (tries.length >= endlessTries)
    return broken(
      'an end of the requests that are refused',
      `${words}, and no end`,
      headOf(lastTry ?? refusal.post),
    );
  const gaps = tries.map(({ exchange }, index) => {
    const before = tries[index - 1]?.exchange.request.at ?? refusal.at;
    return exchange.request.at - before;
  });
  const rest = curtain(seen).at - at;
  const gone = seen.command?.exit !== undefined && !seen.command.exit.asked;
  return gone || rest >= 3 * Math.max(0, ...gaps)
    ? met(`${words}, and none in ${seconds(seen, rest)} after the last${endWords(seen)}`)
    : unclear('window-too-short', `${words}, the last ${seconds(seen, rest)} before the end`);
});

/** After its probe was refused for good, the source sends no media. */
export const noMediaAfterFailedProbe: Check = (seen) => {
  const [first] = postsOf(seen);
  if (first === undefined) return noPost(seen);
  const refusal = refusalIn(seen);
  if (refusal === undefined) return notThere(seen, 'the first request was not refused');
  const probes = !first.objects.some(({ kind }) => kind === 'fragment');
  if (!probes) return noted('the first request was no probe: it had media in it', headOf(first));
  const media = sentTracks(seen)
    .flatMap(({ fragments }) => fragments)
    .find(({ place }) => place.event > refusal.place.event);
  return media === undefined
    ? met(`${counted(requestsOf(seen).length, 'request')}, and no media`)
    : noted(`media ${seconds(seen, media.begunAt - refusal.at)} after the probe was refused`, media.place);
};

/** What a source makes of an error that the receiving entity calls its own; the text does not say. */
export const serverErrorOutlived: Check = ofRefusal((refusal, seen) => {
  const { status, at, place } = refusal;
  const [next] = postsAfter(refusal, seen);
  return next === undefined
    ? noted(`no further request after the ${String(status)}${endWords(seen)}`, place)
    : met(`another request ${seconds(seen, next.exchange.request.at - at)} after the ${String(status)}`);
});
