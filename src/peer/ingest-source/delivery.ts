/** The delivery of one track: session after session, until the event is over or the source gives up. */
import { courseOf, freshPlace, placeOf, resumed, turned } from './course.ts';
import type { Course } from './course.ts';
import { closesAfter } from './line.ts';
import type { Line, Unreachable } from './line.ts';
import type { Place } from './place.ts';
import { beginPost } from './post.ts';
import { failureWords, reactionTo } from './reaction.ts';
import type { Failure, Wait } from './reaction.ts';
import type { Scene } from './scene.ts';
import { longSession, shortSession } from './session.ts';
import type { Outcome } from './session.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';

/** How many attempts there are to end an event whose connection was lost. */
const lastAttempts = 3;

/** Seconds of a source that waits for next to nothing. */
const momentSeconds = 0.1;

export const secondsOf = (wait: Wait, seconds: number, { timing }: Scene): number =>
  ({
    nothing: 0,
    half: seconds / 2,
    fragment: seconds,
    retry: timing.delay('retry') / timing.delay('second'),
    moment: momentSeconds,
  })[wait];

/** Whether the track has requests of its own for each fragment: a sparse one always has (DI-GEN-10). */
const isShort = (track: SourceTrack, { requests, quirks }: Scene): boolean => {
  if (requests !== 'long' || quirks.has('one-connection-for-all')) return true;
  const sparse = track.kind === 'text' || track.kind === 'metadata';
  return sparse && !quirks.has('keeps-sparse-requests-open');
};

/** A redirect that is followed with GET, as a page would be: nothing is sent, and the answer is the end of it. */
const fetched = async (line: Line, course: Course, scene: Scene): Promise<Outcome> => {
  const errand = {
    place: placeOf(course, scene, 'init'),
    point: scene.home.target,
    method: 'GET',
    account: course.authorized ? scene.account() : undefined,
    framing: 'close',
    gzip: false,
  } as const;
  const post = beginPost({ line, errand, scene, seconds: course.seconds });
  const trouble = await post.answered(scene.timing.deadline('final') / scene.timing.delay('second'));
  line.leave();
  return trouble ?? { what: 'ended', response: post.answer() };
};

/** Gives tracks their connections: one each (DI-CMAF-GP-07), or one for all. */
export type OpenLine = (place: Place, scene: Scene) => Promise<Line | Unreachable>;

const mayBeKept = (line: Line, outcome: Outcome | Failure, short: boolean): boolean =>
  short && outcome.what === 'refused' && !line.isOver() && !closesAfter(outcome.response);

/** @returns the exit code: 0 when the event was ended, 1 when the source gave up */
export const deliver = async (track: SourceTrack, scene: Scene, open: OpenLine): Promise<number> => {
  const { quirks, clock, names, kill, log } = scene;
  const course = courseOf(track, scene);
  const { seconds } = course;
  const short = isShort(track, scene);
  let line: Line | undefined;
  let last = 0;

  const connected = async (): Promise<Line | Unreachable> => {
    if (line !== undefined) return line;
    const made = await open(placeOf(course, scene, 'init'), scene);
    if (!('unreachable' in made)) resumed(course, scene);
    return made;
  };

  const session = async (): Promise<Outcome | Failure> => {
    const found = await connected();
    if ('unreachable' in found) return { what: 'unreachable', code: found.unreachable };
    line = found;
    if (course.method === 'GET') return fetched(line, course, scene);
    const delivery = { line, course, scene };
    return short ? shortSession(delivery) : longSession(delivery);
  };

  for (;;) {
    const outcome = await session();
    if (kill.aborted) {
      line?.leave();
      return 0;
    }
    if (outcome.what === 'ended') {
      const refused = outcome.response !== undefined && outcome.response.status >= 300;
      const answer =
        outcome.response === undefined ? '' : `, was answered ${String(outcome.response.status)}`;
      log(`${track.name}: ended${answer}`);
      return refused ? 1 : 0;
    }
    if (outcome.what === 'closed') {
      line?.leave();
      line = undefined;
      continue;
    }
    const place = placeOf(course, scene, course.next);
    const fresh = freshPlace(course, scene, course.next);
    const { history, authorized } = course;
    const reaction = reactionTo({ failure: outcome, history, place, fresh, authorized, quirks });
    log(`${track.name}: ${failureWords(outcome)}`);
    if (line !== undefined && !mayBeKept(line, outcome, short)) {
      if (outcome.what === 'stalled' || outcome.what === 'unanswered') line.link.reset();
      else line.leave();
      line = undefined;
    }
    if (reaction.then === 'end') {
      line?.leave();
      log(`${track.name}: gives up: ${reaction.because}`);
      return reaction.code;
    }
    if (reaction.why === 'redirect') {
      // Another place has another connection.
      line?.leave();
      line = undefined;
      log(
        `${track.name}: goes on at ${reaction.place.host}:${String(reaction.place.port)}${reaction.place.target}`,
      );
    }
    if (reaction.why === 'failure') names.forget(place.host);
    if (reaction.newCredentials) scene.refusedAccount();
    turned(course, reaction, scene, { stalled: outcome.what === 'stalled', endless: !short });
    const wait = secondsOf(reaction.wait, seconds, scene);
    if (wait > 0) await clock.until(() => kill.aborted, wait);
    if (scene.isStopping()) {
      last += 1;
      if (last > lastAttempts) return 1;
    }
  }
};
