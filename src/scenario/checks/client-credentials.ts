/** The credentials of a source client, at once or when it is challenged. */
import type { Exchange, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import { headPlace, noRequest, notReached, quoted, sourceRequests } from './client-select.ts';

export const isBasic = ({ credentials }: Exchange): boolean => credentials?.scheme.toLowerCase() === 'basic';

const schemeOf = ({ credentials }: Exchange): string =>
  credentials === undefined
    ? 'no Authorization'
    : `Authorization with the scheme ${quoted(credentials.scheme)}`;

const challengeWords = (requests: readonly Exchange[]): string =>
  requests.some(({ response }) => response?.head.status === 401) ? ', though it was challenged' : '';

/** Basic credentials in some request: the first, or one that answers a challenge. */
export const basicCredentials: Check = (seen) => {
  const requests = sourceRequests(seen);
  const [first] = requests;
  if (first === undefined) return noRequest(seen);
  return requests.some(isBasic)
    ? met()
    : broken('Authorization: Basic', `${schemeOf(first)}${challengeWords(requests)}`, headPlace(first));
};

/** A request that was answered 401 had credentials, or is repeated with them. */
export const challengeAnswered: Check = (seen) => {
  const requests = sourceRequests(seen);
  const index = requests.findIndex(({ response }) => response?.head.status === 401);
  const challenged = requests[index];
  if (challenged === undefined) return requests.length === 0 ? noRequest(seen) : basicCredentials(seen);
  if (isBasic(challenged)) return met('the request had its credentials before it was challenged');
  const answer = requests.slice(index + 1).find(isBasic);
  const place = challenged.response?.place ?? headPlace(challenged);
  return answer === undefined
    ? broken(
        'the request again, with Authorization: Basic',
        `${schemeOf(challenged)}, and none after the 401`,
        place,
      )
    : met('credentials when challenged');
};

const faultsIn = (exchange: Exchange): Outcome => {
  const { credentials } = exchange;
  const place = { event: credentials?.number ?? exchange.request.place.event };
  if (credentials === undefined || !isBasic(exchange)) {
    return broken('Authorization: Basic', schemeOf(exchange), headPlace(exchange));
  }
  const wrong = (expected: string, actual: string) => broken(expected, actual, place);
  if (credentials.base64 === 'unpadded')
    return wrong('base64 with its padding (RFC 4648, 4)', 'base64 without padding');
  if (credentials.base64 === 'invalid')
    return wrong('canonical base64 (RFC 4648, 4)', 'a token that is not canonical base64');
  if (!credentials.colon) return wrong('user, colon and password', 'credentials without a colon');
  if (credentials.controls)
    return wrong(
      'credentials without control characters (RFC 7617, 2)',
      'control characters in the credentials',
    );
  return met();
};

const firstWithCredentials = (seen: Observations): Exchange | undefined =>
  sourceRequests(seen).find(({ credentials }) => credentials !== undefined);

const ofCredentials =
  (look: (exchange: Exchange) => Outcome): Check =>
  (seen) => {
    const exchange = firstWithCredentials(seen);
    if (exchange !== undefined) return look(exchange);
    return sourceRequests(seen).length === 0
      ? noRequest(seen)
      : notReached(seen, 'the client sent no credentials');
  };

/** Base64 of user, colon and password, in the form that RFC 7617 and RFC 4648 prescribe. */
export const wellFormedCredentials: Check = ofCredentials(faultsIn);

/** The user and the password that the client was given, to the byte. */
export const rightCredentials: Check = ofCredentials((exchange) => {
  const { credentials } = exchange;
  const part =
    credentials?.user !== 'right' ? 'user name' : credentials.password !== 'right' ? 'password' : undefined;
  const how = credentials?.utf8 === false ? ', which is not UTF-8' : '';
  return part === undefined
    ? met()
    : broken(`the ${part} that the client was given`, `another ${part}${how}`, {
        event: credentials?.number ?? 0,
      });
});
