/** The media types of objects in a store: what is taken with which, and what readers are told (table 6 of interface 2). */
import { objectTypes } from '../../manifest/object-types.ts';
import { valueOf } from '../../http/message.ts';
import type { Head } from '../../http/message.ts';
import type { Place } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { extensionOf } from '../ingest/object-step.ts';
import { exchangeOf, finalOf, isSuccess } from '../select.ts';
import { answerPlace, answerWords, neverAsked, printable } from '../words.ts';
import { readingOf, uploadOf } from './store-reading.ts';

/** In lower case, and without parameters. */
const mediaType = (value: string | undefined): string | undefined =>
  value?.split(';')[0]?.trim().toLowerCase();

const typesFor = (path: string): readonly string[] => {
  const extension = extensionOf(path);
  return Object.entries(objectTypes).find(([one]) => one === extension)?.[1] ?? [];
};

/** Types of the same kind of file, where the table calls video what need not be (E-DI-36). */
const ofIsoFiles: readonly string[] = ['video/mp4', 'audio/mp4', 'application/mp4', 'video/iso.segment'];

const openToOthers: readonly string[] = ['.m4s', '.init', '.header'];

const fitting = (path: string): readonly string[] =>
  openToOthers.includes(extensionOf(path)) ? ofIsoFiles : [];

/** Where a field stands, or the head where it does not. */
const placeOf = (head: Head, place: Place, name: string): Place => {
  const field = head.fields.find((one) => one.name.toLowerCase() === name);
  return field === undefined || place.offset === undefined
    ? place
    : { ...place, offset: place.offset + field.offset };
};

/**
 * The reader is told the media type with which the object was uploaded, or another one of its row in the table. The
 * text demands the types of those who send; players depend on whoever serves them, so that another type warns.
 */
export const typeKept =
  (reader = 'reader', of = 'source'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const { head } = upload.exchange.request;
    const sent = mediaType(valueOf(head, 'content-type'));
    if (sent === undefined) return unclear('not-triggered', 'the object was uploaded without a media type');
    const reading = readingOf(seen, reader, `the object with the media type ${sent}`);
    if ('outcome' in reading) return reading.outcome;
    const { got } = reading;
    const value = valueOf(got.head, 'content-type');
    const told = mediaType(value);
    const place = placeOf(got.head, got.place, 'content-type');
    const words = value === undefined ? 'no Content-Type' : `Content-Type: ${printable(value)}`;
    if (told === sent) return met(words);
    const others = typesFor(head.target);
    if (told !== undefined && others.includes(told)) return met(`${words}, uploaded as ${sent}`);
    if (told !== undefined && fitting(head.target).includes(told)) {
      return noted(`${words}, uploaded as ${sent}`, place);
    }
    return { ...broken(`Content-Type: ${sent}`, words, place), atMost: 'should' };
  };

/** The reader is told the type of the newer object exactly, not that of the one before. */
export const newTypeKept =
  (reader: string, of: string): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const sent = mediaType(valueOf(upload.exchange.request.head, 'content-type')) ?? 'none';
    const reading = readingOf(seen, reader, `the object with the media type ${sent}`);
    if ('outcome' in reading) return reading.outcome;
    const { got } = reading;
    const told = valueOf(got.head, 'content-type');
    const words = told === undefined ? 'no Content-Type' : `Content-Type: ${printable(told)}`;
    return mediaType(told) === sent
      ? met(words)
      : {
          ...broken(`Content-Type: ${sent}`, words, placeOf(got.head, got.place, 'content-type')),
          atMost: 'should',
        };
  };

/**
 * An object whose type is not that of its extension is refused as that (415 or 400), or taken, since the text binds
 * those who send. The same object with its own type is to be taken (`fit`), so that nothing else is refused.
 */
export const refusedAsMistyped =
  (of = 'source', fit = 'fit'): Check =>
  (seen) => {
    const control = uploadOf(seen, fit);
    if ('outcome' in control) return control.outcome;
    if (exchangeOf(seen, of) === undefined) return neverAsked(seen, of);
    const status = finalOf(seen, of)?.head.status ?? 0;
    const words = answerWords(seen, of);
    if (status === 415 || status === 400) return met(words);
    if (status >= 200 && status < 500) return noted(words, ...answerPlace(seen, of));
    const finding = broken('status 415 or 400, or the object taken', words, ...answerPlace(seen, of));
    return status >= 500 ? { ...finding, erratum: 'E-DI-49' } : finding;
  };

/** How long a response to HEAD says that the object is, where it does. */
const lengthOf = (head: Head): string | undefined => valueOf(head, 'content-length');

/** HEAD is answered as GET is, without the object: the same length, the same type, and no byte of a body. */
export const headAsGet =
  (header = 'head', of = 'source'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const reading = readingOf(seen, header, 'a success without a body in answer to HEAD');
    if ('outcome' in reading) return reading.outcome;
    const { got } = reading;
    const connection = seen.connections.findLast(({ label }) => label === header);
    const stray = connection?.strays.find(({ dir }) => dir === 'received');
    if (stray !== undefined || got.body.length > 0) {
      const bytes = (stray?.length ?? 0) + got.body.length;
      return broken(
        'no body in answer to HEAD',
        `${String(bytes)} bytes behind the head`,
        stray?.place ?? got.place,
      );
    }
    const { length } = upload.exchange.request.body;
    const told = lengthOf(got.head);
    return told === undefined || told === String(length)
      ? met(told === undefined ? 'no Content-Length' : `Content-Length: ${told}`)
      : broken(
          `Content-Length: ${String(length)}, or none`,
          `Content-Length: ${printable(told)}`,
          placeOf(got.head, got.place, 'content-length'),
        );
  };

/** A range of an object: 206 with exactly these bytes, or the whole object, as whoever knows no ranges answers. */
export const rangeGiven =
  (from: number, to: number, reader = 'reader', of = 'source'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const expected = `bytes ${String(from)} to ${String(to)} of the object`;
    const reading = readingOf(seen, reader, expected);
    if ('outcome' in reading) return reading.outcome;
    const { head, body, place } = reading.got;
    if (head.status !== 206) return noted(`status ${String(head.status)}: no ranges`, place);
    const sent = upload.exchange.request.body;
    const range = valueOf(head, 'content-range') ?? '';
    const named = `bytes ${String(from)}-${String(to)}/${String(sent.length)}`;
    if (range !== named) {
      return broken(
        `Content-Range: ${named}`,
        `Content-Range: ${printable(range)}`,
        placeOf(head, place, 'content-range'),
      );
    }
    const part = sent.kept.subarray(from, to + 1);
    const same =
      body.complete && body.length === part.length && part.every((byte, at) => byte === body.kept[at]);
    return same
      ? met(`206 with ${named}`)
      : broken(
          `the ${String(part.length)} bytes that were asked for`,
          `206 with ${String(body.length)} others`,
          place,
        );
  };

/** A reader who has the object already (`If-None-Match: *`): 304; whoever knows no conditions gives it again. */
export const notModified =
  (reader = 'reader', of = 'source'): Check =>
  (seen) => {
    const upload = uploadOf(seen, of);
    if ('outcome' in upload) return upload.outcome;
    const response = seen.connections.findLast(({ label }) => label === reader)?.exchanges[0]?.response;
    if (response?.head.status === 304) return met('304');
    const reading = readingOf(seen, reader, 'status 304, or the object');
    if ('outcome' in reading) return reading.outcome;
    return isSuccess(reading.got)
      ? noted(`status ${String(reading.got.head.status)}: no conditions`, reading.got.place)
      : met();
  };
