/** How far the delivery of one track has come, and what happens to it when a connection ends. */
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { below, relativePath } from './place.ts';
import type { Place } from './place.ts';
import { noHistory } from './reaction.ts';
import type { Again, History } from './reaction.ts';
import type { Errand, Framing } from './request.ts';
import type { Scene } from './scene.ts';

export interface Course {
  readonly track: SourceTrack;
  /** Seconds of a fragment. */
  readonly seconds: number;
  /** The fragment that goes out next; with short requests, also the one that is not answered yet. */
  next: number;
  /** The number that the media of this connection count from; other than 0 only for a clock that began again. */
  zero: number;
  /** The first fragment of this request, and how many were sent in it. */
  first: number;
  sent: number;
  /** When the first and the last of them were sent, in seconds on the clock. */
  begunAt: number;
  sentAt: readonly number[];
  /** Whether a fragment is under way in a request of its own. */
  underWay: boolean;
  /** Whether the CMAF header goes out before the next fragment. */
  header: boolean;
  /** Where its requests went last, if they were redirected. */
  place: Place | undefined;
  authorized: boolean;
  method: 'POST' | 'GET';
  history: History;
  /** When the connection failed, in seconds on the clock. */
  downSince: number | undefined;
}

/** How many fragments a source keeps to send them again (DI-GEN-14a). */
const keptFragments = 3;

export const courseOf = (track: SourceTrack, { quirks, firstFragment }: Scene): Course => ({
  track,
  seconds: track.fragmentDuration / track.timescale,
  next: firstFragment,
  zero: 0,
  first: firstFragment,
  sent: 0,
  begunAt: 0,
  sentAt: [],
  underWay: false,
  header: !quirks.has('omits-the-header'),
  place: undefined,
  authorized: !quirks.has('begins-without-authentication'),
  method: 'POST',
  history: noHistory,
  downSince: undefined,
});

/** A request that was not refused for so many fragments has got on. */
const gotOn = 5;

/** Where an object of a track goes by itself. */
export const freshPlace = ({ track }: Course, scene: Scene, number: number | 'init'): Place => ({
  ...scene.home,
  target: below(scene.home.target, relativePath(scene.template, track, number)),
});

/**
 * Where it goes now: a redirect holds for what follows. With a template that counts segments, it holds for the one
 * request that was redirected.
 */
export const placeOf = (course: Course, scene: Scene, number: number | 'init'): Place => {
  const { place } = course;
  if (place === undefined) return freshPlace(course, scene, number);
  if (!scene.template.includes('{number}') || course.history.redirects > 0) return place;
  return freshPlace(course, scene, number);
};

export const errandOf = (
  course: Course,
  scene: Scene,
  number: number | 'init',
  framing: Framing,
): Errand => ({
  place: placeOf(course, scene, number),
  point: scene.home.target,
  method: course.method,
  account: course.authorized ? scene.account() : undefined,
  framing,
  contentType: course.track.contentType,
  gzip: scene.gzip,
});

/** The chunks of the fragment that is next. */
export const nextChunks = ({ track, next, zero }: Course): readonly Uint8Array[] => track.chunks(next - zero);

/** Whether the media of the next fragment are there, or of a part of it: from 0 to 1 where it is being made. */
export const isDue = (course: Course, { clock, firstFragment, quirks }: Scene, part = 0): boolean => {
  const after = course.next - firstFragment + part;
  return clock.isDue(quirks.has('falls-behind') ? 2 * after : after, course.seconds);
};

/** Whether there is nothing further to send of the track. */
export const isAtEnd = (course: Course, { clock, firstFragment, fragments, isStopping }: Scene): boolean => {
  if (isStopping() || course.next >= firstFragment + fragments) return true;
  return clock.isOver() && !clock.isDue(course.next - firstFragment, course.seconds);
};

/** Another fragment is out, or some of it, or it is answered. */
export const tookOne = (course: Course, { clock }: Scene): void => {
  course.next += 1;
  course.sent += 1;
  course.sentAt = [...course.sentAt, clock.now()].slice(-keptFragments);
  course.underWay = false;
  course.downSince = undefined;
  if (course.sent === 1) course.begunAt = clock.now();
  if (clock.now() - course.begunAt > gotOn * course.seconds) course.history = noHistory;
};

/** A request was answered as it should be. */
export const gotThrough = (course: Course): void => {
  course.history = noHistory;
};

/**
 * How long it may take to notice that a connection has ended, in fragments: what was sent in this time may have come
 * too late.
 */
const noticedWithin = 0.75;

/** The first fragment of those that went out on a connection that is to go out again. */
const rewound = (course: Course, why: Again['why'], stalled: boolean, now: number): number => {
  const { next, sent, first, sentAt, seconds } = course;
  if (sent === 0) return next;
  const late = sentAt.filter((time) => time > now - noticedWithin * seconds).length;
  // A redirect was answered before anything was read; what a stalled connection took of late is lost with it.
  const back = why === 'redirect' || stalled ? keptFragments : Math.max(1, late);
  return Math.max(first, next - back);
};

/** Takes a reaction on: what goes where next. `endless` says that fragments had no requests of their own. */
export const turned = (
  course: Course,
  again: Again,
  scene: Scene,
  { stalled, endless }: { readonly stalled: boolean; readonly endless: boolean },
): void => {
  const { quirks, clock, firstFragment } = scene;
  /** The fragment after the one that was sent, or was being sent, when it happened. */
  const behind = course.underWay ? course.next + 1 : course.next;
  if (endless) course.next = rewound(course, again.why, stalled, clock.now());
  if (again.why === 'refusal' && quirks.has('drops-refused-fragments')) course.next = behind;
  if (again.why === 'failure') {
    course.downSince ??= clock.now();
    if (quirks.has('loses-the-fragment-in-flight')) course.next = behind;
    if (quirks.has('skips-to-the-live-edge')) {
      course.next = Math.max(behind, firstFragment + clock.edge(course.seconds) + 1);
    }
    if (quirks.has('restarts-its-clock') && (course.sent > 0 || course.underWay)) {
      course.zero = course.next - firstFragment;
    }
  }
  course.first = course.next;
  course.sent = 0;
  course.sentAt = [];
  course.underWay = false;
  course.header = (course.header || again.header) && !quirks.has('omits-the-header');
  course.place = again.why === 'failure' && !quirks.has('other-url-on-reconnect') ? undefined : again.place;
  course.authorized = again.authorized;
  course.method = again.method;
  course.history = again.history;
};

/** After a long outage a source goes on at the live edge; after a short one it leaves nothing out (DI-GEN-14). */
export const resumed = (course: Course, { clock, firstFragment }: Scene): void => {
  if (course.downSince === undefined) return;
  const outage = clock.now() - course.downSince;
  if (outage < keptFragments * course.seconds) return;
  course.next = Math.max(course.next, firstFragment + clock.edge(course.seconds));
};
