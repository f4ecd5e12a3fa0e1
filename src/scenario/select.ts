/** Finding in what was observed the thing that a check is about. Connections are named as the scenario names them. */
import type { ResponseHead } from '../http/message.ts';
import type { Connection, Exchange, Message, Observations } from '../trace/observations.ts';
import type { Check } from './check.ts';

/** The last connection of a name: where a scenario insists, the earlier ones were turned away. */
export const connectionOf = (seen: Observations, name: string): Connection | undefined =>
  seen.connections.findLast((connection) => connection.label === name);

/** The request that a connection carried, with what was answered. */
export const exchangeOf = (seen: Observations, name: string): Exchange | undefined =>
  connectionOf(seen, name)?.exchanges[0];

export const finalOf = (seen: Observations, name: string): Message<ResponseHead> | undefined =>
  exchangeOf(seen, name)?.response;

/** The first 100 Continue. */
export const continueOf = (seen: Observations, name: string): Message<ResponseHead> | undefined =>
  exchangeOf(seen, name)?.interims.find((interim) => interim.head.status === 100);

export const isSuccess = (message: Message<ResponseHead>): boolean =>
  message.head.status >= 200 && message.head.status < 300;

/** The final answer of a request that was turned away: any status from 300. */
export const refusalOf = (seen: Observations, name: string): Message<ResponseHead> | undefined => {
  const response = finalOf(seen, name);
  return response !== undefined && response.head.status >= 300 ? response : undefined;
};

/** How many bytes of the body had been sent when an event was recorded. */
export const bodyBefore = (exchange: Exchange, event: number): number =>
  exchange.request.body.arrivals.reduce((sum, one) => (one.place.event < event ? sum + one.length : sum), 0);

/** A refusal that came before any of the body was sent; one that comes later cuts a stream off that was taken. */
export const refusalAtOnce = (seen: Observations, name: string): Message<ResponseHead> | undefined => {
  const exchange = exchangeOf(seen, name);
  const refusal = refusalOf(seen, name);
  return exchange && refusal && bodyBefore(exchange, refusal.place.event) === 0 ? refusal : undefined;
};

/** The name that checks look at unless told otherwise. */
const subject = 'source';

/** The check, made of another connection of the scenario than the one named `source`. */
export const on =
  (name: string, check: Check): Check =>
  (seen) =>
    check({
      ...seen,
      connections: seen.connections
        .filter((connection) => connection.label === name)
        .map((connection) => ({ ...connection, label: subject })),
      unreachable: seen.unreachable
        .filter((connection) => connection.label === name)
        .map((connection) => ({ ...connection, label: subject })),
    });
