/** The fields of a source client's request: who it is, what it sends, and how it describes its stream. */
import { utf8, valuesOf } from '../../http/message.ts';
import { isMediaType } from '../../media/media-type.ts';
import { fits, mediaTypesOf, sniff } from '../../media/sniff.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import {
  fieldPlace,
  headPlace,
  longestBody,
  noRequest,
  notReached,
  ofFirst,
  quoted,
} from './client-select.ts';

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const productWithVersion = new RegExp(`^${token}/${token}(?:[ \\t]|$)`);

/** User-Agent with a product and its version (RFC 9110, 10.1.5). */
export const userAgent: Check = ofFirst((first) => {
  const [value] = valuesOf(first.request.head, 'user-agent');
  if (value === undefined) return broken('User-Agent: program/version', 'no User-Agent', headPlace(first));
  return productWithVersion.test(value)
    ? met(value)
    : broken('User-Agent: program/version', `User-Agent: ${quoted(value)}`, fieldPlace(first, 'user-agent'));
});

const theContentType = (exchange: Exchange): Outcome | string => {
  const values = valuesOf(exchange.request.head, 'content-type');
  const place = fieldPlace(exchange, 'content-type');
  const [value] = values;
  if (value === undefined) return broken('one Content-Type field', 'no Content-Type', headPlace(exchange));
  if (values.length > 1)
    return broken('one Content-Type field', `${String(values.length)} Content-Type fields`, place);
  return isMediaType(value)
    ? value
    : broken('a media type (RFC 9110, 8.3.1)', `Content-Type: ${quoted(value)}`, place);
};

/** Content-Type once, with a media type. */
export const contentType: Check = ofFirst((first) => {
  const declared = theContentType(first);
  return typeof declared === 'string' ? met(declared) : declared;
});

/** Content-Type of what the body really is, by its magic. */
export const contentTypeOfBody: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  const declared = theContentType(exchange);
  if (typeof declared !== 'string') return declared;
  const { body } = exchange.request;
  if (body.length === 0) return notReached(seen, 'the client sent none of its stream');
  const kind = sniff(body.kept);
  const [from] = body.arrivals;
  const places = [fieldPlace(exchange, 'content-type'), ...(from === undefined ? [] : [from.place])];
  if (kind === undefined) {
    const magic = [...body.kept.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    return noted(`Content-Type: ${declared}, and a body of no kind that we know (${magic} …)`, ...places);
  }
  return fits(declared, kind)
    ? met(declared)
    : broken(
        `Content-Type: ${mediaTypesOf(kind)[0] ?? kind}`,
        `Content-Type: ${declared}, and a body of ${kind}`,
        ...places,
      );
};

/** A field that describes the stream: where it is present it stands there once, and its value is right. */
const described = (name: string, wanted: string, right: (value: string) => boolean): Check =>
  ofFirst((first) => {
    const values = valuesOf(first.request.head, name);
    const place = fieldPlace(first, name);
    const [value] = values;
    if (value === undefined) return noted(`no ${name}`, headPlace(first));
    if (values.length > 1)
      return broken(`one ${name} field`, `${String(values.length)} ${name} fields`, place);
    if (value === '') return noted(`${name} without a value`, place);
    if (utf8(value) === undefined)
      return broken(`${name} in UTF-8`, `${name} with the bytes ${quoted(value)}`, place);
    return right(value)
      ? met(utf8(value))
      : broken(`${name} with ${wanted}`, `${name}: ${quoted(value)}`, place);
  });

const isWebAddress = (value: string): boolean => URL.canParse(value) && /^https?:\/\/[^/]/i.test(value);
const isAnything = (): boolean => true;

export const icePublic: Check = described('Ice-Public', '0 or 1', (value) => value === '0' || value === '1');
export const iceName: Check = described('Ice-Name', 'text', isAnything);
export const iceDescription: Check = described('Ice-Description', 'text', isAnything);
export const iceUrl: Check = described('Ice-URL', 'the address of a web page (http or https)', isWebAddress);
export const iceGenre: Check = described('Ice-Genre', 'text', isAnything);

/** Expect: 100-continue, which is optional: its absence is noted. */
export const expectation: Check = ofFirst((first) => {
  const values = valuesOf(first.request.head, 'expect');
  const [value] = values;
  if (value === undefined) return noted('no Expect', headPlace(first));
  return values.length === 1 && value.toLowerCase() === '100-continue'
    ? met()
    : broken('Expect: 100-continue', `Expect: ${quoted(values.join(', '))}`, fieldPlace(first, 'expect'));
});
