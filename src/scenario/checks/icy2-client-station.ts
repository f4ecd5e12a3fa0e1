/** Whether a source client keeps the id of its station, from one connection to the next and from session to session. */
import { sessionAgain } from '../behaviour.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { ofReconnection } from './client-reconnection.ts';
import { fieldPlace, headPlace, noRequest, notReached, quoted, sourceRequests } from './client-select.ts';
import { notSent, sentValue } from './icy2-client-select.ts';

const header = 'icy-station-id';

const compared = (before: Exchange, after: Exchange): Outcome => {
  const [first, second] = [sentValue(before, header), sentValue(after, header)];
  if (first === undefined) return notSent(header);
  if (second === undefined)
    return broken(`${header}: ${quoted(first)} again`, `no ${header}`, headPlace(after));
  return first === second
    ? met(first)
    : broken(
        `${header}: ${quoted(first)} again`,
        `${header}: ${quoted(second)}`,
        fieldPlace(before, header),
        fieldPlace(after, header),
      );
};

/** After the connection was lost, the same station id. */
export const sameStationAgain: Check = ofReconnection((after, seen) => {
  const [before] = sourceRequests(seen);
  return before === undefined ? noRequest(seen) : compared(before, after);
});

/** The same station id when the client is started once more. */
export const sameStationInSessions: Check = (seen) => {
  const requests = sourceRequests(seen);
  const [before] = requests;
  if (before === undefined) return noRequest(seen);
  const again = seen.steps.find(({ step }) => step === sessionAgain);
  if (again === undefined) return notReached(seen, 'the first session of the client did not end');
  if (before.request.place.event > again.number)
    return notReached(seen, 'the client sent no source request in its first session');
  const after = requests.find(({ request }) => request.place.event > again.number);
  return after === undefined
    ? noted('no source request in the second session', { event: again.number })
    : compared(before, after);
};
