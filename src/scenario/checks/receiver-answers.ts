/** What a receiving entity answers: whether it takes a request, and with which status it turns one away. */
import { valuesOf } from '../../http/message.ts';
import type { Deadline } from '../../trace/event.ts';
import type { At, Observations } from '../../trace/observations.ts';
import type { Broken, Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { connectionOf, exchangeOf, finalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked, printable, statusWords } from '../words.ts';

/** The final status of a request; 0 where none came. */
const statusOf = (seen: Observations, name: string): number => finalOf(seen, name)?.head.status ?? 0;

const instead = (seen: Observations, name: string, expected: string): Broken =>
  broken(expected, answerWords(seen, name), ...answerPlace(seen, name));

/** Judges the final status of the request of `source`, where it was sent at all. */
const ofStatus =
  (judge: (status: number, seen: Observations) => Outcome): Check =>
  (seen) =>
    exchangeOf(seen, 'source') === undefined
      ? neverAsked(seen, 'source')
      : judge(statusOf(seen, 'source'), seen);

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** A target that sends its sources elsewhere is to be tested where it sends them. */
const sentElsewhere = (seen: Observations): Outcome =>
  unclear(
    'prerequisite-missing',
    `the target redirects its sources (${answerWords(seen, 'source')}); give the address that it names as the target`,
  );

/** A wait on the connection of `source` that ran out before it was answered. */
const lateness = (seen: Observations): At<Deadline> | undefined => {
  const connection = connectionOf(seen, 'source');
  const answered = finalOf(seen, 'source')?.place.event ?? Infinity;
  return seen.deadlines.find(({ conn, number }) => conn === connection?.id && number < answered);
};

/**
 * The request is taken: any 2xx (E-DI-54), which is recorded. A server error in answer to a valid request rests on
 * E-DI-49.
 */
export const taken: Check = ofStatus((status, seen) => {
  const expected = 'the request taken (2xx)';
  const late = lateness(seen);
  if (late) {
    const words = `no answer within ${String(late.milliseconds)} ms`;
    return broken(expected, status === 0 ? words : `${words}, and then ${answerWords(seen, 'source')}`, {
      event: late.number,
    });
  }
  if (isSuccess(status)) return met(answerWords(seen, 'source'));
  if (status >= 300 && status < 400) return sentElsewhere(seen);
  const finding = instead(seen, 'source', expected);
  return status >= 500 ? { ...finding, erratum: 'E-DI-49' } : finding;
});

/** DI-GEN-21: a server error in answer to a valid request is recorded, whatever the fault behind it. */
export const noServerError: Check = ofStatus((status, seen) =>
  status >= 500
    ? { ...instead(seen, 'source', 'no server error in answer to a valid request'), erratum: 'E-DI-49' }
    : met(answerWords(seen, 'source')),
);

/** One of these statuses. */
const oneOf = (expected: string, ...statuses: readonly number[]): Check =>
  ofStatus((status, seen) =>
    statuses.includes(status) ? met(answerWords(seen, 'source')) : instead(seen, 'source', expected),
  );

/**
 * 403; a 401 rests on E-DI-04 where it carries a challenge, and is broken where it does not (RFC 9110, 15.5.2).
 *
 * @param others further statuses that fit the situation
 */
export const forbidden = (...others: readonly number[]): Check =>
  ofStatus((status, seen) => {
    if (status === 403 || others.includes(status)) return met(answerWords(seen, 'source'));
    const expected = ['status 403', ...others.map(String)].join(' or ');
    const response = finalOf(seen, 'source');
    if (status !== 401 || response === undefined) return instead(seen, 'source', expected);
    const challenges = valuesOf(response.head, 'WWW-Authenticate');
    const words = statusWords(response.head);
    return challenges.length === 0
      ? broken(expected, `${words} without WWW-Authenticate`, response.place)
      : {
          ...broken(
            expected,
            `${words} with the challenge “${printable(challenges.join(', '))}”`,
            response.place,
          ),
          erratum: 'E-DI-04',
        };
  });

/** DI-GEN-17d: a 403 says why, in its reason phrase or its body. Where there is no 403, nothing can be said. */
export const reasonTold: Check = ofStatus((status, seen) => {
  const response = finalOf(seen, 'source');
  if (status !== 403 || response === undefined) {
    return unclear('dependency-failed', `no 403 to look at: ${answerWords(seen, 'source')}`);
  }
  const { length } = response.body;
  if (response.head.reason.trim() !== '' || length > 0) {
    return met(`${statusWords(response.head)}, and ${String(length)} bytes of body`);
  }
  return broken(
    'a reason, in the reason phrase or the body of the 403',
    '403 with an empty reason phrase and no body',
    response.place,
  );
});

/** A path that leads nowhere: 403 (DI-GEN-17c) or 404 (DI-GEN-22), which E-DI-50 holds equal. */
export const wrongPath: Check = oneOf('status 403 or 404', 403, 404);

/** The same, of a request target that a careful reader of HTTP may also call malformed. */
export const oddPath: Check = oneOf('status 400, 403 or 404', 400, 403, 404);

/** DI-GEN-22: 404 where no publishing point is set up; a 403 rests on E-DI-50. */
export const unknownPoint: Check = ofStatus((status, seen) => {
  if (status === 404) return met(answerWords(seen, 'source'));
  const finding = instead(seen, 'source', 'status 404');
  return status === 403 ? { ...finding, erratum: 'E-DI-50' } : finding;
});

/** Whatever is answered, it is no 2xx. */
export const notTaken: Check = ofStatus((status, seen) =>
  isSuccess(status) ? instead(seen, 'source', 'the request not taken') : met(answerWords(seen, 'source')),
);

/** DI-GEN-18: 415, or 400 from whoever does not use it. */
export const unsupported: Check = oneOf('status 415 or 400', 415, 400);

/** DI-GEN-20: 412, or 400 from whoever does not use it. */
export const headerMissing: Check = oneOf('status 412 or 400', 412, 400);

/** The request is turned away with a status that says that the request is at fault. */
export const turnedDown: Check = ofStatus((status, seen) =>
  status >= 400 && status < 500
    ? met(answerWords(seen, 'source'))
    : instead(seen, 'source', 'the request refused (4xx)'),
);

/** What need not be supported is taken, or refused as a type of media that is not (415 or 400). */
export const takenOrUnsupported: Check = ofStatus((status, seen) =>
  isSuccess(status) || status === 415 || status === 400
    ? met(answerWords(seen, 'source'))
    : instead(seen, 'source', 'the request taken (2xx), or status 415 or 400'),
);

/**
 * What a receiving entity may take or not take as it likes, so that a 4xx is noted. It must only know what to do: no
 * answer and a server error are broken.
 */
export const coped: Check = ofStatus((status, seen) => {
  if (isSuccess(status)) return met(answerWords(seen, 'source'));
  if (status >= 300 && status < 400) return sentElsewhere(seen);
  if (status >= 400 && status < 500)
    return noted(answerWords(seen, 'source'), ...answerPlace(seen, 'source'));
  return instead(seen, 'source', 'the request taken (2xx), or refused (4xx)');
});

/** A request with such a body need not be taken, but where it is, nothing is to be said: 2xx noted, 5xx broken. */
export const refusedOrNoted: Check = ofStatus((status, seen) =>
  isSuccess(status) ? noted(answerWords(seen, 'source'), ...answerPlace(seen, 'source')) : turnedDown(seen),
);

/** Every one of these requests is taken; otherwise what is said of the first that is not. */
export const eachOf =
  (names: readonly [string, ...string[]], check: (name: string) => Check): Check =>
  (seen) => {
    const outcomes = names.map((name) => [name, check(name)(seen)] as const);
    const [name, worst] = outcomes.find(([, outcome]) => outcome.outcome !== 'met') ?? [];
    if (worst === undefined || name === undefined) {
      return met(names.map((one) => `${one}: ${answerWords(seen, one)}`).join('; '));
    }
    return 'actual' in worst && worst.actual !== undefined
      ? { ...worst, actual: `${worst.actual}, to the request ${name}` }
      : worst;
  };
