/** Whether a listener goes on reading, as far as the wire and the system show it. */
import type { Connection, Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { asksForMetadata, requestsOf } from './icy2-listener-requests.ts';

/**
 * So much of a stream has to be read after the thing that a scenario is about: 16 seconds of audio, in bytes. It is more
 * than a program that has given up may still have taken into a buffer of its own.
 */
export const readOn = 256 * 1024;

/** A listener's turn at the stream: the request, and what it read of the body. */
interface Turn {
  readonly exchange: Exchange;
  readonly connection: Connection;
  /** Bytes of the body that it has read, at least. */
  readonly read: number;
  readonly exact: boolean;
}

const turnOf = (seen: Observations, exchange: Exchange): Turn | undefined => {
  const connection = seen.connections.find((one) => one.id === exchange.conn);
  const { response } = exchange;
  if (connection === undefined || response === undefined || response.head.status >= 300) return undefined;
  const began = response.body.arrivals[0]?.place.offset;
  const { taken } = connection;
  const read = taken === undefined || began === undefined ? 0 : Math.max(0, taken.bytes - began);
  return { exchange, connection, read, exact: taken?.exact ?? true };
};

const turnsOf = (seen: Observations): Turn[] =>
  requestsOf(seen)
    .map((exchange) => turnOf(seen, exchange))
    .filter((turn) => turn !== undefined);

const exitWords = ({ command }: Observations): string => {
  const exit = command?.exit;
  if (exit === undefined || exit.asked) return '';
  return `, and the command ended with ${exit.code === null ? (exit.signal ?? 'a signal') : `exit code ${String(exit.code)}`}`;
};

/** How a turn ended, as far as the listener had a part in it, and where that stands. */
const endOf = (seen: Observations, { connection, read, exchange }: Turn): [string, Place] => {
  const count =
    read === 0 ? 'before any of the stream was seen to be read' : `after ${String(read)} bytes of the stream`;
  const [first] = connection.ends;
  const deadline = seen.deadlines.find((one) => one.conn === connection.id);
  // Whoever is told to go because it stands still leaves later.
  if (deadline && deadline.number < (first?.number ?? Infinity))
    return [
      `a listener that stopped reading ${count}, for ${String(deadline.milliseconds)} ms`,
      { event: deadline.number },
    ];
  if (first?.by === 'target') {
    const how = first.how === 'fin' ? 'closed' : 'reset';
    return [`the connection ${how} by the listener ${count}${exitWords(seen)}`, { event: first.number }];
  }
  const place = connection.taken ? { event: connection.taken.number } : exchange.request.place;
  return [`a listener that left off ${count}${exitWords(seen)}`, place];
};

/** A listener that left before it was answered. */
const unanswered = (seen: Observations, expected: string): Outcome => {
  const request = requestsOf(seen).find(({ response }) => response === undefined);
  const connection = seen.connections.find((one) => one.id === request?.conn);
  const left = connection?.ends.find((end) => end.by === 'target');
  if (left === undefined) return unclear('peer-vanished', 'the listener asked for no stream');
  const how = left.how === 'fin' ? 'closed' : 'reset';
  return broken(expected, `the connection ${how} by the listener before the answer${exitWords(seen)}`, {
    event: left.number,
  });
};

/** What was read in the best of these turns. */
const readsIn = (seen: Observations, turns: readonly Turn[], bytes: number, what: string): Outcome => {
  const [best] = [...turns].sort((a, b) => b.read - a.read);
  if (best === undefined) return unanswered(seen, `${String(bytes)} bytes of the stream read: ${what}`);
  if (best.read >= bytes) return met(`${String(best.read)} bytes of the stream read`);
  const [actual, place] = endOf(seen, best);
  if (!best.exact && seen.deadlines.length > 0)
    return unclear(
      'window-too-short',
      `the system does not tell what the listener has read; what was sent may all lie in buffers (${actual})`,
    );
  return broken(`${String(bytes)} bytes of the stream read: ${what}`, actual, place);
};

/** The listener reads the stream. */
export const listens: Check = (seen) => readsIn(seen, turnsOf(seen), readOn, 'some seconds of audio');

/**
 * The listener reads past the thing, and some seconds of audio more.
 *
 * @param past where in the body the thing ends, in bytes
 * @param thing what it is, as a noun phrase
 */
export const readsPast =
  (past: number, thing: string): Check =>
  (seen) =>
    readsIn(seen, turnsOf(seen), past + readOn, `all up to ${thing}, and some seconds of audio more`);

/** The check, of a listener that asked for metadata; to another none is sent. */
export const ifAsked =
  (check: Check): Check =>
  (seen) => {
    const requests = requestsOf(seen);
    const [first] = requests;
    if (first === undefined) return unclear('peer-vanished', 'the listener asked for nothing');
    if (requests.some(asksForMetadata)) return check(seen);
    return {
      outcome: 'skipped',
      why: 'the listener asks for no metadata (no Icy-MetaData: 1 in its request), and gets none',
    };
  };

/** When the first stream ended by our doing. */
const endedAt = (seen: Observations): { readonly at: number; readonly place: Place } | undefined => {
  const fault = seen.connections.flatMap((connection) => connection.faults)[0];
  return fault && { at: fault.at, place: { event: fault.number } };
};

/** After the end of the stream the listener asks for it again, and reads it. */
export const comesBack: Check = (seen) => {
  const ended = endedAt(seen);
  const turns = turnsOf(seen);
  if (turns.length === 0) return unclear('peer-vanished', 'the listener asked for no stream');
  if (ended === undefined) {
    const [last] = turns.slice(-1);
    if (last === undefined) return unclear('not-triggered', 'there was no stream that could end');
    const [actual, place] = endOf(seen, last);
    return broken('the stream read up to its end', actual, place);
  }
  const later = turns.filter(({ exchange }) => exchange.request.at >= ended.at);
  const [again] = later;
  if (again === undefined) return noted(`a listener that does not come back${exitWords(seen)}`, ended.place);
  const outcome = readsIn(seen, later, readOn, 'some seconds of audio after it came back');
  if (outcome.outcome !== 'met') return outcome;
  return met(`it asked again ${String(Math.round(again.exchange.request.at - ended.at))} ms after the end`);
};

/** So many requests within the time that a refused listener is watched are no hammering. */
export const requestsTolerated = 5;

/** A listener that was refused asks again now and then, or not at all. */
export const doesNotHammer: Check = (seen) => {
  const requests = requestsOf(seen);
  const [first] = requests;
  if (first === undefined) return unclear('peer-vanished', 'the listener asked for nothing');
  const further = requests.length - 1;
  if (further <= requestsTolerated) return met(`${String(further)} further requests after the refusal`);
  const last = requests.at(-1) ?? first;
  return broken(
    `at most ${String(requestsTolerated)} further requests in the seconds after a refusal`,
    `${String(further)} further requests within ${String(Math.round(last.request.at - first.request.at))} ms`,
    last.request.place,
  );
};

/** The listener asks where the redirect leads, and reads the stream there. */
export const followsRedirect: Check = (seen) => {
  const requests = requestsOf(seen);
  const [first] = requests;
  if (first === undefined) return unclear('peer-vanished', 'the listener asked for nothing');
  const moved = requests.filter(({ request }) => request.head.target !== first.request.head.target);
  const place = first.response?.place ?? first.request.place;
  if (moved.length === 0)
    return noted(`a listener that does not follow the redirect${exitWords(seen)}`, place);
  const turns = turnsOf(seen).filter(({ exchange }) => moved.includes(exchange));
  return readsIn(seen, turns, readOn, 'some seconds of audio where the redirect leads');
};
