/** How a store deals with what is around an object on the wire: the expectation before it, the coding of it (interface 2). */
import { Gunzip } from 'fflate';
import { valueOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import { join } from '../../media/bytes.ts';
import type { Body, Message } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { postsOf } from '../ingest/posts.ts';
import { exchangeOf } from '../select.ts';
import { answerPlace, answerWords, hex, neverAsked, statusWords } from '../words.ts';
import { differenceOf, readingOf, uploadOf } from './store-reading.ts';

/** RFC 9110, 10.1.1: who asks first whether an object would be taken gets 100, or its final answer at once. */
export const goAhead: Check = (seen) => {
  const exchange = exchangeOf(seen, 'source');
  if (exchange === undefined) return neverAsked(seen, 'source');
  const late = seen.deadlines.find(({ conn, name }) => conn === exchange.conn && name === 'interim');
  const first = exchange.interims[0] ?? exchange.response;
  if (first !== undefined && late === undefined) return met(answerWords(seen, 'source'));
  const expected = '100 Continue, or a final answer in its place';
  return late === undefined
    ? broken(expected, answerWords(seen, 'source'), ...answerPlace(seen, 'source'))
    : broken(expected, `nothing within ${String(late.milliseconds)} ms`, { event: late.number });
};

/** So much is given to the decoder at once, in bytes, that what it makes of it stays small. */
const slice = 16 * 1024;

/** What gzip makes of bytes; undefined where they are none, or make more than so many. */
const decompressed = (bytes: Uint8Array, atMost: number): Uint8Array | undefined => {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = new Gunzip((part) => {
      length += part.length;
      if (length <= atMost) parts.push(part);
    });
    for (let at = 0; at < bytes.length && length <= atMost; at += slice) {
      stream.push(bytes.subarray(at, at + slice), at + slice >= bytes.length);
    }
  } catch {
    return undefined;
  }
  return length > atMost ? undefined : join(parts);
};

const codingOf = ({ head }: Message<ResponseHead>): string =>
  (valueOf(head, 'content-encoding') ?? 'identity').trim().toLowerCase();

const isGzip = (coding: string): boolean => coding === 'gzip' || coding === 'x-gzip';

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** A body as though it held these bytes. */
const holding = (body: Body, kept: Uint8Array): Body => ({ ...body, kept, length: kept.length });

/**
 * DI-GEN-24b: who reads an object that was uploaded in the coding gzip gets it, in a coding that Content-Encoding names,
 * or in none. One that is handed out compressed and does not say so is of no use to a player.
 */
export const givesBackDecoded =
  (reader = 'reader', of = 'source'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const coded = upload.exchange.request.body;
    const original = postsOf(seen).find(
      ({ exchange }) => exchange.request.place.event === upload.exchange.request.place.event,
    )?.body;
    if (original === undefined) return unclear('not-triggered', 'nothing was uploaded in the coding gzip');
    const expected = `the ${String(original.length)} bytes of the object, decoded or with Content-Encoding: gzip`;
    const reading = readingOf(seen, reader, expected);
    if ('outcome' in reading) return reading.outcome;
    const { got } = reading;
    const coding = codingOf(got);
    const words = `${statusWords(got.head)}, Content-Encoding: ${coding}`;
    if (isGzip(coding)) {
      const body = decompressed(got.body.kept, original.length);
      if (got.body.complete && body !== undefined && isSame(body, original)) return met(words);
      return broken(
        expected,
        `${words}, and ${String(got.body.length)} bytes that are another object`,
        got.place,
      );
    }
    const difference = differenceOf(holding(coded, original), got);
    if (coding === 'identity' && difference === undefined) return met(`${statusWords(got.head)}, decoded`);
    if (coding === 'identity' && differenceOf(coded, got) === undefined) {
      const place = difference?.place ?? got.place;
      const bytes = `${String(coded.length)} bytes of gzip that were sent (${hex(coded.kept.subarray(0, 4))} …)`;
      return broken(expected, `the ${bytes}, without Content-Encoding`, place);
    }
    return broken(expected, difference?.actual ?? words, difference?.place ?? got.place);
  };
