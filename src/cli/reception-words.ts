/** How a scenario lets an ingest source reach us, and what it asks of it, in words. */
import type { NamePlan, Reception } from '../scenario/ingest/act.ts';
import type { ReferencePlan, SourceScenario } from '../scenario/scenario.ts';

type TlsPlan = NonNullable<Reception['tls']>;

const certificateWords: Record<NonNullable<TlsPlan['certificate']>, string> = {
  good: 'a certificate that can be trusted',
  'self-signed': 'a certificate that vouches for itself',
  expired: 'a certificate that has expired',
  'other-name': 'a certificate for another name',
};

const tlsWords = ({ min, max, certificate = 'good', demandsCertificate, cipher }: TlsPlan): string =>
  [
    'over TLS',
    ...(min === undefined ? [] : [`from ${min}`]),
    ...(max === undefined ? [] : [`up to ${max}`]),
    ...(cipher === undefined ? [] : [`with ${cipher}`]),
    `with ${certificateWords[certificate]}`,
    ...(demandsCertificate === true ? ['and a demand for that of the source'] : []),
  ].join(' ');

const placeWords = { here: 'ours', there: 'our second', dead: 'one where nobody listens' } as const;

const places = (told: readonly (keyof typeof placeWords)[]): string =>
  told.map((place) => placeWords[place]).join(', ');

const families = { ipv4: 'IPv4', ipv6: 'IPv6', both: 'both families' } as const;

const nameWords = ({ ttl, first, moved, family = 'ipv4' }: NamePlan): string =>
  `under a name with a TTL of ${String(ttl)} s and addresses of ${families[family]}: ${places(first)}${moved === undefined ? '' : `; after the move ${places(moved)}`}`;

const credentialWords = {
  demanded: 'whoever shows no credentials gets 403, without a challenge',
  challenged: 'credentials are asked for by 401 and a challenge',
  ignored: 'credentials are not looked at',
} as const;

const addressWords = (address: Reception['address']): string | undefined => {
  if (typeof address === 'object') return nameWords(address);
  return address === undefined ? undefined : `at an address of ${families[address]}`;
};

const instanceWords = {
  one: undefined,
  takeover: 'a second instance of the source is started when the first has been killed',
  'side-by-side': 'two instances of the source run side by side, each with a publishing point of its own',
  'late-joiner': 'a second instance of the source comes later, with a publishing point of its own',
  again: 'the source is started again, as another event, when the first has ended as it was asked to',
} as const;

/** What is particular about how the source reaches us, a line each. */
export const receptionWords = ({ reception = {}, instances = 'one' }: SourceScenario): string[] =>
  [
    addressWords(reception.address),
    reception.tls === undefined ? undefined : tlsWords(reception.tls),
    reception.credentials === undefined ? undefined : credentialWords[reception.credentials],
    instanceWords[instances],
  ].filter((words) => words !== undefined);

const requestWords = {
  long: undefined,
  short: 'one request a fragment',
  'low-latency': 'one request a fragment, each chunk as it is made',
} as const;

/** What our own source does in it that it would not do by itself; empty where there is nothing. */
export const referenceWords = ({ tracks, requests = 'long', gzip }: ReferencePlan): string =>
  [
    tracks === undefined ? undefined : `the tracks ${tracks.join(', ')}`,
    requestWords[requests],
    gzip === true ? 'bodies in gzip' : undefined,
  ]
    .filter((words) => words !== undefined)
    .join('; ');
