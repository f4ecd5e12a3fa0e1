/** How the exchange of a source ends: the final answer, and who ended the connection. */
import type { Check } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { bodyBefore, connectionOf, exchangeOf, isSuccess, refusalAtOnce, refusalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked, statusWords, turnedAway } from '../words.ts';

/** The final answer is a 2xx, and comes once the body has ended. */
export const finalAfterTheEnd: Check = (seen) => {
  const exchange = exchangeOf(seen, 'source');
  const connection = connectionOf(seen, 'source');
  if (exchange === undefined || connection === undefined) return neverAsked(seen, 'source');
  const refusal = refusalAtOnce(seen, 'source');
  if (refusal) return turnedAway('source', refusal);
  const expected = 'a final 2xx after the end of the body';
  const { response, request } = exchange;
  if (response === undefined) {
    const end = connection.ends.find((one) => one.by === 'target');
    return end?.how === 'fin'
      ? noted('the connection closed without a final answer', { event: end.number })
      : broken(expected, answerWords(seen, 'source'), ...answerPlace(seen, 'source'));
  }
  if (!isSuccess(response)) return broken(expected, statusWords(response.head), response.place);
  const sent = bodyBefore(exchange, response.place.event);
  return sent < request.body.length
    ? broken(
        expected,
        `${statusWords(response.head)} after ${String(sent)} of ${String(request.body.length)} bytes`,
        response.place,
      )
    : met(statusWords(response.head));
};

/** A source that was taken and ended is not answered with an error. */
export const noFinalError: Check = (seen) => {
  const exchange = exchangeOf(seen, 'source');
  if (exchange === undefined) return neverAsked(seen, 'source');
  const refusal = refusalAtOnce(seen, 'source');
  if (refusal) return turnedAway('source', refusal);
  const { response } = exchange;
  if (response === undefined)
    return noted(`no final answer (${answerWords(seen, 'source')})`, ...answerPlace(seen, 'source'));
  return isSuccess(response)
    ? met(statusWords(response.head))
    : broken('a final answer that is no error', statusWords(response.head), response.place);
};

/** The target does not tear the connection down with RST, by which answers get lost. */
export const notReset: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const reset = connection.ends.find((end) => end.by === 'target' && end.how === 'rst');
  return reset
    ? broken('a connection that is closed in order', `${answerWords(seen, 'source')}, and RST`, {
        event: reset.number,
      })
    : met();
};

/** A body that cannot be read is answered with an error, or its connection is closed. */
export const badBodyEndsIt: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const exchange = exchangeOf(seen, 'source');
  const refusal = refusalAtOnce(seen, 'source');
  if (refusal) return turnedAway('source', refusal);
  const isError = exchange?.response !== undefined && exchange.response.head.status >= 400;
  if (isError || connection.ends[0]?.by === 'target') return met(answerWords(seen, 'source'));
  return broken(
    'status 400, or the connection closed',
    `${answerWords(seen, 'source')}, and the connection stays`,
    ...answerPlace(seen, 'source'),
  );
};

/** The connection outlives the steps of the scenario: whoever ends it, it is not the target first. */
export const staysConnected: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const refusal = refusalOf(seen, 'source');
  if (refusal) return turnedAway('source', refusal);
  const [first] = connection.ends;
  return first?.by === 'target'
    ? broken(
        'a connection that stays',
        first.how === 'fin' ? 'the target closed it' : 'the target reset it',
        { event: first.number },
      )
    : met();
};
