/** Observations made by hand, for the tests of checks: a few lines instead of a trace. */
import type { By, Direction, Parameters, Part, TraceEvent } from '../../trace/event.ts';
import { observe } from '../../trace/observe.ts';
import type { Observations } from '../../trace/observations.ts';

type Unnumbered<Event> = Event extends TraceEvent ? Omit<Event, 'at'> : never;

/** One or several things that happen, in order. */
export type Staged = readonly Unnumbered<TraceEvent>[];

const parameters: Parameters = {
  role: 'server',
  origin: 'http://127.0.0.1:8000',
  mount: '/live.mp3',
  user: 'source',
  passwordLength: 6,
  features: {},
};

const span = (conn: number, dir: Direction, part: Part, latin1: string): Staged => [
  {
    event: 'span',
    conn,
    dir,
    part,
    offset: 0,
    length: latin1.length,
    ...(part === 'payload' ? { data: btoa(latin1) } : { text: latin1 }),
  },
];

/** We open a connection. */
export const opens = (conn: number, label: string): Staged => [
  { event: 'open', conn, by: 'us', label, local: '127.0.0.1:50000', remote: '127.0.0.1:8000' },
];

/** A head, its lines without their ends; latin1. */
export const head = (conn: number, dir: Direction, ...lines: readonly string[]): Staged =>
  span(conn, dir, 'head', `${lines.join('\r\n')}\r\n\r\n`);

export const payload = (conn: number, dir: Direction, latin1: string): Staged =>
  span(conn, dir, 'payload', latin1);

export const stray = (conn: number, dir: Direction, latin1: string): Staged =>
  span(conn, dir, 'stray', latin1);

export const ends = (conn: number, by: By, how: 'fin' | 'rst' = 'fin'): Staged => [
  { event: 'end', conn, by, how },
];

export const deadline = (conn: number, awaited: string): Staged => [
  { event: 'deadline', name: 'final', awaited, milliseconds: 10_000, conn },
];

export const page = (name: string, status: number, text: string): Staged => [
  { event: 'page', page: name, url: `http://127.0.0.1:8000/${name}`, status, text },
];

/** A source that asks for the mount point, on the connection with the number 0. */
export const sourceAsks: Staged = [
  ...opens(0, 'source'),
  ...head(0, 'sent', 'PUT /live.mp3 HTTP/1.1', 'Host: x', 'Content-Length: 1000', 'Expect: 100-continue'),
];

/** The same, accepted. */
export const sourceTaken: Staged = [...sourceAsks, ...head(0, 'received', 'HTTP/1.1 100 Continue')];

/** A listener of the mount point, on the connection with the number 1, answered with these lines. */
export const listenerJoins = (...lines: readonly string[]): Staged => [
  ...opens(1, 'listener'),
  ...head(1, 'sent', 'GET /live.mp3 HTTP/1.1', 'Host: x'),
  ...head(1, 'received', ...(lines.length === 0 ? ['HTTP/1.1 200 OK'] : lines)),
];

/** What was observed where these things happened, one after the other. */
export const observed = (...parts: readonly Staged[]): Observations =>
  observe([
    {
      event: 'begin',
      at: 0,
      version: 1,
      scenario: 'staged',
      started: '2026-01-01T00:00:00.000Z',
      parameters,
    },
    ...parts.flat().map((event, index) => ({ ...event, at: index + 1 })),
    { event: 'finish', at: parts.flat().length + 1, outcome: 'complete' },
  ]);
