/** The requests with which an ingest source publishes by interface 2. */
import { valueOf } from '../../http/message.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { endEventOf, meantUploads, renditionsOf } from '../ingest/presented.ts';
import { isMedia, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { fieldPlace, headPlace, quoted, scaled, seconds } from './client-select.ts';
import { busyFor, counted, headOf, noPost, notThere, requestsOf } from './ingest-select.ts';

const lineOf = ({ request: { head } }: Exchange): string => `${head.method} ${head.target} ${head.version}`;

/** Methods by which a source may ask, read or tidy up, and that carry no object. */
const otherMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'MKCOL'];

/** PUT or POST is the method of every request that carries something. */
export const putsOrPosts: Check = (seen) => {
  const requests = requestsOf(seen);
  if (requests.length === 0) return noPost(seen);
  const other = requests.find(({ request: { head } }) => {
    const { method } = head;
    return method !== 'PUT' && method !== 'POST' && !otherMethods.includes(method);
  });
  if (other !== undefined) return broken('PUT or POST', quoted(lineOf(other)), headPlace(other));
  const uploads = meantUploads(seen);
  const [first] = uploads;
  return first === undefined
    ? notThere(seen, 'the ingest source uploaded nothing')
    : met(`${counted(uploads.length, 'object')} by ${first.exchange.request.head.method}`);
};

/** What of a body belongs to other objects than its first: a CMAF header and media that follow it. */
const isSeveral = ({ kind, post: { objects } }: Upload): boolean =>
  kind === 'media' && objects.some(({ kind: one }) => one === 'header');

/** Each object comes in a request of its own. */
export const oneObjectEach: Check = (seen) => {
  const uploads = meantUploads(seen);
  if (uploads.length === 0) return noPost(seen);
  const several = uploads.find(isSeveral);
  return several === undefined
    ? met(counted(uploads.length, 'object'))
    : broken(
        'a CMAF header in a request of its own',
        `a CMAF header and media in one: ${quoted(lineOf(several.exchange))}`,
        headOf(several.post),
      );
};

/** No object lies outside the publishing point, dot segments resolved. */
export const insidePoint: Check = (seen) => {
  const uploads = uploadsOf(seen);
  if (uploads.length === 0) return noPost(seen);
  const outside = uploads.find(({ relative }) => relative === undefined);
  return outside === undefined
    ? met(counted(uploads.length, 'upload'))
    : broken(`a path below ${quoted(seen.parameters.mount)}`, quoted(outside.path), headOf(outside.post));
};

/** The path that was configured is the one that is used. */
export const usesPoint: Check = (seen) => {
  const uploads = uploadsOf(seen);
  const [first] = uploads;
  if (first === undefined) return noPost(seen);
  const inside = uploads.find(({ relative }) => relative !== undefined);
  return inside === undefined
    ? broken(`paths below ${quoted(seen.parameters.mount)}`, quoted(first.path), headOf(first.post))
    : met(quoted(inside.path));
};

/** A product and its version, as RFC 9110 (10.1.5) has them or as people write them. */
const productWithVersion = /[A-Za-z][^\s/]*[/ ]v?\d/;

/** Every request tells by which program, and which version of it, it was sent. */
export const userAgents: Check = (seen) => {
  const requests = requestsOf(seen);
  const [first] = requests;
  if (first === undefined) return noPost(seen);
  const agentOf = ({ request: { head } }: Exchange): string => valueOf(head, 'user-agent')?.trim() ?? '';
  const none = requests.find((exchange) => agentOf(exchange) === '');
  if (none !== undefined)
    return broken('User-Agent in every request', `none in ${quoted(lineOf(none))}`, headPlace(none));
  const vague = requests.find((exchange) => !productWithVersion.test(agentOf(exchange)));
  return vague === undefined
    ? met(quoted(agentOf(first)))
    : broken(
        'User-Agent with the name of a program and its version',
        quoted(agentOf(vague)),
        fieldPlace(vague, 'user-agent'),
      );
};

/** How the body of an upload is framed, where that is not as RFC 9112 (6) has it. */
const misframed = ({ exchange }: Upload): string | undefined => {
  const { head, body } = exchange.request;
  const both = 'transfer-encoding-with-content-length';
  if (body.oddities.includes(both) || head.oddities.includes(both))
    return 'both Transfer-Encoding and Content-Length';
  const bad = body.oddities.find((oddity) => oddity === 'bad-chunk-size' || oddity === 'bad-chunk-end');
  if (bad !== undefined) return bad.replaceAll('-', ' ');
  return body.framing.by === 'close' && body.length > 0
    ? 'a body that the end of the connection ends'
    : undefined;
};

/** Each body says where it ends: by its length, or by chunks where that is not known. */
export const framedBodies: Check = (seen) => {
  const uploads = meantUploads(seen);
  if (uploads.length === 0) return noPost(seen);
  const wrong = uploads.find((upload) => misframed(upload) !== undefined);
  if (wrong !== undefined)
    return broken(
      'Content-Length, or Transfer-Encoding: chunked',
      `${String(misframed(wrong))} in ${quoted(lineOf(wrong.exchange))}`,
      headOf(wrong.post),
    );
  const chunked = uploads.filter(({ exchange }) => exchange.request.body.framing.by === 'chunks').length;
  return met(`${String(chunked)} of ${counted(uploads.length, 'object')} in chunks`);
};

/** How much of its duration an object takes to come, at the least, where it goes out as it is made. */
const spread = 0.25;

/** Milliseconds from one media object of a rendition to the next, as they came. */
const paceOf = (media: readonly Upload[]): number => {
  const [first, last] = [media[0], media.at(-1)];
  return first === undefined || last === undefined || media.length < 2
    ? 0
    : (last.begunAt - first.begunAt) / (media.length - 1);
};

/** Media objects are uploaded in chunks while they are made. */
export const uploadedAsMade: Check = (seen) => {
  const [rendition] = [...renditionsOf(seen)].sort((one, other) => other.media.length - one.media.length);
  const media = (rendition?.media ?? []).filter((one) => isMedia(one) && one.exchange.request.body.complete);
  const [first] = media;
  if (first === undefined) return notThere(seen, 'no whole media object came');
  const whole = media.find(({ exchange }) => exchange.request.body.framing.by !== 'chunks');
  if (whole !== undefined)
    return broken(
      'Transfer-Encoding: chunked, as the object is made while it is sent',
      `a body of known length in ${quoted(lineOf(whole.exchange))}`,
      headOf(whole.post),
    );
  const pace = paceOf(media);
  if (media.length < 2 || pace === 0)
    return unclear('window-too-short', 'one media object came, and no more');
  const most = Math.max(...media.map(({ begunAt, endedAt }) => (endedAt - begunAt) / pace));
  if (most >= spread)
    return met(`chunks over ${(most * 100).toFixed(0)} % of the time from object to object`);
  return busyFor(seen) > scaled(seen, 200)
    ? unclear('host-overloaded', 'the chunks of an object came all at once, while this host was busy')
    : broken(
        'chunks that are sent as they are made',
        `chunks that come all at once, with ${seconds(seen, pace)} from object to object`,
        { event: endEventOf(first) },
      );
};
