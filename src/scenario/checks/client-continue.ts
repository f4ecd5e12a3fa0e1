/** How a source client waits for the 100 that it asked for. */
import { valuesOf } from '../../http/message.ts';
import type { Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import {
  connectionOf,
  curtain,
  headPlace,
  noRequest,
  notReached,
  scaled,
  seconds,
  sourceRequests,
} from './client-select.ts';

/** From here on, a second as timers round it, a wait counts as patience: RFC 9110 (10.1.1) lets a client send then. */
const patience = 900;

const asksForContinue = ({ request: { head } }: Exchange): boolean =>
  valuesOf(head, 'expect').some((value) => value.toLowerCase() === '100-continue');

/** Where and when the body begins, be it with a chunk line or with payload. */
const bodyStart = ({ request: { body } }: Exchange): { at: number; place: Place } | undefined =>
  body.chunks[0] ?? body.arrivals[0];

/** The first request that we did not refuse. */
const taken = (seen: Observations): Exchange | undefined =>
  sourceRequests(seen).find(({ response }) => response === undefined || response.head.status < 300);

const ofTaken =
  (look: (exchange: Exchange, seen: Observations) => Outcome): Check =>
  (seen) => {
    const exchange = taken(seen);
    if (exchange !== undefined) return look(exchange, seen);
    return sourceRequests(seen).length === 0
      ? noRequest(seen)
      : notReached(seen, 'no request of the client could be accepted');
  };

/** No byte of body before the 100, unless the client has waited a while for it. */
export const bodyHeldBack: Check = ofTaken((exchange, seen) => {
  if (!asksForContinue(exchange))
    return noted('the client asked for no 100, so it had none to wait for', headPlace(exchange));
  const start = bodyStart(exchange);
  const [interim] = exchange.interims;
  const before = interim === undefined || (start !== undefined && start.place.event < interim.place.event);
  if (!before) return met();
  if (start === undefined) return notReached(seen, 'the client sent none of its stream, and got no 100');
  const waited = start.at - exchange.request.at;
  if (waited >= scaled(seen, patience)) return met(`the body without a 100, after ${seconds(seen, waited)}`);
  return broken(
    'no byte of the body before the 100 that was asked for',
    `the body ${seconds(seen, waited)} after the head, before any 100`,
    start.place,
  );
});

/** The stream follows the go-ahead. */
export const streamAfterGoAhead: Check = ofTaken((exchange, seen) => {
  const ahead = exchange.interims[0] ?? exchange.response;
  const place = ahead?.place ?? headPlace(exchange);
  const follows = exchange.request.body.arrivals.some((arrival) => arrival.place.event > place.event);
  if (follows) return met();
  const what = ahead === undefined ? 'no byte of it' : `no byte of it after the ${String(ahead.head.status)}`;
  const time = seconds(seen, curtain(seen).at - (ahead?.at ?? exchange.request.at));
  return broken('the bytes of the stream', `${what}, for ${time}`, place);
});

/** The body in the end, though no 100 came: RFC 9110 (10.1.1) does not want a client to wait without end. */
export const bodyWithoutContinue: Check = ofTaken((exchange, seen) => {
  if (!asksForContinue(exchange))
    return noted('the client asked for no 100, so it had none to wait for', headPlace(exchange));
  const start = bodyStart(exchange);
  const { at } = exchange.request;
  if (start !== undefined) return met(`the body after ${seconds(seen, start.at - at)}`);
  const end = connectionOf(seen, exchange)?.ends.find(
    (one) => one.by === 'target' && one.number < curtain(seen).event,
  );
  if (end !== undefined) {
    return noted(`the client closed the connection after ${seconds(seen, end.at - at)} without a 100`, {
      event: end.number,
    });
  }
  return broken(
    'the body after a while without a 100 (RFC 9110, 10.1.1)',
    `no byte of it in ${seconds(seen, curtain(seen).at - at)}`,
    headPlace(exchange),
  );
});
