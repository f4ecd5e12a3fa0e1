/** How a source client goes on, or ends, when a final response has come. */
import type { Body, Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import {
  connectionOf,
  curtain,
  longestBody,
  noRequest,
  notReached,
  seconds,
  sourceRequests,
} from './client-select.ts';

const endOf = (seen: Observations, exchange: Exchange) =>
  connectionOf(seen, exchange)?.ends.find(({ by }) => by === 'target');

/** Where a framed body came to its end. */
const lastOf = (body: Body): Place | undefined => {
  if (!body.complete || body.framing.by === 'close') return undefined;
  return body.framing.by === 'chunks' ? body.chunks.at(-1)?.place : body.arrivals.at(-1)?.place;
};

/** The stream goes on though the final response has come before its end. */
export const streamAfterFinal: Check = (seen) => {
  const exchange = sourceRequests(seen).find(
    ({ response }) => response !== undefined && response.head.status < 300,
  );
  const response = exchange?.response;
  if (exchange === undefined || response === undefined) {
    return sourceRequests(seen).length === 0
      ? noRequest(seen)
      : notReached(seen, 'no request of the client was accepted');
  }
  const name = `${response.head.version} ${String(response.head.status)}`;
  const { body } = exchange.request;
  const after = body.arrivals.filter(({ place }) => place.event > response.place.event);
  const end = endOf(seen, exchange);
  if (end !== undefined && end.number < curtain(seen).event) {
    const time = seconds(seen, end.at - response.at);
    return broken(`the stream after ${name}`, `the end of the connection ${time} after it`, {
      event: end.number,
    });
  }
  const last = lastOf(body);
  if (last !== undefined && last.event < curtain(seen).event) {
    return broken(`the stream after ${name}`, 'the end of the body', last);
  }
  return after.length > 0
    ? met()
    : broken(
        `the stream after ${name}`,
        `no byte of it in ${seconds(seen, curtain(seen).at - response.at)}`,
        response.place,
      );
};

const ofStream =
  (look: (exchange: Exchange, seen: Observations) => Outcome): Check =>
  (seen) => {
    const exchange = longestBody(seen);
    if (exchange === undefined) return noRequest(seen);
    return exchange.request.body.length === 0
      ? notReached(seen, 'the client sent none of its stream')
      : look(exchange, seen);
  };

/**
 * When it is asked to end, the client closes its connection with FIN. An RST after the end of the body is what the
 * kernel makes of a final response that nobody read.
 */
export const politeEnd: Check = ofStream((exchange, seen) => {
  const end = endOf(seen, exchange);
  if (end === undefined) {
    return broken('the end of the connection', 'a connection that stays open', exchange.request.place);
  }
  const place = { event: end.number };
  if (end.how === 'fin') return met();
  return lastOf(exchange.request.body) === undefined
    ? broken('the end of the connection with FIN', end.how.toUpperCase(), place)
    : noted(`${end.how.toUpperCase()} after the end of the body`, place);
});

/** The client hears the final response before it closes the connection; where FIN ends the body, it cannot. */
export const finalResponseHeard: Check = ofStream((exchange, seen) => {
  const { response, request } = exchange;
  if (request.body.framing.by === 'close')
    return noted('FIN is the end of the body, so that it says nothing', request.place);
  if (response === undefined) return notReached(seen, 'the client did not end its body');
  const end = endOf(seen, exchange);
  return end === undefined || end.number > response.place.event
    ? met()
    : noted('the client closed the connection before the final response', { event: end.number });
});
