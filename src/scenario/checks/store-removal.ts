/** What a store does with DELETE: the answer, the object, its neighbours, and the folder it was in (interface 2). */
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { all, broken, met, noted, unclear } from '../combine.ts';
import { exchangeOf, finalOf, isSuccess } from '../select.ts';
import { answerPlace, answerWords, neverAsked, statusWords, turnedAway } from '../words.ts';
import { givesBack } from './store-objects.ts';
import { placeInBody, uploadOf } from './store-reading.ts';

const gone: readonly number[] = [404, 410];

/** The answer to a DELETE of what is there: 200; others that mean success rest on E-DI-39. */
const answeredAsRemoved =
  (remover: string): Check =>
  (seen) => {
    if (exchangeOf(seen, remover) === undefined) return neverAsked(seen, remover);
    const response = finalOf(seen, remover);
    if (response?.head.status === 200) return met(answerWords(seen, remover));
    const finding = broken('status 200', answerWords(seen, remover), ...answerPlace(seen, remover));
    return response !== undefined && isSuccess(response) ? { ...finding, erratum: 'E-DI-39' } : finding;
  };

/** DI-I2-HTTP-02a: the DELETE of an object that was taken, and can be read, is answered by 200. */
export const removalAnswered =
  (remover = 'remover', of = 'source', before = 'before'): Check =>
  (seen) => {
    const there = givesBack(before, of)(seen);
    if (there.outcome === 'unclear') return there;
    if (there.outcome !== 'met') {
      return unclear('dependency-failed', 'the object could not be read before it was deleted');
    }
    return answeredAsRemoved(remover)(seen);
  };

/**
 * The object that was deleted is not there any more. Somebody who must not list what there is may be told 403 rather
 * than 404, which is noted.
 */
export const isGone =
  (reader = 'reader', of = 'source', remover = 'remover'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    if (exchangeOf(seen, remover) === undefined) return neverAsked(seen, remover);
    const exchange = exchangeOf(seen, reader);
    if (exchange === undefined) return neverAsked(seen, reader);
    const response = finalOf(seen, reader);
    const status = response?.head.status ?? 0;
    const words = answerWords(seen, reader);
    if (gone.includes(status)) return met(words);
    if (status === 403) return noted(words, ...answerPlace(seen, reader));
    const removal = `after ${answerWords(seen, remover)} to DELETE`;
    return response !== undefined && isSuccess(response)
      ? broken(
          'status 404 where the object was deleted',
          `${statusWords(response.head)} and ${String(response.body.length)} bytes ${removal}`,
          placeInBody(response.body, 0) ?? response.place,
        )
      : broken(
          'status 404 where the object was deleted',
          `${words} ${removal}`,
          ...answerPlace(seen, reader),
        );
  };

/** DELETE of what is not there: 404, or a success, since it is as it should be; which of them is not laid down. */
export const absentRemovalAnswered =
  (remover = 'remover'): Check =>
  (seen) => {
    if (exchangeOf(seen, remover) === undefined) return neverAsked(seen, remover);
    const response = finalOf(seen, remover);
    const status = response?.head.status ?? 0;
    const words = answerWords(seen, remover);
    if (gone.includes(status)) return met(words);
    if (status >= 200 && status < 500) return noted(words, ...answerPlace(seen, remover));
    const finding = broken('status 404', words, ...answerPlace(seen, remover));
    return status >= 500 ? { ...finding, erratum: 'E-DI-49' } : finding;
  };

/** That the object of a connection was deleted, as far as the answers tell. */
const removedBy = (seen: Observations, remover: string): ReturnType<Check> | undefined => {
  if (exchangeOf(seen, remover) === undefined) return neverAsked(seen, remover);
  const response = finalOf(seen, remover);
  if (response === undefined) return unclear('dependency-failed', `the ${remover} was not answered`);
  return isSuccess(response) ? undefined : turnedAway(remover, response);
};

/** What the target answered to a GET: its status, and where. */
const answerTo = (seen: Observations, name: string): { status: number; place: Place } | undefined => {
  const response = finalOf(seen, name);
  return response && { status: response.head.status, place: response.place };
};

/**
 * DI-I2-HTTP-02b: a folder goes with its last object. It is asked for before (`before`) and after (`after`), and so is
 * one that never was (`never`), since many a target shows no folders at all: then nothing can be said, which is noted.
 */
export const folderIsGone: Check = (seen) => {
  const removal = removedBy(seen, 'remover');
  if (removal) return removal;
  const before = answerTo(seen, 'before');
  const after = answerTo(seen, 'after');
  const never = answerTo(seen, 'never');
  if (before === undefined || after === undefined || never === undefined) {
    return unclear('dependency-failed', 'not every GET of a folder was answered');
  }
  const words = `${String(before.status)} while there was an object in it, ${String(after.status)} after`;
  if (before.status === never.status) {
    return noted(`${words}, and ${String(never.status)} for a folder that never was`, before.place);
  }
  if (after.status === never.status) return met(words);
  return after.status === before.status
    ? broken(`status ${String(never.status)} for a folder whose last object was deleted`, words, after.place)
    : noted(words, after.place);
};

/** After an object was deleted another one is taken, or still there: what was deleted took nothing with it. */
export const leaves =
  (check: Check, remover = 'remover'): Check =>
  (seen) =>
    removedBy(seen, remover) ?? check(seen);

/** DI-EX2-05: DELETE is obeyed or ignored or refused, and what comes after it is taken. */
export const removalCopedWith =
  (remover: string, afterwards: Check): Check =>
  (seen) => {
    if (exchangeOf(seen, remover) === undefined) return neverAsked(seen, remover);
    const response = finalOf(seen, remover);
    const status = response?.head.status ?? 0;
    return status >= 200 && status < 500
      ? all(afterwards)(seen)
      : broken(
          'DELETE obeyed, ignored or refused (2xx or 4xx)',
          answerWords(seen, remover),
          ...answerPlace(seen, remover),
        );
  };
