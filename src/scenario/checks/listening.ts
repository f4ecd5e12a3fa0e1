/** What listeners were given, against what the source sent: bytes, not status codes. */
import { latin1 } from '../../http/message.ts';
import type { Body, Connection, Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import { connectionOf, exchangeOf, isSuccess, refusalAtOnce, refusalOf } from '../select.ts';
import { answerPlace, answerWords, neverAsked, quoted, statusWords, turnedAway } from '../words.ts';

/** Long enough to hold a frame's stamp, wherever it begins. */
const window = 512;

/** Where in the trace the byte of a body with this number stands. */
const placeOf = (body: Body, offset: number): Place[] => {
  const arrival = body.arrivals.find((one) => offset < one.offset + one.length);
  return arrival ? [arrival.place] : [];
};

/** A run shorter than this may be found anywhere. */
const shortestRun = 32;

/** How far `heard` is found in `sent` in one run, whatever byte of `sent` it begins with. */
const longestRun = (sent: string, heard: string): number => {
  if (sent.includes(heard)) return heard.length;
  let [fits, tooLong] = [0, heard.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (sent.includes(heard.slice(0, middle))) fits = middle;
    else tooLong = middle;
  }
  return fits < shortestRun ? 0 : fits;
};

const strange = (bytes: Uint8Array): string => {
  const line = /^\r?\n?[0-9a-f]+(;[^\r\n]*)?\r\n/i.exec(latin1(bytes.subarray(0, 40)));
  return line
    ? `a line of chunk framing, ${quoted(bytes.subarray(0, line[0].length))},`
    : quoted(bytes.subarray(0, 16));
};

const asSent = 'an unbroken run of the bytes that the source sent';

/** Judges what a listener got of a source that was taken. */
const ofListener =
  (listener: string, judge: (heard: Exchange, sent: Exchange, seen: Observations) => Outcome): Check =>
  (seen) => {
    const sent = exchangeOf(seen, 'source');
    const heard = exchangeOf(seen, listener);
    if (sent === undefined) return neverAsked(seen, 'source');
    const refusal = refusalOf(seen, 'source');
    if (refusal && refusalAtOnce(seen, 'source')) return turnedAway('source', refusal);
    if (heard && !(refusal && refusalOf(seen, listener))) return judge(heard, sent, seen);
    return refusal
      ? broken(asSent, `the source cut off with ${statusWords(refusal.head)}`, refusal.place)
      : neverAsked(seen, listener);
  };

/** A wait for bytes at this connection that ran out. */
const ranOut = (seen: Observations, connection: Connection | undefined) =>
  seen.deadlines.find((deadline) => connection !== undefined && deadline.conn === connection.id);

/** The listener gets so many bytes at least, and they are one run of the bytes that the source sent. */
export const heardAsSent = (atLeast: number, listener = 'listener'): Check =>
  ofListener(listener, (heard, sent, seen) => {
    if (heard.response === undefined || !isSuccess(heard.response)) {
      return broken(
        asSent,
        `the listener got ${answerWords(seen, listener)}`,
        ...answerPlace(seen, listener),
      );
    }
    const { body } = heard.response;
    const [was, got] = [latin1(sent.request.body.kept), latin1(body.kept)];
    const run = longestRun(was, got);
    // Where the trace kept only the beginning of what was sent, more than that cannot be compared.
    const keptAll = sent.request.body.kept.length === sent.request.body.length;
    if (run < got.length && (keptAll || !was.endsWith(got.slice(0, run)))) {
      const actual = `${strange(body.kept.subarray(run))} at byte ${String(run)} of what the listener got`;
      return broken(asSent, actual, ...placeOf(body, run));
    }
    if (body.length < atLeast) {
      const deadline = ranOut(seen, connectionOf(seen, listener));
      const actual = deadline
        ? `${String(body.length)} bytes, and no more within ${String(deadline.milliseconds)} ms`
        : `${String(body.length)} bytes, and the end of the connection`;
      const place = deadline ? { event: deadline.number } : heard.response.place;
      return broken(`${asSent}, ${String(atLeast)} at least`, actual, place);
    }
    return met(`${String(body.length)} bytes`);
  });

/** The listener gets nothing of what the connection `source` sent, be it turned away or not. */
export const heardNothing =
  (listener = 'listener'): Check =>
  (seen) => {
    const sent = exchangeOf(seen, 'source');
    const heard = exchangeOf(seen, listener);
    if (sent === undefined) return neverAsked(seen, 'source');
    if (heard === undefined) return neverAsked(seen, listener);
    const { response } = heard;
    if (response === undefined || !isSuccess(response)) return met(answerWords(seen, listener));
    const [was, got] = [latin1(sent.request.body.kept), latin1(response.body.kept)];
    for (let at = 0; at + window <= got.length || (at === 0 && got.length > 0); at += window) {
      if (!was.includes(got.slice(at, at + window))) continue;
      const actual = `${String(response.body.length)} bytes, among them what the source sent`;
      return broken('nothing of what the source sent', actual, ...placeOf(response.body, at));
    }
    return met(`${statusWords(response.head)}, and ${String(response.body.length)} other bytes`);
  };

/** Whoever asks for a mount point without a source is told so, and not kept waiting. */
export const toldSo =
  (listener: string): Check =>
  (seen) => {
    if (connectionOf(seen, listener) === undefined) return neverAsked(seen, listener);
    const refusal = refusalOf(seen, listener);
    return refusal
      ? met(statusWords(refusal.head))
      : broken('a listener turned away', answerWords(seen, listener), ...answerPlace(seen, listener));
  };
