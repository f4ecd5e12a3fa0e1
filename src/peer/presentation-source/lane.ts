/** A connection for uploads one after the other, made anew when it fails, and how long a failed one is tried again. */
import { join } from '../../media/bytes.ts';
import type { OpenLine } from '../ingest-source/delivery.ts';
import { secondsOf } from '../ingest-source/delivery.ts';
import { closesAfter } from '../ingest-source/line.ts';
import type { Line } from '../ingest-source/line.ts';
import type { Place } from '../ingest-source/place.ts';
import { beginPost } from '../ingest-source/post.ts';
import type { Post } from '../ingest-source/post.ts';
import { failureWords, noHistory, reactionTo } from '../ingest-source/reaction.ts';
import type { Failure, Wait } from '../ingest-source/reaction.ts';
import { endlessFraming } from '../ingest-source/request.ts';
import type { Errand, Framing, Quirks } from '../ingest-source/request.ts';
import type { Scene } from '../ingest-source/scene.ts';

/** What is asked of a receiving entity. */
export interface Parcel {
  readonly method: 'PUT' | 'DELETE';
  readonly place: Place;
  readonly contentType?: string | undefined;
  /** In several pieces, each goes out when it is due. */
  readonly pieces: readonly Uint8Array[];
  /** Resolves once a piece is made; at once where absent. */
  readonly made?: (piece: number) => Promise<unknown>;
}

/** How long it is tried. */
export interface Patience {
  /** Of a segment. */
  readonly seconds: number;
  /** It is given up with a failure so many seconds after it began, or later. */
  during(): number;
  /** How often at most. */
  readonly attempts?: number;
  /** Whether it is tried again about twice a segment, rather than as seldom as in general (DI-GEN-08a). */
  readonly isUrgent: boolean;
}

export type Sent =
  /** It was answered with success. */
  | { readonly how: 'taken' }
  | {
      readonly how: 'failed';
      readonly failure: Failure;
      /** What was done about it is at its end, and it is not to be tried again (DI-GEN-08b). */
      readonly isFinal: boolean;
    };

export interface Lane {
  send(parcel: Parcel, patience: Patience): Promise<Sent>;
  leave(): void;
}

/** How long a piece may take to be read, and the answer to come, in segments (E-DI-40). */
const patientSegments = 1.25;
/** What a post counts as patience for reading is twice what it is given. */
const patienceOfPost = 2;

/** How often a source that was asked to end still tries. */
const lastAttempts = 3;

const version = '0.1.0';

const userAgentOf = (method: Parcel['method'], quirks: Quirks): string => {
  if (quirks.has('no-user-agent') || (method === 'DELETE' && quirks.has('no-user-agent-on-delete')))
    return '';
  return quirks.has('vague-user-agent') ? 'encoder' : `ingestspec/${version} (presentation source; build 1)`;
};

const framingOf = ({ pieces, made }: Parcel, quirks: Quirks): Framing => {
  if (made !== undefined) return endlessFraming(quirks);
  if (quirks.has('length-and-chunks')) return 'chunks';
  if (quirks.has('speaks-http-1.0')) return 'close';
  return { length: pieces.reduce((sum, { length }) => sum + length, 0) };
};

interface Attempt {
  readonly place: Place;
  readonly authorized: boolean;
  readonly method: 'POST' | 'GET';
}

const errandOf = (parcel: Parcel, { place, authorized, method }: Attempt, scene: Scene): Errand => {
  const { quirks, home } = scene;
  const own = parcel.method === 'PUT' && quirks.has('uses-patch') ? 'PATCH' : parcel.method;
  const isFetched = method === 'GET';
  return {
    place,
    point: home.target,
    method: isFetched ? 'GET' : own,
    account: authorized ? scene.account() : undefined,
    framing: isFetched || parcel.method === 'DELETE' ? 'close' : framingOf(parcel, quirks),
    ...(isFetched || parcel.contentType === undefined ? {} : { contentType: parcel.contentType }),
    gzip: false,
    userAgent: userAgentOf(parcel.method, quirks),
  };
};

