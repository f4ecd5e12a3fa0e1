/** Whether a request was taken or turned away, and with which status. */
import type { Check, Outcome } from '../check.ts';
import { broken, expecting, met, noted, unclear } from '../combine.ts';
import { connectionOf, continueOf, exchangeOf, finalOf, isSuccess, on, refusalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked, statusWords } from '../words.ts';
import type { Observations } from '../../trace/observations.ts';

/** Judges the answer to the request of a connection, where the request was sent at all. */
const ofAnswer =
  (name: string, judge: (seen: Observations) => Outcome): Check =>
  (seen) =>
    connectionOf(seen, name) === undefined ? neverAsked(seen, name) : judge(seen);

const instead = (seen: Observations, name: string, expected: string): Outcome =>
  broken(expected, answerWords(seen, name), ...answerPlace(seen, name));

/** One of these final statuses. */
export const status = (...codes: readonly number[]): Check =>
  ofAnswer('source', (seen) => {
    const response = finalOf(seen, 'source');
    return response !== undefined && codes.includes(response.head.status)
      ? met(statusWords(response.head))
      : instead(seen, 'source', `status ${codes.join(' or ')}`);
  });

/** The source is taken: 100 Continue or 2xx, and no refusal after it. */
export const accepted: Check = ofAnswer('source', (seen) => {
  const response = finalOf(seen, 'source');
  const taken = response === undefined ? continueOf(seen, 'source') !== undefined : isSuccess(response);
  return taken
    ? met(answerWords(seen, 'source'))
    : instead(seen, 'source', 'the source accepted (100 or 2xx)');
});

/** Another source takes the mount point after the first. */
export const freeAgain: Check = expecting(
  'the mount point free for another source (100 or 2xx)',
  on('second', accepted),
);

/** The source is not turned away. Whether it is answered at all without having asked is not laid down. */
export const notRefused: Check = ofAnswer('source', (seen) => {
  const refusal = refusalOf(seen, 'source');
  return refusal ? instead(seen, 'source', 'the source accepted') : met(answerWords(seen, 'source'));
});

/** The source is taken though it did not announce its body; that it gets no final answer is noted. */
export const takenWithoutExpect: Check = ofAnswer('source', (seen) => {
  const exchange = exchangeOf(seen, 'source');
  const answer = exchange?.response ?? exchange?.interims[0];
  if (answer === undefined) return noted(answerWords(seen, 'source'), ...answerPlace(seen, 'source'));
  return notRefused(seen);
});

/** E-ICE-12: any 4xx and 503 refuse; which of them is not laid down. */
const isRefusal = (code: number): boolean => (code >= 400 && code < 500) || code === 503;

/**
 * The request is turned away with an answer that says so. A status that means a refusal and is none of those that
 * E-ICE-12 lists rests on that erratum.
 *
 * @param fitting a further status that fits the situation
 */
export const refusedWith = (fitting?: number): Check =>
  ofAnswer('source', (seen) => {
    const expected = `a refusal (${fitting === undefined ? '' : `${String(fitting)}, `}4xx or 503)`;
    const response = finalOf(seen, 'source');
    if (response === undefined || response.head.status < 300) return instead(seen, 'source', expected);
    const code = response.head.status;
    if (isRefusal(code) || code === fitting) return met(statusWords(response.head));
    return { ...broken(expected, answerWords(seen, 'source'), response.place), erratum: 'E-ICE-12' };
  });

export const refused: Check = refusedWith();

/** Some answer, be it an interim one. */
export const answered: Check = ofAnswer('source', (seen) => {
  const exchange = exchangeOf(seen, 'source');
  const some = exchange?.response ?? exchange?.interims[0];
  return some ? met(answerWords(seen, 'source')) : instead(seen, 'source', 'an answer');
});

/** An answer of another status than this one. */
export const answeredOtherThan = (code: number): Check =>
  ofAnswer('source', (seen) => {
    const outcome = answered(seen);
    if (outcome.outcome !== 'met' || finalOf(seen, 'source')?.head.status !== code) return outcome;
    return instead(seen, 'source', `an answer other than ${String(code)}`);
  });

/** No 5xx, and no end of the connection without an answer: the request may be odd, the server must survive it. */
export const survived: Check = ofAnswer('source', (seen) => {
  const response = finalOf(seen, 'source');
  const exchange = exchangeOf(seen, 'source');
  const fine = response ? response.head.status < 500 : (exchange?.interims.length ?? 0) > 0;
  return fine
    ? met(answerWords(seen, 'source'))
    : instead(seen, 'source', 'an answer that is no server error');
});

/** 417, or a 2xx as if the expectation were not there: RFC 9110, section 10.1.1 allows both. */
export const expectationFailedOrIgnored: Check = ofAnswer('source', (seen) => {
  const response = finalOf(seen, 'source');
  const allowed = response ? response.head.status === 417 || isSuccess(response) : continueOf(seen, 'source');
  return allowed
    ? met(answerWords(seen, 'source'))
    : instead(seen, 'source', 'status 417, or the source accepted');
});

/** Bytes that are no line end make no request of a head: neither 100 nor 2xx comes of it. */
export const notTaken: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const stray = connection.strays.find(
    (one) => one.dir === 'received' && /^HTTP\/\d\.\d [12]\d\d/.test(one.text),
  );
  const response = finalOf(seen, 'source');
  const taken = (response !== undefined && isSuccess(response)) || continueOf(seen, 'source') !== undefined;
  if (!taken && stray === undefined) return met(answerWords(seen, 'source'));
  return instead(seen, 'source', 'no acceptance of a head without a line end');
};

/** A refusal that the source could be judged by, or the reason why there is none. */
export const whenRefusedWith =
  (code: number, check: Check): Check =>
  (seen) => {
    if (connectionOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const response = finalOf(seen, 'source');
    return response?.head.status === code
      ? check(seen)
      : unclear('dependency-failed', `no ${String(code)} to look at: ${answerWords(seen, 'source')}`);
  };
