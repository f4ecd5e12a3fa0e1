/** What a source client does once it was refused. */
import { valuesOf } from '../../http/message.ts';
import type { Exchange, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import {
  connectionOf,
  headPlace,
  noRequest,
  notReached,
  scaled,
  seconds,
  sourceRequests,
} from './client-select.ts';

/** What was sent before a refusal could be read does not count. */
const inFlight = 1_000;
/** The least time between a refusal and another try; timers round, so that a tenth is forgiven. */
const leastPause = 1_000;
const forgiven = 0.9;

interface Refused {
  readonly exchange: Exchange;
  readonly status: number;
  readonly at: number;
  readonly event: number;
}

const refusals = (seen: Observations): Refused[] =>
  sourceRequests(seen).flatMap((exchange) => {
    const { response } = exchange;
    if (response === undefined || response.head.status < 400) return [];
    return [{ exchange, status: response.head.status, at: response.at, event: response.place.event }];
  });

const ofRefusals =
  (look: (refused: readonly Refused[], seen: Observations) => Outcome): Check =>
  (seen) => {
    const refused = refusals(seen);
    if (refused.length > 0) return look(refused, seen);
    return sourceRequests(seen).length === 0
      ? noRequest(seen)
      : notReached(seen, 'no request of the client was refused');
  };

const sentAfter = ({ exchange, at, event, status }: Refused, seen: Observations): Outcome => {
  const { head, body } = exchange.request;
  const held = valuesOf(head, 'expect').some((value) => value.toLowerCase() === '100-continue');
  const [first] = body.arrivals;
  const waited = held && (first === undefined || first.place.event > event);
  const from = waited ? Number.NEGATIVE_INFINITY : at + scaled(seen, inFlight);
  const late = body.arrivals.filter((arrival) => arrival.place.event > event && arrival.at > from);
  const [one] = late;
  if (one === undefined) return met();
  const bytes = late.reduce((sum, arrival) => sum + arrival.length, 0);
  return broken(
    `no byte of the stream after the ${String(status)}`,
    `${String(bytes)} bytes of it, the last ${seconds(seen, (late.at(-1)?.at ?? at) - at)} later`,
    one.place,
  );
};

/** Nothing of the stream once it was refused; bytes on their way do not count. */
export const silenceAfterRefusal: Check = ofRefusals((refused, seen) => {
  const outcomes = refused.map((one) => sentAfter(one, seen));
  return outcomes.find(({ outcome }) => outcome !== 'met') ?? met();
});

/** A client that is challenged for the first time may answer at once. */
const answersChallenge = ({ exchange, status }: Refused, next: Exchange): boolean =>
  status === 401 && exchange.credentials === undefined && next.credentials !== undefined;

/** When the next try began after a refusal: with its connection, unless that was open already. */
const nextTry = (
  one: Refused,
  requests: readonly Exchange[],
  seen: Observations,
): { next: Exchange; gap: number } | undefined => {
  const next = requests.find(({ request }) => request.place.event > one.event);
  if (next === undefined || answersChallenge(one, next)) return undefined;
  const opened = connectionOf(seen, next);
  const begun = opened !== undefined && opened.place.event > one.event ? opened.at : next.request.at;
  return { next, gap: begun - one.at };
};

/** No other try within a second of a refusal. */
export const unhurriedRetry: Check = ofRefusals((refused, seen) => {
  const requests = sourceRequests(seen);
  const gaps = refused.flatMap((one) => {
    const tried = nextTry(one, requests, seen);
    return tried === undefined ? [] : [{ ...one, ...tried }];
  });
  const [shortest] = gaps.sort((one, other) => one.gap - other.gap);
  if (shortest === undefined) return met('no other try');
  const { gap, next, status } = shortest;
  return gap >= scaled(seen, leastPause) * forgiven
    ? met(`the next try after ${seconds(seen, gap)}`)
    : broken(
        `no other try within 1 s of the ${String(status)}`,
        `another one after ${seconds(seen, gap)}`,
        headPlace(next),
      );
});
