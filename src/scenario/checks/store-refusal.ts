/**
 * Whom and what a store turns away, and that nothing comes of it: what was there is as it was, and nothing lies where
 * nothing may (interface 2).
 */
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, finalOf, isSuccess } from '../select.ts';
import { answerPlace, answerWords, neverAsked, printable, statusWords } from '../words.ts';
import { differenceOf, readingOf, uploadOf } from './store-reading.ts';

/**
 * What was uploaded over the connection `owner` and then read over `before` is the same to the reader `after`. Where it
 * could not be read before, nothing is known.
 */
export const unharmed: Check = (seen) => {
  const upload = uploadOf(seen, 'owner');
  if ('outcome' in upload) return upload.outcome;
  const sent = upload.exchange.request.body;
  const expected = `the ${String(sent.length)} bytes that were there before`;
  const before = readingOf(seen, 'before', expected);
  if ('outcome' in before || differenceOf(sent, before.got) !== undefined) {
    const words = answerWords(seen, 'before');
    return unclear('dependency-failed', `the object could not be read back before: ${words}`);
  }
  if (exchangeOf(seen, 'after') === undefined) return neverAsked(seen, 'after');
  const response = finalOf(seen, 'after');
  if (response === undefined || !isSuccess(response)) {
    return broken(expected, answerWords(seen, 'after'), ...answerPlace(seen, 'after'));
  }
  const difference = differenceOf(sent, response);
  return difference === undefined
    ? met(`${statusWords(response.head)}, ${String(response.body.length)} bytes as before`)
    : broken(expected, difference.actual, difference.place);
};

/**
 * DI-I2-NAME-02b: 403 to an upload for a path outside the allowed one; a 404 rests on E-DI-50. That of the connection
 * `source` is meant.
 */
export const outsideRefused: Check = (seen) => {
  if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
  const status = finalOf(seen, 'source')?.head.status;
  if (status === 403) return met(answerWords(seen, 'source'));
  const finding = broken('status 403', answerWords(seen, 'source'), ...answerPlace(seen, 'source'));
  return status === 404 ? { ...finding, erratum: 'E-DI-50' } : finding;
};

/** None of the readers gets what the connection `source` uploaded: it does not lie where they look. */
export const nothingLies =
  (...readers: readonly [string, ...string[]]): Check =>
  (seen) => {
    const sent = exchangeOf(seen, 'source')?.request.body;
    if (sent === undefined) return neverAsked(seen, 'source');
    for (const reader of readers) {
      const exchange = exchangeOf(seen, reader);
      if (exchange === undefined) return neverAsked(seen, reader);
      const { request, response } = exchange;
      if (response === undefined) {
        return unclear(
          'dependency-failed',
          `nothing is known of what lies there: ${answerWords(seen, reader)}`,
        );
      }
      if (!isSuccess(response) || sent.length === 0 || differenceOf(sent, response) !== undefined) continue;
      return broken(
        'nothing of the object outside the allowed path',
        `all ${String(sent.length)} bytes of it at “${printable(request.head.target, 120)}”`,
        response.place,
      );
    }
    return met(readers.map((reader) => answerWords(seen, reader)).join(', '));
  };

/**
 * The last upload of the connections `source`, the same as the first and with the right credentials, is taken: being
 * refused once locks nobody out.
 */
export const takenInTheEnd: Check = (seen) => {
  const exchanges = seen.connections
    .filter(({ label }) => label === 'source')
    .flatMap(({ exchanges: all }) => all);
  const [first] = exchanges;
  const last = exchanges.at(-1);
  if (first === undefined || last === undefined || first === last) return neverAsked(seen, 'source');
  const { response } = last;
  if (first.response === undefined || isSuccess(first.response)) {
    return unclear('dependency-failed', `the first upload was not refused: ${answerWords(seen, 'source')}`);
  }
  if (response !== undefined && isSuccess(response)) return met(statusWords(response.head));
  return broken(
    'the upload taken (2xx) that comes again with the right credentials',
    response === undefined ? 'no answer' : statusWords(response.head),
    response?.place ?? last.request.place,
  );
};