/** One request, from its head to its answer. */
const requested = async (
  line: Line,
  parcel: Parcel,
  attempt: Attempt,
  seconds: number,
  scene: Scene,
): Promise<{ readonly failure?: Failure; readonly post: Post }> => {
  const errand = errandOf(parcel, attempt, scene);
  const patience = (patientSegments * seconds) / patienceOfPost;
  const post = beginPost({ line, errand, scene, seconds: patience });
  if (errand.method === 'PUT' || errand.method === 'PATCH') {
    const pieces = parcel.made === undefined ? [join(parcel.pieces)] : parcel.pieces;
    for (const [i, piece] of pieces.entries()) {
      await parcel.made?.(i);
      const failure = post.trouble() ?? (await post.send(piece));
      if (failure !== undefined) return { failure, post };
    }
    await post.end();
  }
  const waits =
    scene.quirks.has('keeps-stalled-requests') || scene.quirks.has('reuses-the-broken-connection');
  const failure = await post.answered(waits ? Infinity : patientSegments * seconds);
  return failure === undefined ? { post } : { failure, post };
};

/** Uploads that fail are tried again soon: there is little time for each. */
const shortened = (wait: Wait, isUrgent: boolean): Wait =>
  isUrgent && (wait === 'fragment' || wait === 'retry') ? 'half' : wait;

/** A source that never stops tries again after so many segments. */
const stubbornWait = 2;

/** @param isOver whether nothing is to be tried again */
export const laneOf = (name: string, scene: Scene, open: OpenLine, isOver: () => boolean): Lane => {
  const { quirks, clock, names, kill, log } = scene;
  let line: Line | undefined;
  let authorized = !quirks.has('begins-without-authentication');

  const drop = (failure?: Failure): void => {
    if (failure?.what === 'stalled' || failure?.what === 'unanswered') line?.link.reset();
    else line?.leave();
    line = undefined;
  };

  const once = async (parcel: Parcel, attempt: Attempt, seconds: number): Promise<Failure | undefined> => {
    if (line?.isOver() === true) drop();
    if (line === undefined) {
      if (isOver()) return { what: 'killed' };
      const found = await open(attempt.place, scene);
      if ('unreachable' in found) return { what: 'unreachable', code: found.unreachable };
      line = found;
    }
    const current = line;
    const done = await current.turn();
    const { failure, post } = await requested(current, parcel, attempt, seconds, scene);
    done();
    const answer = post.answer();
    const isKept = failure === undefined || failure.what === 'refused';
    const closes = answer === undefined || closesAfter(answer) || quirks.has('new-connection-each');
    if (!isKept || closes || current.isOver()) drop(failure);
    return failure;
  };

  const send: Lane['send'] = async (parcel, { seconds, during, attempts = Infinity, isUrgent }) => {
    const begun = clock.now();
    let history = noHistory;
    let attempt: Attempt = { place: parcel.place, authorized, method: 'POST' };
    for (let tried = 1; ; tried += 1) {
      const failure = await once(parcel, attempt, seconds);
      const { target } = attempt.place;
      if (failure === undefined) {
        authorized = attempt.authorized || authorized;
        // A redirect led to another place, for this object alone.
        if (attempt.place !== parcel.place) drop();
        log(`${name}: ${parcel.method} ${target}`);
        return { how: 'taken' };
      }
      const failed = (isFinal: boolean): Sent => ({ how: 'failed', failure, isFinal });
      if (kill.aborted) return failed(true);
      log(`${name}: ${parcel.method} ${target} ${failureWords(failure)}`);
      const place = parcel.place;
      const situation = {
        failure,
        history,
        place: attempt.place,
        fresh: place,
        authorized: attempt.authorized,
      };
      const reaction = reactionTo({ ...situation, quirks });
      if (reaction.then === 'end') {
        log(`${name}: ${reaction.because}`);
        return failed(true);
      }
      if (reaction.why === 'failure') names.forget(attempt.place.host);
      if (reaction.why === 'redirect' || attempt.place !== place) drop();
      if (reaction.newCredentials) scene.refusedAccount();
      const most = scene.isStopping() ? Math.min(attempts, lastAttempts) : attempts;
      const isLate = reaction.why !== 'redirect' && clock.now() - begun >= during();
      if (isOver() || tried >= most || isLate) return failed(false);
      ({ history } = reaction);
      attempt = {
        place: reaction.why === 'failure' && !quirks.has('other-url-on-reconnect') ? place : reaction.place,
        authorized: reaction.authorized,
        method: reaction.method,
      };
      const usual = secondsOf(shortened(reaction.wait, isUrgent), seconds, scene);
      const wait = quirks.has('retries-forever') ? Math.min(usual, stubbornWait * seconds) : usual;
      if (wait > 0) await clock.until(() => kill.aborted, wait);
      if (kill.aborted) return failed(true);
    }
  };

  return { send, leave: () => drop() };
};
