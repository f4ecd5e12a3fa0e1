/** What becomes of a receiving entity that was sent what nobody should send: an answer or a close, and life goes on. */
import type { Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met } from '../combine.ts';
import { connectionOf, exchangeOf, finalOf, on } from '../select.ts';
import { answerPlace, answerWords, neverAsked, statusWords } from '../words.ts';
import { taken } from './receiver-answers.ts';

/** Whether the target was the one that ended the connection; it may do so after us, in courtesy. */
const endedByTarget = (seen: Observations): boolean => connectionOf(seen, 'source')?.ends[0]?.by === 'target';

/**
 * What cannot be read is answered with a 4xx, or its connection is closed. A 2xx and a server error are broken, and so
 * is silence.
 */
export const refusedOrClosed: Check = (seen) => {
  if (connectionOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
  const response = finalOf(seen, 'source');
  const status = response?.head.status ?? 0;
  const refused = status >= 400 && status < 500;
  if (refused || (response === undefined && endedByTarget(seen))) return met(answerWords(seen, 'source'));
  return broken(
    'a refusal (4xx), or the connection closed',
    answerWords(seen, 'source'),
    ...answerPlace(seen, 'source'),
  );
};

/** The same of what a receiving entity may take as well: any answer but a server error, or a close. */
export const answeredOrClosed: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined) return neverAsked(seen, 'source');
  const stray = connection.strays.find((one) => one.dir === 'received' && /^HTTP\/\d/.test(one.text));
  const status = finalOf(seen, 'source')?.head.status ?? Number(stray?.text.slice(9, 12) ?? 0);
  // 501 and 505 say that a method, a coding or a version is not known, and blame the request.
  const blamesItself = status >= 500 && status !== 501 && status !== 505;
  if (!blamesItself && (status >= 200 || endedByTarget(seen))) {
    return met(stray ? `the answer ${String(status)}` : answerWords(seen, 'source'));
  }
  return broken(
    'an answer that is no server error, or the connection closed',
    answerWords(seen, 'source'),
    ...answerPlace(seen, 'source'),
  );
};

/**
 * A source that comes on a connection of its own (`afterwards`) is taken, whatever happened before. That it cannot
 * even connect is the finding itself.
 */
export const aliveAfterwards: Check = (seen) => {
  const expected = 'a further source taken (2xx) on a new connection';
  const lost = seen.unreachable.find((one) => one.label === 'afterwards');
  if (lost) return broken(expected, `no connection (${lost.code})`, { event: lost.number });
  const outcome = on('afterwards', taken)(seen);
  return outcome.outcome === 'broken'
    ? broken(expected, outcome.actual, ...(outcome.evidence ?? []))
    : outcome;
};

/** The answer of the request is there to be read: it came, and RST did not take the connection down with it. */
export const notReset: Check = (seen) => {
  const connection = connectionOf(seen, 'source');
  if (connection === undefined || exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
  const reset = connection.ends.find((end) => end.by === 'target' && end.how === 'rst');
  if (reset === undefined) return met(answerWords(seen, 'source'));
  const response = finalOf(seen, 'source');
  const said = response ? statusWords(response.head) : 'no answer';
  return broken('a connection that is closed in order', `${said}, and RST`, { event: reset.number });
};
