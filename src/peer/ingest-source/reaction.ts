/** What an ingest source does after something went wrong, as the clauses say: pure decisions. */
import { valueOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import { redirected, sameOrigin } from './place.ts';
import type { Place } from './place.ts';
import type { Trouble } from './post.ts';
import type { Quirks } from './request.ts';

export type Failure = Trouble | { readonly what: 'unreachable'; readonly code: string };

/** What became of the attempts since the last one that got on. */
export interface History {
  readonly failures: number;
  readonly refusals: number;
  readonly redirects: number;
}

export const noHistory: History = { failures: 0, refusals: 0, redirects: 0 };

/** How long it waits before it tries again. */
export type Wait =
  | 'nothing'
  /** Half a fragment, or one. */
  | 'half'
  | 'fragment'
  /** The fixed time of DI-GEN-08a. */
  | 'retry'
  /** Next to nothing, for a source that does not wait. */
  | 'moment';

export interface Again {
  readonly then: 'again';
  readonly wait: Wait;
  readonly history: History;
  readonly place: Place;
  readonly authorized: boolean;
  readonly method: 'POST' | 'GET';
  /** Whether the CMAF header goes first. */
  readonly header: boolean;
  /** The credentials were refused: there may be newer ones. */
  readonly newCredentials: boolean;
  readonly why: 'failure' | 'refusal' | 'redirect';
}

export type Reaction =
  | Again
  /** Ends with this exit code. */
  | { readonly then: 'end'; readonly code: number; readonly because: string };

export interface Situation {
  readonly failure: Failure;
  readonly history: History;
  /** Where the request went, and where it would go by itself. */
  readonly place: Place;
  readonly fresh: Place;
  readonly authorized: boolean;
  readonly quirks: Quirks;
}

/** How many times it tries again what is refused for the same reason (the N of DI-GEN-08b). */
const retriesAtMost = 3;
/** Redirects that are followed one after the other. */
const redirectsAtMost = 5;
/** Failures after which it tries less often. */
const manyFailures = 10;

const end = (because: string): Reaction => ({ then: 'end', code: 1, because });

/** What is known of an answer, in a few words. */
export const failureWords = (failure: Failure): string => {
  switch (failure.what) {
    case 'unreachable':
      return `could not connect: ${failure.code}`;
    case 'refused':
      return `was answered ${String(failure.response.status)}`;
    case 'lost':
      return 'lost the connection';
    case 'stalled':
      return 'was not read from, and ends the request';
    case 'unanswered':
      return 'got no answer';
    case 'killed':
      return 'was killed';
  }
};

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const waitWith = (wait: Wait, quirks: Quirks): Wait => (quirks.has('hammers') ? 'moment' : wait);

/** A connection that failed, or a server that says that it did: a new connection to the same URL (DI-GEN-16). */
const afterFailure = (situation: Situation, wait: Wait): Reaction => {
  const { failure, history, fresh, quirks, authorized } = situation;
  if (quirks.has('never-retries')) return end(failureWords(failure));
  return {
    then: 'again',
    wait: waitWith(wait, quirks),
    history: { ...history, failures: history.failures + 1 },
    place: quirks.has('other-url-on-reconnect') ? { ...fresh, target: `${fresh.target}-again` } : fresh,
    authorized: authorized && !quirks.has('drops-credentials-on-retry'),
    method: 'POST',
    header: !quirks.has('forgets-the-header-on-reconnect'),
    newCredentials: false,
    why: 'failure',
  };
};

const reconnectionWait = ({ failures }: History): Wait => {
  if (failures === 0) return 'nothing';
  if (failures > manyFailures) return 'retry';
  return failures === 1 ? 'half' : 'fragment';
};

const afterRedirect = (situation: Situation, response: ResponseHead): Reaction => {
  const { place, history, quirks, authorized, fresh } = situation;
  if (quirks.has('ignores-redirects')) return end(`was redirected with ${String(response.status)}`);
  const forEver = quirks.has('follows-redirects-forever');
  if (history.redirects >= redirectsAtMost && !forEver) {
    return end(`was redirected more than ${String(redirectsAtMost)} times`);
  }
  const next = redirected(place, valueOf(response, 'location') ?? '');
  if (next === undefined) return end('was redirected to nowhere');
  const kept = sameOrigin(next, fresh)
    ? !quirks.has('redirect-drops-credentials')
    : quirks.has('carries-credentials-elsewhere');
  return {
    then: 'again',
    wait: forEver && history.redirects >= redirectsAtMost ? 'moment' : 'nothing',
    history: { ...history, redirects: history.redirects + 1 },
    place: next,
    authorized: authorized && kept,
    method: quirks.has('get-on-redirect') ? 'GET' : 'POST',
    header: true,
    newCredentials: false,
    why: 'redirect',
  };
};

/** The first refusal that asks for the header is answered at once, later ones after a while. */
const refusalWait = (status: number, refusals: number): Wait => {
  if (status !== 400 && status !== 412) return 'retry';
  return refusals === 0 ? 'nothing' : 'fragment';
};

const isAboutCredentials = (status: number): boolean => status === 401 || status === 403;

const afterRefusal = (situation: Situation, { status }: ResponseHead): Reaction => {
  const { history, place, quirks, authorized, fresh } = situation;
  const says = `was answered ${String(status)}`;
  if (quirks.has('never-retries')) return end(says);
  if (status === 403 && quirks.has('gives-up-on-403')) return end(says);
  if (status === 415 && quirks.has('dies-of-415')) return end(says);
  const forEver = quirks.has('hammers') || quirks.has('retries-forever');
  if (history.refusals >= retriesAtMost && !forEver) {
    return end(`${says}, for the ${String(history.refusals + 1)}th time`);
  }
  // A source that began without credentials shows them as soon as it is asked.
  const shows = isAboutCredentials(status) && !authorized && sameOrigin(place, fresh);
  return {
    then: 'again',
    wait: shows ? 'nothing' : waitWith(refusalWait(status, history.refusals), quirks),
    history: { ...history, refusals: history.refusals + 1 },
    place,
    authorized: (shows || authorized) && !quirks.has('drops-credentials-on-retry'),
    method: 'POST',
    header: true,
    newCredentials: isAboutCredentials(status) && !quirks.has('same-credentials-after-403'),
    why: 'refusal',
  };
};

export const reactionTo = (situation: Situation): Reaction => {
  const { failure, history, quirks } = situation;
  if (failure.what === 'killed') return { then: 'end', code: 1, because: failureWords(failure) };
  if (failure.what === 'unreachable' && failure.code === 'ETIMEDOUT') {
    if (quirks.has('does-not-retry-a-timeout')) return end(failureWords(failure));
    // The time-out was wait enough.
    return afterFailure(situation, 'nothing');
  }
  if (failure.what !== 'refused') return afterFailure(situation, reconnectionWait(history));
  const { response } = failure;
  if (isRedirect(response.status)) return afterRedirect(situation, response);
  if (response.status >= 500) {
    if (quirks.has('stops-on-503') && response.status === 503) return end(failureWords(failure));
    return afterFailure(situation, history.failures > 2 ? 'retry' : 'fragment');
  }
  return afterRefusal(situation, response);
};
