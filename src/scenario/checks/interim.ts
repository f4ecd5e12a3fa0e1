/** What a server does about an expectation: 100 Continue, when, and of what it consists. */
import { valueOf } from '../../http/message.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { connectionOf, continueOf, exchangeOf, refusalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked, turnedAway } from '../words.ts';

/** 100 Continue comes before any of the body was sent. */
export const interimBeforeBody: Check = (seen) => {
  const exchange = exchangeOf(seen, 'source');
  if (exchange === undefined) return neverAsked(seen, 'source');
  const expected = '100 Continue before any of the body';
  const interim = continueOf(seen, 'source');
  if (interim === undefined) {
    const refusal = refusalOf(seen, 'source');
    if (refusal) return turnedAway('source', refusal);
    return broken(expected, answerWords(seen, 'source'), ...answerPlace(seen, 'source'));
  }
  const before = exchange.request.body.arrivals.filter((one) => one.place.event < interim.place.event);
  const bytes = before.reduce((sum, one) => sum + one.length, 0);
  if (bytes === 0) return met('100 Continue');
  return broken(expected, `100 Continue after ${String(bytes)} bytes of the body`, interim.place);
};

/** No informational response at all. */
export const noInterim: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const exchange = exchangeOf(seen, 'source');
  const interim = exchange?.interims[0];
  if (interim) return broken('no 100 Continue', answerWords(seen, 'source'), interim.place);
  if (exchange?.response === undefined && !connection.ends.some((end) => end.by === 'target')) {
    return unclear('not-triggered', `the request was not answered: ${answerWords(seen, 'source')}`);
  }
  return met(answerWords(seen, 'source'));
};

/** RFC 9110, sections 8.6 and 15.2: a 1xx ends with its head. */
export const interimAlone: Check = (seen) => {
  const interim = continueOf(seen, 'source');
  if (interim === undefined)
    return unclear('dependency-failed', `no 100 to look at: ${answerWords(seen, 'source')}`);
  const field = ['Content-Length', 'Transfer-Encoding'].find(
    (name) => valueOf(interim.head, name) !== undefined,
  );
  if (field === undefined) return met();
  const value = valueOf(interim.head, field) ?? '';
  return broken('a 100 without Content-Length and Transfer-Encoding', `${field}: ${value}`, interim.place);
};
