/** When a receiving entity answers a request that goes on for long: DI-CMAF-GC-14. */
import type { Check } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { bodyBefore, exchangeOf, isSuccess, refusalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked, statusWords, turnedAway } from '../words.ts';

/**
 * A final 2xx once the last chunk was sent. One that comes earlier is noted: HTTP allows it, and the source loses the
 * one way to learn of what is refused later.
 */
export const answeredAtTheEnd: Check = (seen) => {
  const exchange = exchangeOf(seen, 'source');
  if (exchange === undefined) return neverAsked(seen, 'source');
  const refusal = refusalOf(seen, 'source');
  if (refusal) return turnedAway('source', refusal);
  const { response, request } = exchange;
  if (response === undefined || !isSuccess(response)) {
    return broken(
      'a final 2xx after the last chunk',
      answerWords(seen, 'source'),
      ...answerPlace(seen, 'source'),
    );
  }
  const before = bodyBefore(exchange, response.place.event);
  return before < request.body.length
    ? noted(
        `${statusWords(response.head)} after ${String(before)} of ${String(request.body.length)} bytes`,
        response.place,
      )
    : met(`${statusWords(response.head)} after the last chunk`);
};
