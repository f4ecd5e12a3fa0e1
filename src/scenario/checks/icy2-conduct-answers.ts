/** How a server answers sources of ICY2 that come in ways that the document leaves open. */
import { valueOf } from '../../http/message.ts';
import type { Check } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { connectionOf, continueOf, exchangeOf, finalOf, isSuccess } from '../select.ts';
import { answerPlace, answerWords, neverAsked, printable } from '../words.ts';

/** Taken, or turned away in words that say so: a 4xx, 501 for a method, 503. Which of them is not laid down. */
export const takenOrTurnedAway: Check = (seen) => {
  if (connectionOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
  const response = finalOf(seen, 'source');
  const code = response?.head.status ?? 0;
  const fine =
    response === undefined
      ? continueOf(seen, 'source') !== undefined
      : isSuccess(response) || (code >= 400 && code < 500) || code === 501 || code === 503;
  return fine
    ? met(answerWords(seen, 'source'))
    : broken(
        'the source accepted, or refused in order',
        answerWords(seen, 'source'),
        ...answerPlace(seen, 'source'),
      );
};

/** No server error, and no reset: a source that is not answered at all was not announced, and may go unanswered. */
export const notFallen: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const response = finalOf(seen, 'source');
  const expected = 'no server error, and no reset';
  if (response !== undefined && response.head.status >= 500)
    return broken(expected, answerWords(seen, 'source'), response.place);
  const reset = connection.ends.find((end) => end.by === 'target' && end.how === 'rst');
  if (reset && response === undefined && exchangeOf(seen, 'source')?.interims.length === 0)
    return broken(expected, 'the connection reset without an answer', { event: reset.number });
  return met(answerWords(seen, 'source'));
};

/** The server of the document, where its version is older than the one that implements 2.1. */
const older = (server: string): boolean => {
  const [, major, minor] = /mcaster1dnas\D*(\d+)\.(\d+)/i.exec(server) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) < 2 || (Number(major) === 2 && Number(minor) < 6);
};

/** What a server calls itself, where it does; one that is known to be older than the document is recorded. */
export const namesItself: Check = (seen) => {
  if (connectionOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
  const response = finalOf(seen, 'source');
  if (response === undefined)
    return unclear('dependency-failed', `no final answer to look at: ${answerWords(seen, 'source')}`);
  const server = valueOf(response.head, 'Server');
  if (server === undefined) return noted('no Server header', response.place);
  return older(server)
    ? noted(`${printable(server)}, which is older than the document`, response.place)
    : met(printable(server));
};

/** Over TLS the source is taken like any other; that the address with TLS cannot be reached at all is the finding. */
export const takenOverTls: Check = (seen) => {
  const expected = 'the source accepted over TLS (100 or 2xx)';
  const connection = connectionOf(seen, 'source');
  const lost = seen.unreachable.findLast(({ label }) => label === 'source');
  if (connection === undefined) {
    return lost
      ? broken(expected, `no connection (${lost.code})`, { event: lost.number })
      : neverAsked(seen, 'source');
  }
  if (connection.secure === undefined)
    return unclear('prerequisite-missing', 'the connection was made without TLS');
  const response = finalOf(seen, 'source');
  const taken = response === undefined ? continueOf(seen, 'source') !== undefined : isSuccess(response);
  return taken
    ? met(`${connection.secure.protocol}, ${answerWords(seen, 'source')}`)
    : broken(expected, answerWords(seen, 'source'), ...answerPlace(seen, 'source'));
};
