/** Whether a request is taken, decided by its head alone. Pure. */
import { framingOf } from '../../http/framing.ts';
import { valueOf, valuesOf } from '../../http/message.ts';
import type { Oddity, RequestHead } from '../../http/message.ts';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import { refusalOf } from './authorize.ts';
import type { Credentials } from './authorize.ts';
import { pathOf, placeOf, pointOf } from './place.ts';
import type { Place } from './place.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import { storePlaceOf } from './store-place.ts';

/** What will come as the body of a request that is taken. */
export interface Admitted extends Place {
  readonly method: string;
  /** The media type in lower case, without parameters; empty where none was sent. */
  readonly contentType: string;
  /** Content-Type as it was written. */
  readonly writtenType: string | undefined;
  /** How the media are coded in the body (RFC 9110, section 8.4): `stored` is a body that is kept as it stands. */
  readonly coding: 'identity' | 'gzip' | 'stored';
  readonly chunked: boolean;
  readonly length: number | undefined;
  readonly expectsContinue: boolean;
}

/** Oddities of a head for which a careful server refuses it (RFC 9112, sections 2.2, 3.2, 5 and 6.3). */
const intolerable: Readonly<Partial<Record<Oddity, readonly ReceiverQuirk[]>>> = {
  'bare-lf': [],
  'bare-cr': [],
  'obs-fold': [],
  'space-before-colon': [],
  'no-colon': [],
  'bad-name': [],
  nul: [],
  'bad-start-line': [],
  'transfer-encoding-with-content-length': ['accepts-length-with-chunks'],
  'transfer-encoding-in-http-1.0': [],
  'unknown-transfer-coding': [],
  'repeated-content-length': [],
  'bad-content-length': [],
};

/** What is wrong with the head as HTTP. */
export const malformed = (head: RequestHead, { has }: Settings): Refusal | undefined => {
  const framing = framingOf(head, { unframed: 'none' });
  const odd = [...head.oddities, ...framing.oddities].find(
    (oddity) => intolerable[oddity] !== undefined && !intolerable[oddity].some(has),
  );
  if (odd !== undefined)
    return { status: 400, why: `the request is malformed (${odd.replaceAll('-', ' ')})` };
  const hosts = valuesOf(head, 'Host').length;
  if (head.version === 'HTTP/1.1' && hosts !== 1) {
    return { status: 400, why: `the request has ${hosts === 0 ? 'no' : 'more than one'} Host` };
  }
  return undefined;
};

/** A store with the quirk falls over a path or a method that it cannot read, as it does over other malformed heads. */
const fallsOver = ({ has, stores }: Settings): boolean => stores && has('answers-500-to-malformed-heads');

const undefinedRequest: Refusal = { status: 500, why: 'the request is undefined' };

const wrongMethod = ({ method }: RequestHead, settings: Settings): Refusal | undefined => {
  const { has, stores } = settings;
  const refused = (method === 'POST' && has('refuses-post')) || (method === 'PUT' && has('refuses-put'));
  if (!refused && (method === 'POST' || method === 'PUT' || (method === 'DELETE' && stores)))
    return undefined;
  if (!refused && fallsOver(settings)) return undefinedRequest;
  return { status: 405, why: `${method} is not for ingest` };
};

const codingOf = (head: RequestHead, { has }: Settings): Admitted['coding'] | Refusal => {
  const coding = (valueOf(head, 'Content-Encoding') ?? 'identity').toLowerCase();
  if (coding === 'identity' || coding === '') return 'identity';
  if (coding === 'gzip' || coding === 'x-gzip') {
    if (has('answers-500-to-gzip')) return { status: 500, why: 'the coding is undefined' };
    if (has('stores-gzip-as-it-is')) return 'stored';
    return has('refuses-gzip') ? { status: 415, why: 'gzip is not supported' } : 'gzip';
  }
  if (has('ignores-unknown-coding')) return 'stored';
  return { status: 415, why: 'the content coding is not supported' };
};

/**
 * Decides in the order in which a server can: the head, who asks, where, and then what is offered.
 *
 * @param isTaken whether another connection sends to a path; asked for by a quirk alone
 */
export const admit = (
  head: RequestHead,
  credentials: Credentials,
  settings: Settings,
  isTaken: (path: string) => boolean,
): Admitted | Refusal => {
  const { has } = settings;
  const path = pathOf(head.target);
  if (typeof path !== 'string') return fallsOver(settings) ? undefinedRequest : path;
  const isOpen = head.method === 'DELETE' && has('deletes-without-credentials');
  const place = settings.stores ? storePlaceOf(path, settings) : placeOf(path, settings);
  // A store takes `//a` for `/a`: whoever may use the place where it would be stored is asked.
  const stored = settings.stores && !isRefusal(place) && place.point !== '' ? place.point : undefined;
  const point = stored ?? pointOf(path, settings);
  const authority = isOpen ? undefined : refusalOf(head, point, credentials, settings);
  if (authority !== undefined) return authority;
  if (isRefusal(place)) return place;
  const method = wrongMethod(head, settings);
  if (method !== undefined) return method;
  const bringsObject = head.method !== 'DELETE';
  if (bringsObject && has('insists-on-content-type') && valueOf(head, 'Content-Type') === undefined) {
    return { status: 415, why: 'Content-Type is missing' };
  }
  if (place.path !== place.point && has('refuses-relative-paths')) {
    return { status: 403, why: 'nothing below the publishing point is taken' };
  }
  if (isTaken(place.path)) return { status: 403, why: 'another source sends to this path' };
  const { framing } = framingOf(head, { unframed: 'none' });
  if (framing.by === 'chunks' && has('refuses-chunks')) {
    return { status: 411, why: 'Content-Length is needed' };
  }
  const expect = valueOf(head, 'Expect')?.toLowerCase();
  if (expect !== undefined && (expect !== '100-continue' || has('refuses-expect'))) {
    return { status: 417, why: 'the expectation is not known' };
  }
  const coding = codingOf(head, settings);
  if (typeof coding !== 'string') return coding;
  const writtenType = valueOf(head, 'Content-Type');
  return {
    point: place.point,
    path: place.path,
    method: head.method,
    contentType: writtenType?.split(';', 1)[0]?.trim().toLowerCase() ?? '',
    writtenType,
    coding,
    chunked: framing.by === 'chunks',
    length: framing.by === 'length' ? framing.length : framing.by === 'none' ? 0 : undefined,
    expectsContinue: expect !== undefined && head.version === 'HTTP/1.1',
  };
};
