/**
 * The first look at a server: can it be reached, does it speak HTTP, and which optional features does it show.
 * What the target file declares is not looked for.
 */
import { frames, get, put, source } from '../scenario/stimulus.ts';
import type { ServerScenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import type { Exchange, Observations } from '../trace/observations.ts';
import type { Features } from '../verdict/applicability.ts';

/** A source on a mount of its own, a listener, and the statistics. */
export const probe: ServerScenario = {
  title: 'a first look at the server',
  send: [
    ...source(put({ framing: { by: 'length', length: 1_000_000 } })),
    frames(60),
    { do: 'request', conn: 'listener', plan: get() },
    { do: 'overhear', conn: 'listener', what: { kind: 'final' }, during: 'silence' },
    { do: 'page', page: 'status', as: 'nobody', until: 'answered' },
    { do: 'end', conn: 'source', how: 'close' },
  ],
  expect: {},
};

/** Asks for the mount, to see whether it is free again. */
export const vacancy: ServerScenario = {
  title: 'whether the mount point is free',
  send: [
    { do: 'request', conn: 'listener', plan: get() },
    { do: 'await', conn: 'listener', what: { kind: 'final' }, within: 'close' },
    { do: 'end', conn: 'listener', how: 'close' },
  ],
  expect: {},
};

const exchangeOf = (seen: Observations, label: string): Exchange | undefined =>
  seen.connections.find((connection) => connection.label === label)?.exchanges[0];

const isAccepted = (exchange: Exchange | undefined): boolean =>
  exchange !== undefined &&
  (exchange.response === undefined
    ? exchange.interims.length > 0
    : exchange.response.head.status >= 200 && exchange.response.head.status < 300);

/** Why the server cannot be tested at all, as one sentence; `undefined` where it can. */
export const obstacle = (events: readonly TraceEvent[]): string | undefined => {
  const seen = observe(events);
  const { origin } = seen.parameters;
  const unreachable = seen.unreachable[0];
  if (unreachable)
    return `${origin} cannot be reached (${unreachable.code}): is the server running, and the address right?`;
  const connection = seen.connections.find((one) => one.label === 'source');
  if (connection === undefined || seen.finish?.outcome === 'error') {
    return `the first look at ${origin} failed: ${seen.finish?.error ?? 'no connection was made'}`;
  }
  const stray = connection.strays.find((one) => one.dir === 'received');
  if (stray) {
    const start = JSON.stringify(stray.text.slice(0, 40));
    return `${origin} does not speak HTTP: it answers ${start}`;
  }
  const answered = seen.connections.some((one) =>
    one.exchanges.some((exchange) => exchange.response !== undefined || exchange.interims.length > 0),
  );
  if (!answered) {
    return `${origin} accepts connections and never answers a request: is this the port of an Icecast-like server?`;
  }
  return undefined;
};

/** What was seen to be offered; absent where the look decided nothing. */
export const featuresSeen = (events: readonly TraceEvent[]): Features => {
  const seen = observe(events);
  const accepted = isAccepted(exchangeOf(seen, 'source'));
  const heard = isAccepted(exchangeOf(seen, 'listener'));
  const status = seen.pages.find((page) => page.page === 'status');
  const statistics =
    status?.status === 200 && /icestats|json/i.test(`${status.contentType ?? ''}${status.text ?? ''}`);
  return {
    anyMount: accepted,
    ...(accepted && heard ? { listeners: true } : {}),
    ...(statistics ? { statistics: true } : {}),
  };
};
