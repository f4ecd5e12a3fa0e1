/** Conversations with a source client, written by hand for the tests of the checks. */
import { bytesOf, latin1 } from '../../http/message.ts';
import { streamOf } from '../../media/samples.ts';
import type { CredentialsSeen, Happening, Parameters, Part, TraceEvent } from '../../trace/event.ts';
import { observe } from '../../trace/observe.ts';
import type { Observations } from '../../trace/observations.ts';

/** Something that happened, so many milliseconds after what happened before it. */
export interface Move {
  readonly after: number;
  readonly happening: Happening;
  /** Bytes that it carried, for the offsets of what follows. */
  readonly bytes: number;
}

export const move = (happening: Happening, bytes = 0, after = 1): Move => ({ after, happening, bytes });

/** The same, later. */
export const later = (milliseconds: number, { happening, bytes }: Move): Move =>
  move(happening, bytes, milliseconds);

const span = (conn: number, dir: 'sent' | 'received', part: Part, bytes: Uint8Array): Move => {
  const content = part === 'payload' ? { data: btoa(latin1(bytes)) } : { text: latin1(bytes) };
  return move({ event: 'span', conn, dir, part, offset: 0, length: bytes.length, ...content }, bytes.length);
};

export const opened = (conn = 0, label = 'client'): Move =>
  move({ event: 'open', conn, by: 'target', label, local: '127.0.0.1:8000', remote: '127.0.0.1:50000' });

/** A head that the client sent: its lines, without line ends. */
export const asked = (lines: readonly string[], conn = 0, lineEnd = '\r\n'): Move =>
  span(conn, 'received', 'head', bytesOf([...lines, '', ''].join(lineEnd)));

export const told = (line: string, conn = 0): Move =>
  span(conn, 'sent', 'head', bytesOf(`${line}\r\nContent-Length: 0\r\n\r\n`));

/** Payload as it came, with its chunk lines where there are some. */
export const sent = (bytes: Uint8Array, conn = 0): Move => span(conn, 'received', 'payload', bytes);
export const chunk = (bytes: Uint8Array, conn = 0): Move[] => [
  span(conn, 'received', 'chunk-size', bytesOf(`${bytes.length.toString(16)}\r\n`)),
  ...(bytes.length > 0 ? [span(conn, 'received', 'payload', bytes)] : []),
  span(conn, 'received', 'chunk-end', bytesOf('\r\n')),
];
export const stray = (text: string, conn = 0): Move => span(conn, 'received', 'stray', bytesOf(text));

export const authorized = (changes: Partial<CredentialsSeen> = {}, conn = 0): Move =>
  move({
    event: 'credentials',
    conn,
    offset: 0,
    scheme: 'Basic',
    base64: 'valid',
    colon: true,
    utf8: true,
    controls: false,
    user: 'right',
    password: 'right',
    ...changes,
  });

export const left = (how: 'fin' | 'rst', conn = 0): Move => move({ event: 'end', conn, by: 'target', how });
export const fault = (what: 'reset' | 'close' | 'stall', conn = 0): Move =>
  move({ event: 'fault', conn, fault: what, after: 0 });
export const step = (words: string): Move => move({ event: 'step', index: 0, step: words });
export const exited = (code: number): Move[] => [
  move({ event: 'command', argv: ['client'] }),
  move({ event: 'exit', code, signal: null, asked: false }),
];
export const busy = (maxDelay: number): Move => move({ event: 'load', maxDelay, p99Delay: maxDelay });

const parameters: Parameters = {
  role: 'client',
  origin: 'http://127.0.0.1:8000',
  mount: '/live.mp3',
  user: 'source',
  passwordLength: 6,
  features: {},
};

/** What the moves look like to a check. */
export const seenIn = (
  moves: readonly (Move | readonly Move[])[],
  changes: Partial<Parameters> = {},
): Observations => {
  const events: TraceEvent[] = [
    {
      event: 'begin',
      version: 1,
      scenario: 'example',
      started: '2026-01-01T00:00:00.000Z',
      parameters: { ...parameters, ...changes },
      at: 0,
    },
  ];
  const offsets = new Map<string, number>();
  let at = 0;
  for (const { after, happening, bytes } of moves.flat()) {
    at += after;
    if (happening.event !== 'span') {
      events.push({ ...happening, at });
      continue;
    }
    const key = `${String(happening.conn)} ${happening.dir}`;
    const offset = offsets.get(key) ?? 0;
    offsets.set(key, offset + bytes);
    events.push({ ...happening, offset, at });
  }
  return observe(events);
};

/** A request as a conforming client sends it, some of its lines changed, left out or added. */
export const request = (
  changes: Readonly<Record<string, string | null>> = {},
  line = 'PUT /live.mp3 HTTP/1.1',
): string[] => {
  const fields: Readonly<Record<string, string | null>> = {
    Host: '127.0.0.1:8000',
    Authorization: 'Basic ********************',
    'User-Agent': 'example/1.0',
    'Transfer-Encoding': 'chunked',
    'Content-Type': 'audio/mpeg',
    'Ice-Public': '1',
    'Ice-Name': 'Name',
    'Ice-URL': 'http://example.org',
    Expect: '100-continue',
    ...changes,
  };
  return [
    line,
    ...Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])),
  ];
};

export const mp3 = streamOf('mp3', 20);

/** A whole conversation without fault: the request, the 100, a stream. */
export const accepted = (changes: Readonly<Record<string, string | null>> = {}): Move[] => [
  opened(),
  asked(request(changes)),
  authorized(),
  told('HTTP/1.1 100 Continue'),
  ...chunk(mp3),
];
