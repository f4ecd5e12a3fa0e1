/** From a trace to what it means. Pure, total: any list of events gives observations. */
import { framingOf } from '../http/framing.ts';
import { bytesOf, latin1 } from '../http/message.ts';
import type { Framing, Head, Oddity, RequestHead, ResponseHead } from '../http/message.ts';
import { bodyUntilClose } from '../http/unframed.ts';
import { join } from '../media/bytes.ts';
import { parseHead } from '../http/parse-head.ts';
import { nowhere } from './nowhere.ts';
import type {
  Attempt,
  Direction,
  End,
  Fault,
  Hello,
  Lookup,
  Secure,
  Span,
  Taken,
  TraceEvent,
} from './event.ts';
import type {
  Arrival,
  At,
  Body,
  Chunk,
  Command,
  Connection,
  Exchange,
  Message,
  Observations,
  Place,
  Stray,
} from './observations.ts';

/** How much of a command's stderr is looked at. */
const stderrLimit = 64 * 1024;

interface Draft<H extends Head> {
  readonly head: H;
  readonly at: number;
  readonly place: Place;
  readonly dir: Direction;
  readonly framing: Framing;
  readonly oddities: Oddity[];
  length: number;
  readonly kept: Uint8Array[];
  keptAll: boolean;
  readonly chunks: Chunk[];
  readonly arrivals: Arrival[];
  lastChunkSeen: boolean;
}

interface ExchangeDraft {
  readonly request: Draft<RequestHead>;
  readonly interims: Draft<ResponseHead>[];
  response?: Draft<ResponseHead>;
  credentials?: Exchange['credentials'];
  token?: Exchange['token'];
}

interface ConnectionDraft {
  readonly open: At<Extract<TraceEvent, { event: 'open' }>>;
  secure?: At<Secure>;
  hello?: At<Hello>;
  readonly exchanges: ExchangeDraft[];
  readonly strays: Stray[];
  readonly ends: At<End>[];
  readonly faults: At<Fault>[];
  taken?: At<Taken>;
  readonly bytes: Record<Direction, number>;
  /** The message that further spans of a direction belong to. */
  readonly current: { sent?: Draft<Head>; received?: Draft<Head> };
}

const decodeBase64 = (text: string): Uint8Array => {
  try {
    return bytesOf(atob(text));
  } catch {
    return new Uint8Array(0);
  }
};

const draftOf = <H extends Head>(
  head: H,
  span: At<Span>,
  framing: Framing,
  oddities: readonly Oddity[],
): Draft<H> => ({
  head,
  at: span.at,
  place: { event: span.number, offset: span.offset },
  dir: span.dir,
  framing,
  oddities: [...head.oddities, ...oddities],
  length: 0,
  kept: [],
  keptAll: true,
  chunks: [],
  arrivals: [],
  lastChunkSeen: false,
});

/** Puts the head of a span where it belongs; `false` where it is no head that can be read. */
const takeHead = (draft: ConnectionDraft, span: At<Span>): boolean => {
  const requestDirection: Direction = draft.open.by === 'us' ? 'sent' : 'received';
  const side = span.dir === requestDirection ? 'request' : 'response';
  const head = parseHead(span.text ?? '', side);
  if (!('kind' in head)) return false;
  if (head.kind === 'request') {
    const { framing, oddities } = framingOf(head, { unframed: bodyUntilClose(head) ? 'close' : 'none' });
    const request = draftOf(head, span, framing, oddities);
    draft.exchanges.push({ request, interims: [] });
    draft.current[span.dir] = request;
    return true;
  }
  const exchange = draft.exchanges.find((one) => one.response === undefined);
  if (exchange === undefined) return false;
  const { framing, oddities } = framingOf(head, {
    requestMethod: exchange.request.head.method,
    unframed: 'close',
  });
  const response = draftOf(head, span, framing, oddities);
  if (head.status >= 100 && head.status < 200) exchange.interims.push(response);
  else exchange.response = response;
  draft.current[span.dir] = response;
  return true;
};

