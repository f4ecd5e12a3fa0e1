/** The request line and the form of the head of a source client's request. */
import type { Oddity } from '../../http/message.ts';
import { utf8, valuesOf } from '../../http/message.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import {
  fieldPlace,
  headPlace,
  noRequest,
  ofEach,
  ofFirst,
  quoted,
  sourceRequests,
} from './client-select.ts';

const requestLine = ({ request: { head } }: Exchange): string =>
  quoted(`${head.method} ${head.target} ${head.version}`);

/** Another method than the SOURCE of old. */
export const notSourceMethod: Check = ofEach((exchange) =>
  exchange.request.head.method === 'SOURCE'
    ? broken('a request with a method of HTTP', requestLine(exchange), headPlace(exchange))
    : met(),
);

/** Every request for the mount point is a PUT. */
export const putMethod: Check = ofEach((exchange) =>
  exchange.request.head.method === 'PUT'
    ? met()
    : broken('a PUT request', requestLine(exchange), headPlace(exchange)),
);

/** What makes a head something else than HTTP/1.1; line ends have a clause of their own. */
const malformations: readonly Oddity[] = [
  'obs-fold',
  'space-before-colon',
  'no-colon',
  'bad-name',
  'nul',
  'control-character',
  'bad-start-line',
  'extra-whitespace',
  'transfer-encoding-with-content-length',
  'repeated-content-length',
  'bad-content-length',
];

const wellFormed = (exchange: Exchange): Outcome => {
  const { head, body } = exchange.request;
  if (head.version !== 'HTTP/1.1') {
    return broken('HTTP/1.1 in the request line', requestLine(exchange), headPlace(exchange));
  }
  const wrong = [...head.oddities, ...body.oddities].find((oddity) => malformations.includes(oddity));
  return wrong === undefined
    ? met()
    : broken(
        'a well-formed head (RFC 9112)',
        `a head with ${wrong.replaceAll('-', ' ')}`,
        headPlace(exchange),
      );
};

/** A request head of HTTP/1.1 without anything that RFC 9112 forbids; bytes that are no request at all are broken. */
export const http11: Check = (seen) => {
  if (sourceRequests(seen).length > 0) return ofEach(wellFormed)(seen);
  const stray = seen.connections
    .filter((connection) => connection.by === 'target')
    .flatMap((connection) => connection.strays)
    .find(({ dir }) => dir === 'received');
  return stray === undefined
    ? noRequest(seen)
    : broken('an HTTP/1.1 request', quoted(stray.text), stray.place);
};

const decoded = (target: string): string | undefined => {
  try {
    return decodeURIComponent(target);
  } catch {
    return undefined;
  }
};

/** `PUT`, the mount point as a path from the root, `HTTP/1.1`. */
export const requestLineForMount: Check = ofFirst((first, seen) => {
  const { mount } = seen.parameters;
  const { head } = first.request;
  const right =
    head.method === 'PUT' &&
    head.version === 'HTTP/1.1' &&
    head.target.startsWith('/') &&
    (head.target === mount || decoded(head.target) === (decoded(mount) ?? mount));
  return right ? met() : broken(quoted(`PUT ${mount} HTTP/1.1`), requestLine(first), headPlace(first));
});

const hostIn = (value: string): { name: string; port: string } | undefined => {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::(\d*))?$/.exec(value);
  return match === null ? undefined : { name: (match[1] ?? '').toLowerCase(), port: match[2] ?? '' };
};

const usualPort = (origin: string): string => (origin.startsWith('https:') ? '443' : '80');

/** Host exactly once, with the authority that the client was given. */
export const oneHost: Check = ofFirst((exchange, seen) => {
  const { origin } = seen.parameters;
  const values = valuesOf(exchange.request.head, 'host');
  const place = fieldPlace(exchange, 'host');
  const authority = origin.replace(/^[a-z]+:\/\//, '');
  const [value] = values;
  if (value === undefined) return broken('one Host field', 'no Host field', headPlace(exchange));
  if (values.length > 1) return broken('one Host field', `${String(values.length)} Host fields`, place);
  const host = hostIn(value);
  if (host === undefined) return broken(`Host: ${authority}`, `Host with the value ${quoted(value)}`, place);
  const wanted = hostIn(authority);
  if (wanted === undefined) return met();
  const usual = usualPort(origin);
  if ((host.port || usual) !== (wanted.port || usual))
    return broken(`Host: ${authority}`, `Host: ${value}`, place);
  return host.name === wanted.name
    ? met()
    : noted(`Host: ${value}, where the client was sent to ${authority}`, place);
});

/** Heads in strict UTF-8. */
export const utf8Head: Check = ofEach((exchange) => {
  const { head } = exchange.request;
  const field = head.fields.find((one) => utf8(one.value) === undefined);
  if (field !== undefined) {
    return broken(
      'text in UTF-8',
      `${field.name} with the bytes ${quoted(field.value)}`,
      fieldPlace(exchange, field.name),
    );
  }
  return utf8(head.text) === undefined
    ? broken('text in UTF-8', `a head with the bytes ${quoted(head.text)}`, headPlace(exchange))
    : met();
});

/** Every line of the head ends with CR and LF. */
export const crlf: Check = ofEach((exchange) => {
  const { oddities } = exchange.request.head;
  if (oddities.includes('bare-lf'))
    return broken('lines that end with CR LF', 'a line that ends with LF alone', headPlace(exchange));
  return oddities.includes('bare-cr')
    ? broken('lines that end with CR LF', 'a CR without an LF', headPlace(exchange))
    : met();
});
