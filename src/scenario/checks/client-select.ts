/** What of a conversation is the source client's own: probes and polite questions are left out. */
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Connection, Exchange, Observations, Place } from '../../trace/observations.ts';
import { seenEnough } from '../behaviour.ts';
import type { Check, Outcome, Unclear } from '../check.ts';
import { unclear } from '../combine.ts';

/** How often a check may cut what it quotes. */
const quoteLength = 80;

/** Bytes in quotation marks, as a reader can bear them. */
export const quoted = (text: string): string => {
  const shown = text.replace(
    /[^\x20-\x7e]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `“${shown.length > quoteLength ? `${shown.slice(0, quoteLength)}…` : shown}”`;
};

/** Milliseconds as the scenario means them: against our own peers everything is scaled. */
export const scaled = (seen: Observations, milliseconds: number): number =>
  milliseconds * (seen.parameters.delayScale ?? 1);

/** A time that was measured, in the seconds of the scenario. */
export const seconds = (seen: Observations, milliseconds: number): string =>
  `${(milliseconds / (seen.parameters.delayScale ?? 1) / 1000).toFixed(1)} s`;

const inOrder = (one: Exchange, other: Exchange): number =>
  one.request.place.event - other.request.place.event;

/** Everything that the client asked, probes included, in order of time. */
export const requestsOf = (seen: Observations): readonly Exchange[] =>
  seen.connections
    .filter((connection) => connection.by === 'target')
    .flatMap((connection) => connection.exchanges)
    .sort(inOrder);

/** A first request without credentials that announces no body, or is a SOURCE: libshout waits for its challenge. */
export const isShy = (head: RequestHead): boolean =>
  valueOf(head, 'authorization') === undefined &&
  (head.method === 'SOURCE' || valueOf(head, 'content-length') === '0');

/** libshout asks what the server can do before it means it. */
const isProbe = ({ request: { head } }: Exchange): boolean =>
  ['OPTIONS', 'GET', 'HEAD'].includes(head.method) || isShy(head);

/** The requests that are meant as a source, in order of time. */
export const sourceRequests = (seen: Observations): readonly Exchange[] =>
  requestsOf(seen).filter((exchange) => !isProbe(exchange));

export const connectionOf = (seen: Observations, exchange: Exchange): Connection | undefined =>
  seen.connections.find((connection) => connection.id === exchange.conn);

/** When we had seen enough; what came later answers to what we did then. */
export const curtain = (seen: Observations): { readonly at: number; readonly event: number } => {
  const step = seen.steps.find((one) => one.step === seenEnough);
  return step === undefined
    ? { at: seen.until, event: Number.POSITIVE_INFINITY }
    : { at: step.at, event: step.number };
};

const endWords = (seen: Observations): string => {
  const exit = seen.command?.exit;
  if (exit === undefined || exit.asked) return '';
  return exit.code === null
    ? `; it ended with ${exit.signal ?? 'a signal'}`
    : `; it ended with exit code ${String(exit.code)}`;
};

/** Why nothing can be said of a client that never asked for a mount point. */
export const noRequest = (seen: Observations): Unclear => {
  const connected = seen.connections.some((connection) => connection.by === 'target');
  const what = connected ? 'the client sent no request for the mount point' : 'the client made no connection';
  return unclear('peer-vanished', `${what}${endWords(seen)}`);
};

/** Why nothing can be said of a client that did not get so far. */
export const notReached = (seen: Observations, what: string): Unclear =>
  unclear('prerequisite-missing', `${what}${endWords(seen)}`);

/** A check of the first source request. */
export const ofFirst =
  (look: (first: Exchange, seen: Observations) => Outcome): Check =>
  (seen) => {
    const [first] = sourceRequests(seen);
    return first === undefined ? noRequest(seen) : look(first, seen);
  };

/** A check that each source request has to meet; a broken one stands for all, then any that is not met. */
export const ofEach =
  (look: (exchange: Exchange, seen: Observations) => Outcome): Check =>
  (seen) => {
    const requests = sourceRequests(seen);
    const outcomes = requests.map((exchange) => look(exchange, seen));
    const worst = (wanted: (outcome: Outcome['outcome']) => boolean) =>
      outcomes.find(({ outcome }) => wanted(outcome));
    return (
      worst((outcome) => outcome === 'broken') ??
      worst((outcome) => outcome !== 'met') ??
      outcomes[0] ??
      noRequest(seen)
    );
  };

/** Where the head of a request stands in the trace. */
export const headPlace = (exchange: Exchange): Place => exchange.request.place;

/** Where a field of a request stands in the trace; its head, where it has none of the name. */
export const fieldPlace = (exchange: Exchange, name: string): Place => {
  const { head, place } = exchange.request;
  const field = head.fields.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return field === undefined || place.offset === undefined
    ? place
    : { event: place.event, offset: place.offset + field.offset };
};

/** The source request whose body went furthest. */
export const longestBody = (seen: Observations): Exchange | undefined =>
  [...sourceRequests(seen)].sort((one, other) => other.request.body.length - one.request.body.length)[0];