const takePayload = (message: Draft<Head>, span: At<Span>): void => {
  message.arrivals.push({
    at: span.at,
    offset: message.length,
    length: span.length,
    place: { event: span.number, offset: span.offset },
  });
  message.length += span.length;
  if (span.data === undefined) {
    if (span.length > 0) message.keptAll = false;
  } else if (message.keptAll) {
    message.kept.push(decodeBase64(span.data));
  }
};

const takeChunkSize = (message: Draft<Head>, span: At<Span>): void => {
  const [size = '', ...extension] = (span.text ?? '').replace(/\r?\n$/, '').split(';');
  const value = /^[0-9a-fA-F]+$/.test(size.trim()) ? Number.parseInt(size.trim(), 16) : Number.NaN;
  if (Number.isNaN(value)) message.oddities.push('bad-chunk-size');
  message.chunks.push({
    size: value,
    extension: extension.join(';'),
    at: span.at,
    place: { event: span.number, offset: span.offset },
  });
  if (value === 0) message.lastChunkSeen = true;
};

const takeStray = (draft: ConnectionDraft, span: At<Span>): void => {
  const text = span.text ?? (span.data === undefined ? '' : latin1(decodeBase64(span.data)));
  const place = { event: span.number, offset: span.offset };
  draft.strays.push({ dir: span.dir, text, length: span.length, at: span.at, place });
};

const takeSpan = (draft: ConnectionDraft, span: At<Span>): void => {
  draft.bytes[span.dir] += span.length;
  const message = draft.current[span.dir];
  if (span.part === 'head') {
    if (!takeHead(draft, span)) takeStray(draft, span);
  } else if (span.part === 'stray' || message === undefined) takeStray(draft, span);
  else if (span.part === 'payload') takePayload(message, span);
  else if (span.part === 'chunk-size') takeChunkSize(message, span);
};

const isComplete = (message: Draft<Head>, draft: ConnectionDraft): boolean => {
  if (message.framing.by === 'none') return true;
  if (message.framing.by === 'length') return message.length >= message.framing.length;
  if (message.framing.by === 'chunks') return message.lastChunkSeen;
  const sender = message.dir === 'sent' ? 'us' : 'target';
  return draft.ends.some((end) => end.by === sender && end.how === 'fin');
};

const finished = <H extends Head>(message: Draft<H>, draft: ConnectionDraft): Message<H> => {
  const body: Body = {
    framing: message.framing,
    length: message.length,
    kept: join(message.kept),
    chunks: message.chunks,
    arrivals: message.arrivals,
    complete: isComplete(message, draft),
    oddities: message.oddities,
  };
  return { head: message.head, at: message.at, place: message.place, body };
};

const finishedConnection = (draft: ConnectionDraft): Connection => ({
  id: draft.open.conn,
  label: draft.open.label,
  by: draft.open.by,
  at: draft.open.at,
  local: draft.open.local,
  remote: draft.open.remote,
  place: { event: draft.open.number },
  ...(draft.secure ? { secure: draft.secure } : {}),
  ...(draft.hello ? { hello: draft.hello } : {}),
  exchanges: draft.exchanges.map((exchange) => ({
    conn: draft.open.conn,
    request: finished(exchange.request, draft),
    interims: exchange.interims.map((interim) => finished(interim, draft)),
    ...(exchange.response ? { response: finished(exchange.response, draft) } : {}),
    ...(exchange.credentials ? { credentials: exchange.credentials } : {}),
    ...(exchange.token ? { token: exchange.token } : {}),
  })),
  strays: draft.strays,
  ends: draft.ends,
  faults: draft.faults,
  ...(draft.taken ? { taken: draft.taken } : {}),
  sentBytes: draft.bytes.sent,
  receivedBytes: draft.bytes.received,
});

