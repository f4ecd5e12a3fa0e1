/** What a source client makes of a redirect. */
import type { Exchange, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import {
  headPlace,
  isShy,
  noRequest,
  notReached,
  quoted,
  requestsOf,
  sourceRequests,
} from './client-select.ts';

const isRedirected = ({ response }: Exchange): boolean =>
  response !== undefined && response.head.status >= 300 && response.head.status < 400;

/** Requests for the place to which our redirects lead, whatever their method; libshout's probes are not meant. */
const followers = (seen: Observations): Exchange[] => {
  const moved = `/moved${seen.parameters.mount}`;
  return requestsOf(seen).filter(({ request: { head } }) => head.target.endsWith(moved) && !isShy(head));
};

const lineOf = ({ request: { head } }: Exchange): string => quoted(`${head.method} ${head.target}`);

const ofFollowers =
  (look: (first: Exchange, all: readonly Exchange[]) => Outcome): Check =>
  (seen) => {
    const all = followers(seen);
    const [first] = all;
    if (first !== undefined) return look(first, all);
    const redirected = sourceRequests(seen).find(isRedirected);
    if (redirected?.response !== undefined) {
      return noted(
        `the client did not follow the ${String(redirected.response.head.status)}`,
        redirected.response.place,
      );
    }
    return sourceRequests(seen).length === 0
      ? noRequest(seen)
      : notReached(seen, 'no request of the client was redirected');
  };

/** Redirects are followed with the method of the first request (RFC 9110, 15.4, changes but POST). */
export const methodKept: Check = ofFollowers((first) =>
  first.request.head.method === 'PUT'
    ? met()
    : broken('PUT at the new place (RFC 9110, 15.4)', lineOf(first), headPlace(first)),
);

/** At the authority where the client began, it has its credentials, at once or when challenged. */
export const credentialsKept: Check = ofFollowers((first, all) =>
  all.some(({ credentials }) => credentials !== undefined)
    ? met()
    : broken(
        'Authorization at the same authority',
        `${lineOf(first)} without Authorization`,
        headPlace(first),
      ),
);

/** No credentials for an authority that nobody gave them to. */
export const credentialsWithheld: Check = ofFollowers((first) =>
  first.credentials === undefined
    ? met()
    : broken(
        'no Authorization for another authority (RFC 9110, 15.4)',
        `${lineOf(first)} with Authorization`,
        { event: first.credentials.number },
      ),
);
