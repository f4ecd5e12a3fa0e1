/**
 * Whether a store hands out what it was given, byte for byte (interface 2). Uploads and readers are told apart by the
 * names of their connections, of each of which the first request counts.
 */
import { valueOf } from '../../http/message.ts';
import type { Broken, Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { exchangeOf, finalOf, isSuccess, on } from '../select.ts';
import { answerPlace, answerWords, neverAsked, statusWords } from '../words.ts';
import { taken } from './receiver-answers.ts';
import { differenceOf, placeInBody, readingOf, uploadOf } from './store-reading.ts';

/** The upload of a connection is taken (2xx). */
export const takenFrom = (name: string): Check => on(name, taken);

/** The check where the upload of a connection was taken; where it was not, nothing follows from what came after it. */
export const whereTaken =
  (name: string, check: Check): Check =>
  (seen) => {
    const upload = uploadOf(seen, name);
    return 'outcome' in upload ? upload.outcome : check(seen);
  };

/** The reader gets the object that was uploaded over another connection, byte for byte. */
export const givesBack =
  (reader = 'reader', of = 'source'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const sent = upload.exchange.request.body;
    const reading = readingOf(seen, reader, `the ${String(sent.length)} bytes that were sent`);
    if ('outcome' in reading) return reading.outcome;
    const { got } = reading;
    const difference = differenceOf(sent, got);
    return difference === undefined
      ? met(`${statusWords(got.head)}, ${String(got.body.length)} bytes as they were sent`)
      : broken(difference.expected, difference.actual, difference.place);
  };

/** Of no more weight than a warning. */
const warning = (outcome: Outcome): Outcome =>
  outcome.outcome === 'broken' ? ({ ...outcome, atMost: 'should' } satisfies Broken) : outcome;

/** What was read, beside the object whose bytes it begins with. */
const mixtureWords = (length: number, which: string, same: number): string =>
  same === length
    ? `the first ${String(length)} bytes of the ${which} object, as though they were whole`
    : `${String(length)} bytes, those of the ${which} object up to byte ${String(same)} and others from there`;

/**
 * The reader gets one of two objects, and all of it: the older or the newer one, and never a mix or a part. A reader whom
 * the target cuts off knows that what he got is not whole. The text demands that the newer one wins, and does not say
 * how soon: a warning.
 */
export const givesOneOf =
  (reader: string, older: string, newer: string): Check =>
  (seen) => {
    const upload = uploadOf(seen, older);
    if ('outcome' in upload) return upload.outcome;
    const expected = 'all of the older object or all of the newer one';
    const reading = readingOf(seen, reader, expected);
    if ('outcome' in reading) return warning(reading.outcome);
    const { got } = reading;
    if (!got.body.complete) return noted('the reader cut off before the end of what was read', got.place);
    const old = upload.exchange.request.body;
    const fromOld = differenceOf(old, got);
    if (fromOld === undefined) return met('all of the older object');
    const young = exchangeOf(seen, newer)?.request.body;
    const fromNew = young && differenceOf(young, got);
    if (young !== undefined && fromNew === undefined) return met('all of the newer object');
    const isNewer = (fromNew?.offset ?? 0) > fromOld.offset;
    const same = Math.max(fromNew?.offset ?? 0, fromOld.offset);
    return warning(
      broken(
        `${expected} (${String(old.length)} and ${String(young?.length ?? 0)} bytes)`,
        mixtureWords(got.body.length, isNewer ? 'newer' : 'older', same),
        placeInBody(got.body, same) ?? got.place,
      ),
    );
  };

const goneStatuses: readonly number[] = [404, 410];

/**
 * An upload that broke off is not handed out as though it were whole: there is nothing, or an older object, or a
 * response that breaks off as well. The text says nothing of it, and whoever stores half an object misleads every
 * player: a warning.
 *
 * @param older the connection over which the object came that was there before
 */
export const notGivenAsWhole =
  (reader: string, of = 'source', older?: string): Check =>
  (seen) => {
    const half = exchangeOf(seen, of);
    if (half === undefined) return neverAsked(seen, of);
    const before = older === undefined ? undefined : uploadOf(seen, older);
    if (before !== undefined && 'outcome' in before) return before.outcome;
    if (exchangeOf(seen, reader) === undefined) return neverAsked(seen, reader);
    const got = finalOf(seen, reader);
    const what = before === undefined ? 'nothing' : 'the older object, or nothing';
    const expected = `${what} of an upload that broke off after ${String(half.request.body.length)} bytes`;
    if (got !== undefined && goneStatuses.includes(got.head.status)) return met(statusWords(got.head));
    const reading = readingOf(seen, reader, expected);
    if ('outcome' in reading) return warning(reading.outcome);
    const { body } = reading.got;
    if (!body.complete) return met('a response that breaks off as well');
    if (before !== undefined && differenceOf(before.exchange.request.body, reading.got) === undefined) {
      return met('the older object');
    }
    return warning(
      broken(
        expected,
        `${statusWords(reading.got.head)} and ${String(body.length)} bytes as a whole object`,
        placeInBody(body, 0) ?? reading.got.place,
      ),
    );
  };

/** A 413 tells a limit of the target, of which the text says nothing. */
export const takenOrTooLarge =
  (name = 'source'): Check =>
  (seen) => {
    const response = finalOf(seen, name);
    if (response?.head.status !== 413) return takenFrom(name)(seen);
    const head = exchangeOf(seen, name)?.request.head;
    const length = head === undefined ? undefined : valueOf(head, 'content-length');
    return noted(
      `${statusWords(response.head)} to an object of ${length ?? 'unknown'} bytes`,
      response.place,
    );
  };

/** The reader had the first bytes of the object before the last of them were sent. */
export const givesWhileItGrows =
  (reader = 'reader', of = 'source'): Check =>
  (seen) => {
    const upload = exchangeOf(seen, of);
    if (upload === undefined) return neverAsked(seen, of);
    if (exchangeOf(seen, reader) === undefined) return neverAsked(seen, reader);
    const got = finalOf(seen, reader);
    const expected = 'the first bytes of the object before the last were sent';
    const first = got?.body.arrivals.find(({ length }) => length > 0);
    if (got === undefined || !isSuccess(got) || first === undefined) {
      return broken(expected, answerWords(seen, reader), ...answerPlace(seen, reader));
    }
    const end = upload.request.body.arrivals.at(-1)?.place.event ?? 0;
    return first.place.event < end
      ? met(`${String(first.length)} bytes before the end of the upload`)
      : broken(expected, 'none before the end of the upload', first.place);
  };
