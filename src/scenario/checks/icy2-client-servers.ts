/** What a source client makes of a reply that is none of HTTP. */
import type { Check } from '../check.ts';
import { broken, met } from '../combine.ts';
import {
  connectionOf,
  curtain,
  longestBody,
  noRequest,
  notReached,
  quoted,
  seconds,
} from './client-select.ts';

/** The stream goes on after such a reply of ours. */
export const streamAfterReply: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  const connection = connectionOf(seen, exchange);
  const reply = connection?.strays.find(({ dir }) => dir === 'sent');
  if (connection === undefined || reply === undefined) return notReached(seen, 'the client was not answered');
  const name = quoted(reply.text.split('\r\n')[0] ?? '');
  const expected = `the stream after ${name}`;
  const end = connection.ends.find(({ by }) => by === 'target');
  if (end !== undefined && end.number < curtain(seen).event) {
    const time = seconds(seen, end.at - reply.at);
    return broken(expected, `the end of the connection ${time} after it`, { event: end.number });
  }
  return exchange.request.body.arrivals.some(({ place }) => place.event > reply.place.event)
    ? met()
    : broken(expected, `no byte of it in ${seconds(seen, curtain(seen).at - reply.at)}`, reply.place);
};