/**
 * Reads a trace.
 *
 * @param events the events of one scenario, in order; their index is the number that evidence refers to.
 */
export const observe = (events: readonly TraceEvent[]): Observations => {
  const drafts = new Map<number, ConnectionDraft>();
  const seen = {
    scenario: '',
    started: '',
    parameters: nowhere,
    unreachable: [] as Observations['unreachable'][number][],
    pages: [] as Observations['pages'][number][],
    deadlines: [] as Observations['deadlines'][number][],
    steps: [] as Observations['steps'][number][],
    load: undefined as Observations['load'],
    finish: undefined as Observations['finish'],
    until: 0,
  };
  const lookups: At<Lookup>[] = [];
  const attempts: At<Attempt>[] = [];
  const commands = new Map<string, Command>();
  events.forEach((event, number) => {
    seen.until = Math.max(seen.until, event.at);
    const draft = 'conn' in event && event.conn !== undefined ? drafts.get(event.conn) : undefined;
    switch (event.event) {
      case 'begin':
        seen.scenario = event.scenario;
        seen.started = event.started;
        seen.parameters = event.parameters;
        break;
      case 'open':
        drafts.set(event.conn, {
          open: { ...event, number },
          exchanges: [],
          strays: [],
          ends: [],
          faults: [],
          bytes: { sent: 0, received: 0 },
          current: {},
        });
        break;
      case 'span':
        if (draft) takeSpan(draft, { ...event, number });
        break;
      case 'credentials': {
        const exchange = draft?.exchanges.find((one) => one.request.place.offset === event.offset);
        if (exchange) exchange.credentials = { ...event, number };
        break;
      }
      case 'token': {
        const exchange = draft?.exchanges.find((one) => one.request.place.offset === event.offset);
        if (exchange) exchange.token = { ...event, number };
        break;
      }
      case 'secure':
        if (draft) draft.secure = { ...event, number };
        break;
      case 'hello':
        if (draft) draft.hello = { ...event, number };
        break;
      case 'lookup':
        lookups.push({ ...event, number });
        break;
      case 'attempt':
        attempts.push({ ...event, number });
        break;
      case 'end':
        draft?.ends.push({ ...event, number });
        break;
      case 'fault':
        draft?.faults.push({ ...event, number });
        break;
      case 'taken':
        if (draft) draft.taken = { ...event, number };
        break;
      case 'unreachable':
        seen.unreachable.push({ ...event, number });
        break;
      case 'page':
        seen.pages.push({ ...event, number });
        break;
      case 'deadline':
        seen.deadlines.push({ ...event, number });
        break;
      case 'step':
        seen.steps.push({ ...event, number });
        break;
      case 'command':
        commands.set(event.instance ?? '', { argv: event.argv, at: event.at, stderr: '' });
        break;
      case 'output': {
        const command = commands.get(event.instance ?? '');
        if (command && event.stream === 'stderr' && command.stderr.length < stderrLimit) {
          commands.set(event.instance ?? '', { ...command, stderr: command.stderr + event.text });
        }
        break;
      }
      case 'exit': {
        const command = commands.get(event.instance ?? '');
        if (command) commands.set(event.instance ?? '', { ...command, exit: { ...event, number } });
        break;
      }
      case 'load':
        seen.load = event;
        break;
      case 'finish':
        seen.finish = event;
        break;
    }
  });
  const command = commands.get('') ?? commands.get('first');
  const second = commands.get('second');
  return {
    scenario: seen.scenario,
    started: seen.started,
    parameters: seen.parameters,
    connections: [...drafts.values()].map(finishedConnection),
    unreachable: seen.unreachable,
    lookups,
    attempts,
    pages: seen.pages,
    deadlines: seen.deadlines,
    steps: seen.steps,
    ...(command ? { command } : {}),
    ...(second ? { second } : {}),
    ...(seen.load ? { load: seen.load } : {}),
    ...(seen.finish ? { finish: seen.finish } : {}),
    until: seen.until,
  };
};
