/** What a source client does when its connection was lost, or could not be made. */
import { id3Length } from '../../media/id3.ts';
import { readFrames } from '../../media/read-frames.ts';
import { sniff } from '../../media/sniff.ts';
import type { Exchange, Observations } from '../../trace/observations.ts';
import { portClosed } from '../behaviour.ts';
import type { Check } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { isBasic } from './client-credentials.ts';
import { headPlace, noRequest, notReached, quoted, sourceRequests } from './client-select.ts';
import { readableKind } from './client-media.ts';

/** The first request after the fault that we applied. */
export const afterFault = (seen: Observations): Exchange | 'none' | 'no-fault' => {
  const [fault] = seen.connections.flatMap((connection) => connection.faults);
  if (fault === undefined) return 'no-fault';
  return sourceRequests(seen).find(({ request }) => request.place.event > fault.number) ?? 'none';
};

/** A check of the first request after the fault; that there is none is noted. */
export const ofReconnection =
  (look: (exchange: Exchange, seen: Observations) => ReturnType<Check>): Check =>
  (seen) => {
    const again = afterFault(seen);
    if (again === 'none') return noted('the client did not connect again');
    if (again !== 'no-fault') return look(again, seen);
    return sourceRequests(seen).length === 0
      ? noRequest(seen)
      : notReached(seen, 'the client did not stream long enough');
  };

/** After the connection was lost, the whole request again. */
export const putAgain: Check = ofReconnection((exchange) => {
  const { method, target } = exchange.request.head;
  return method === 'PUT'
    ? met()
    : broken('a PUT request', quoted(`${method} ${target}`), headPlace(exchange));
});

/** After the connection was lost, the credentials again, at once or when challenged. */
export const credentialsAgain: Check = ofReconnection((exchange, seen) =>
  sourceRequests(seen).some((one) => isBasic(one) && one.request.place.event >= exchange.request.place.event)
    ? met()
    : broken(
        'Authorization: Basic after the interruption',
        'requests without Authorization',
        headPlace(exchange),
      ),
);

/** After the connection was lost, the stream goes on with a whole frame. */
export const wholeFrameAgain: Check = ofReconnection((first, seen) => {
  const later = sourceRequests(seen).filter(
    ({ request }) => request.place.event >= first.request.place.event,
  );
  const exchange = later.find(({ request }) => request.body.length > 0) ?? first;
  const { kept, length, arrivals } = exchange.request.body;
  if (length === 0)
    return noted('the client sent none of its stream after the interruption', headPlace(first));
  const kind = readableKind(sniff(kept));
  if (kind === undefined) return noted('a stream of no kind that we can read', headPlace(exchange));
  const { firstFrame } = readFrames(kind, kept);
  const begins = kind !== 'mp3' || firstFrame === id3Length(kept);
  const place = arrivals[0]?.place ?? headPlace(exchange);
  return begins
    ? met()
    : broken('a whole frame first', `the first frame at byte ${String(firstFrame)}`, place);
});

/** A request once the port is open that was closed before. */
export const putWhenAvailable: Check = (seen) => {
  const closed = seen.steps.find(({ step }) => step === portClosed);
  const [request] = sourceRequests(seen);
  if (request !== undefined) {
    const { method, target } = request.request.head;
    return method === 'PUT'
      ? met()
      : broken('a PUT request', quoted(`${method} ${target}`), headPlace(request));
  }
  if (seen.connections.length > 0 || closed === undefined) return noRequest(seen);
  return noted('the client did not come back to the port that was closed at first', { event: closed.number });
};
