/** What a reader got of a store beside what was uploaded: where the first byte is that differs (interface 2). */
import type { ResponseHead } from '../../http/message.ts';
import type { Body, Exchange, Message, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, isSuccess } from '../select.ts';
import { answerPlace, answerWords, hex, neverAsked, statusWords, turnedAway } from '../words.ts';

/** How what was read differs from what was sent, in words for both, and where. */
export interface Difference {
  readonly expected: string;
  readonly actual: string;
  readonly place: Place;
  /** The first byte that is not the same. */
  readonly offset: number;
}

/** Where in the trace a byte of a body stands; the end of what came where it never came. */
export const placeInBody = ({ arrivals }: Body, offset: number): Place | undefined => {
  const arrival = arrivals.find((one) => offset < one.offset + one.length) ?? arrivals.at(-1);
  if (arrival === undefined) return undefined;
  const { event, offset: from } = arrival.place;
  return from === undefined
    ? { event }
    : { event, offset: from + Math.min(offset - arrival.offset, arrival.length) };
};

const firstDifference = (one: Uint8Array, other: Uint8Array): number => {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) if (one[at] !== other[at]) return at;
  return shorter;
};

/** How many bytes are shown of a body from the first that differs. */
const shown = 8;

const bytesAt = ({ kept }: Body, offset: number): string =>
  offset < kept.length ? hex(kept.subarray(offset, offset + shown)) : 'nothing';

const count = (length: number): string => `${String(length)} bytes`;

/** A message that may have ended before its body was all there. */
const extentWords = (got: Body): string =>
  got.complete ? count(got.length) : `${count(got.length)}, and then an end before the body was whole`;

/** How a body that was read differs from one that was sent; undefined where it is the same, byte for byte. */
export const differenceOf = (sent: Body, got: Message<ResponseHead>): Difference | undefined => {
  const { body } = got;
  const offset = firstDifference(sent.kept, body.kept);
  const isUnkept = offset === sent.kept.length || offset === body.kept.length;
  if (isUnkept && sent.length === body.length && body.complete) return undefined;
  const place = placeInBody(body, offset) ?? got.place;
  return isUnkept
    ? {
        expected: `the ${count(sent.length)} that were sent`,
        actual: `${extentWords(body)}${offset === 0 ? '' : `, the same up to byte ${String(offset)}`}`,
        place,
        offset,
      }
    : {
        expected: `the ${count(sent.length)} that were sent, ${bytesAt(sent, offset)} at byte ${String(offset)}`,
        actual: `${extentWords(body)}, ${bytesAt(body, offset)} at byte ${String(offset)}`,
        place,
        offset,
      };
};

/** Statuses by which somebody says that reading is not done here, rather than that there is no such object. */
const unreadable: readonly number[] = [401, 403, 405, 501];

/** The final answer to a reader who was let in, or what is to be said where there is none. */
export type Reading = { readonly got: Message<ResponseHead> } | { readonly outcome: Outcome };

/** What a reader was answered, who asked for something that ought to be there. */
export const readingOf = (seen: Observations, reader: string, expected: string): Reading => {
  const exchange = exchangeOf(seen, reader);
  if (exchange === undefined) return { outcome: neverAsked(seen, reader) };
  const { response } = exchange;
  if (response !== undefined && isSuccess(response)) return { got: response };
  if (response !== undefined && unreadable.includes(response.head.status)) {
    const why = `objects cannot be read where they were uploaded: ${statusWords(response.head)} to GET`;
    return { outcome: unclear('prerequisite-missing', why) };
  }
  return { outcome: broken(expected, answerWords(seen, reader), ...answerPlace(seen, reader)) };
};

/** An upload that was taken, or what is to be said where it was not. */
export type Upload = { readonly exchange: Exchange } | { readonly outcome: Outcome };

/** The upload of a connection, where it was taken. */
export const uploadOf = (seen: Observations, name: string): Upload => {
  const exchange = exchangeOf(seen, name);
  if (exchange === undefined) return { outcome: neverAsked(seen, name) };
  const { response } = exchange;
  if (response === undefined) {
    return { outcome: unclear('dependency-failed', `the ${name} was not answered`) };
  }
  return isSuccess(response) ? { exchange } : { outcome: turnedAway(name, response) };
};

/** The reader of an object whose upload broke off gets no end of it: what is not whole must not look so. */
export const brokenOffForReaders =
  (reader = 'reader', of = 'source'): Check =>
  (seen) => {
    if (exchangeOf(seen, of) === undefined) return neverAsked(seen, of);
    const expected = 'a response that breaks off as the upload did';
    const reading = readingOf(seen, reader, expected);
    if ('outcome' in reading) return reading.outcome;
    const { body, place } = reading.got;
    return body.complete
      ? broken(expected, `${count(body.length)} as a whole object`, placeInBody(body, 0) ?? place)
      : met(extentWords(body));
  };
