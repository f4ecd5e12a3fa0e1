/** What an ingest source makes of a redirect. */
import type { Exchange, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { curtain, quoted, seconds } from './client-select.ts';
import { counted, endWords, noPost, notThere, requestsOf } from './ingest-select.ts';

const isRedirected = ({ response }: Exchange): boolean =>
  response !== undefined && response.head.status >= 300 && response.head.status < 400;

/** Where our redirects lead. */
export const movedTo = '/moved';

const isFollower = ({ request: { head } }: Exchange): boolean =>
  head.target.replace(/^https?:\/\/[^/]*/i, '').startsWith(`${movedTo}/`);

const lineOf = ({ request: { head } }: Exchange): string => quoted(`${head.method} ${head.target}`);

const ofRedirect =
  (look: (redirected: Exchange, followers: readonly Exchange[], seen: Observations) => Outcome): Check =>
  (seen) => {
    const requests = requestsOf(seen);
    const redirected = requests.find(isRedirected);
    if (redirected === undefined)
      return requests.length === 0
        ? noPost(seen)
        : notThere(seen, 'no request of the ingest source was redirected');
    return look(redirected, requests.filter(isFollower), seen);
  };

const keepsMethod = (status: number): boolean => status === 307 || status === 308;

/** The redirect is followed; after 307 and 308 with the method and the body of the request (RFC 9110, 15.4). */
export const redirectFollowed: Check = ofRedirect((redirected, [first], seen) => {
  const { response } = redirected;
  const status = response?.head.status ?? 0;
  if (first === undefined) {
    const expected = `a request where the ${String(status)} leads`;
    const astray = requestsOf(seen).find(
      ({ request }) => request.place.event > (response?.place.event ?? Number.POSITIVE_INFINITY),
    );
    if (astray !== undefined) return broken(expected, `${lineOf(astray)} again`, astray.request.place);
    const time = seconds(seen, curtain(seen).at - (response?.at ?? 0));
    return broken(expected, `none in ${time}${endWords(seen)}`, response?.place ?? redirected.request.place);
  }
  const { method } = first.request.head;
  if (method === redirected.request.head.method) return met(lineOf(first));
  return keepsMethod(status)
    ? broken(
        `${redirected.request.head.method} where the ${String(status)} leads`,
        lineOf(first),
        first.request.place,
      )
    : noted(`${lineOf(first)} after a ${String(status)}`, first.request.place);
});

/** That a redirect is not followed is told by another check. */
const notFollowed = ({ response, request }: Exchange): Outcome =>
  noted('the redirect was not followed', response?.place ?? request.place);

/** At the authority where the source began, it shows its credentials; what the text leaves open is noted. */
export const credentialsStay: Check = ofRedirect((redirected, [first]) => {
  if (first === undefined) return notFollowed(redirected);
  return first.credentials !== undefined
    ? met()
    : noted(`${lineOf(first)} without credentials`, first.request.place);
});

/** No credentials for an authority that they were not given for. */
export const credentialsWithheld: Check = ofRedirect((redirected, followers) => {
  if (followers.length === 0) return notFollowed(redirected);
  const carried = followers.find(({ credentials }) => credentials !== undefined);
  return carried?.credentials === undefined
    ? met()
    : noted(`${lineOf(carried)} with credentials for another authority`, {
        event: carried.credentials.number,
      });
});

/** More redirects than this one after the other are followed by nobody who looks where they lead. */
const mostRedirects = 50;

/** Redirects in a circle are left in the end. */
export const loopLeft: Check = ofRedirect((_, __, seen) => {
  const redirected = requestsOf(seen).filter(isRedirected);
  const last = redirected.at(-1);
  const words = counted(redirected.length, 'redirect');
  return redirected.length < mostRedirects || last === undefined
    ? met(`${words}${endWords(seen)}`)
    : noted(`${words}, and no end`, last.request.place);
});
