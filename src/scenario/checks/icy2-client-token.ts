/** The token of a source client, which only its facts are known of, and whether it goes over TLS. */
import { valuesOf } from '../../http/message.ts';
import { isShortLived } from '../../icy/auth-token.ts';
import type { At, Exchange, Observations } from '../../trace/observations.ts';
import type { TokenSeen } from '../../trace/event.ts';
import type { Check, Outcome, Skipped } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { connectionOf, fieldPlace, noRequest, ofFirst, sourceRequests } from './client-select.ts';
import { notSent } from './icy2-client-select.ts';

const header = 'icy-auth-token';

const ofToken = (look: (token: At<TokenSeen>, exchange: Exchange) => Outcome): Check =>
  ofFirst((first) => (first.token === undefined ? notSent(header) : look(first.token, first)));

/** Once, and `Bearer` with a token that not anybody can make. */
export const bearerToken: Check = ofToken((token, exchange) => {
  const place = fieldPlace(exchange, header);
  const times = valuesOf(exchange.request.head, header).length;
  if (times > 1) return broken(`one ${header} field`, `${String(times)} ${header} fields`, place);
  if (token.reads === 'right') return met();
  return {
    ...broken('Bearer, a blank and a token', token.why ?? 'another form', place),
    ...(token.reads === 'unusual' ? { atMost: 'should' } : {}),
  };
});

/** What holds of JSON Web Tokens alone. */
const opaque: Skipped = {
  outcome: 'skipped',
  why: 'the token is opaque: only its two ends know for how long it is good, and for what',
};

const hours = (seconds: number): string => `${String(Math.round(seconds / 360) / 10)} h`;

/** A JSON Web Token is good for one hour to 24. */
export const shortLived: Check = ofToken(({ jwt }, exchange) => {
  if (jwt === undefined) return opaque;
  const expected = 'a token that is good for 1 h to 24 h';
  const { lifetime } = jwt;
  const place = fieldPlace(exchange, header);
  if (lifetime === undefined) return broken(expected, 'a token that does not expire', place);
  return isShortLived(lifetime)
    ? met(hours(lifetime))
    : broken(expected, `a token that is good for ${hours(lifetime)}`, place);
});

/** A claim of a JSON Web Token names the mount point; no name of a claim is prescribed. */
export const scopedToMount: Check = ofToken(({ jwt }, exchange) => {
  if (jwt === undefined) return opaque;
  return jwt.namesMount
    ? met()
    : noted('a token whose claims do not name the mount point', fieldPlace(exchange, header));
});

const isSecure = (seen: Observations, exchange: Exchange): boolean =>
  connectionOf(seen, exchange)?.secure !== undefined;

/** No request without TLS has a token. */
export const noTokenInTheClear: Check = (seen) => {
  const requests = sourceRequests(seen);
  if (requests.length === 0) return noRequest(seen);
  const told = requests.find(
    (exchange) => valuesOf(exchange.request.head, header).length > 0 && !isSecure(seen, exchange),
  );
  return told === undefined
    ? met('no token without TLS')
    : broken('a token over TLS alone', `${header} without TLS`, fieldPlace(told, header));
};

/** Where the address is one of https, the client speaks TLS. */
export const overTls: Check = (seen) => {
  const own = seen.connections.filter(({ by }) => by === 'target');
  const secured = own.find(({ secure }) => secure !== undefined);
  if (secured !== undefined) return met(secured.secure?.protocol);
  const plain = own.find(({ hello }) => hello === undefined);
  if (plain !== undefined)
    return broken('a connection with TLS', 'a connection that begins without TLS', plain.place);
  return own.length === 0
    ? noRequest(seen)
    : unclear('prerequisite-missing', 'the client gave its TLS handshake up');
};
