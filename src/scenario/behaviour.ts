/**
 * What our server does to a client under test, as data: one behaviour for each source request that comes, in
 * order, the last repeating. A source request is a PUT (or SOURCE, or POST) that is meant: probes of libshout
 * (`OPTIONS *`, `GET /admin/!POKE`, SOURCE without credentials) are answered politely and use up none. Nor does
 * a request without the right credentials that would have been let in with them: it is challenged.
 */
import type { DelayName } from './timing.ts';

/** How our server words its answers; see personality.ts. */
export type Personality = 'strict' | 'ice24' | 'ice25';

export interface Answer {
  readonly status: number;
  readonly reason?: string;
  /** `HTTP/1.1` unless said; `ICY` gives `ICY 200 OK`. */
  readonly version?: string;
  /** The whole first line in place of a status line, where it is none of HTTP: `OK2`; only `fields` follow it. */
  readonly line?: string;
  /** Further fields; `{origin}` is our address, `{other-origin}` that of our second listener, `{mount}` the mount. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

export interface Behaviour {
  /** Refuses the connection as such: the port is closed for so long. Only as the first behaviour. */
  readonly closedFor?: DelayName;
  /** When 100 Continue is sent to a client that asked for it. */
  readonly interim: 'at-once' | 'never' | { readonly after: DelayName };
  /** The final response, and when it is sent. */
  readonly final?: Answer;
  readonly finalWhen: 'at-once' | 'after-interim' | 'at-end' | { readonly afterBytes: number };
  /** How long after the end of the body its final response comes, so that whoever waits for it can be told. */
  readonly finalDelay?: DelayName;
  /** What becomes of the connection after so many bytes of body. */
  readonly then?:
    | { readonly reset: number }
    | { readonly close: number }
    | { readonly stopReading: number; readonly resumeAfter?: DelayName };
  /** Whether the connection is closed after the final response; refusals are, as Icecast does. */
  readonly closes: boolean;
  /** Whoever comes is let in, with credentials or without. */
  readonly credentials?: 'ignored';
}

/** When the scenario has seen enough of the client. It always has once the client has gone for good. */
export type Until =
  /** So many bytes of body in the last behaviour of the script, or nothing more came during the delay. */
  | { readonly bodyBytes: number; readonly orQuietFor?: DelayName }
  /** The delay has passed since the first byte of body in the last behaviour. */
  | { readonly window: DelayName }
  /** So many source requests, or no further one came during the delay. */
  | { readonly requests: number; readonly orQuietFor: DelayName }
  /** Body bytes, then we ask the client to end (its own signal), and wait for it. */
  | { readonly stopAfter: number };

/** Refuses a source at once, without a 100, and hears it out before the connection is closed. */
export const refuse = (status: number, fields: Answer['fields'] = []): Behaviour => ({
  interim: 'never',
  final: { status, fields },
  finalWhen: 'at-once',
  closes: true,
});

/** The path to which redirects lead: another one than the first, so that whoever follows can be told. */
const movedMount = '/moved{mount}';

/** Sends the client elsewhere: to our own authority, or to another one. */
export const redirect = (status: number, to: '{origin}' | '{other-origin}'): Behaviour =>
  refuse(status, [['Location', `${to}${movedMount}`]]);

/** A refusal of ours, as a step of the trace says it. */
const finalWords = ({ final, finalWhen }: Behaviour): string => {
  if (final === undefined) return 'no final response';
  const answer = final.line ?? `${final.version === 'ICY' ? 'ICY ' : ''}${String(final.status)}`;
  if (typeof finalWhen === 'object') return `${answer} after ${String(finalWhen.afterBytes)} bytes`;
  return {
    'at-once': `${answer} at once`,
    'after-interim': `${answer} before the body`,
    'at-end': `${answer} at the end`,
  }[finalWhen];
};

const interimWords = ({ interim }: Behaviour): string =>
  typeof interim === 'object'
    ? `100 after a delay (${interim.after})`
    : { 'at-once': '100 at once', never: 'no 100' }[interim];

const faultWords = ({ then }: Behaviour): string[] => {
  if (then === undefined) return [];
  if ('reset' in then) return [`reset after ${String(then.reset)} bytes`];
  if ('close' in then) return [`closed after ${String(then.close)} bytes`];
  const resumed = then.resumeAfter === undefined ? 'for good' : `for a while (${then.resumeAfter})`;
  return [`not read after ${String(then.stopReading)} bytes ${resumed}`];
};

/** A behaviour in a few words, as a step of the trace says it. */
export const behaviourWords = (behaviour: Behaviour): string =>
  [interimWords(behaviour), finalWords(behaviour), ...faultWords(behaviour)].join(', ');

/** The step with which the script says that the client is started once more. */
export const sessionAgain = 'the client is started again';

/** The step with which the script says that it has seen enough; what came later is our doing. */
export const seenEnough = 'seen enough';
/** The steps around an outage. */
export const portClosed = 'the port is closed';
export const portOpen = 'the port is open';
