/** An event of a trace as one line, for somebody who watches it happen. */
import { line } from '../report/text.ts';
import type { By, Direction, Span, TraceEvent } from '../trace/event.ts';

const whoWords: Record<By, string> = { us: 'we', target: 'the client' };
const arrows: Record<Direction, string> = { sent: '→', received: '←' };

/** Bytes that are no text, although they stand where text should. */
const isBinary = (text: string): boolean => /[^\t\r\n\x20-\x7e\x80-\xff]/.test(text);

const spanWords = ({ dir, part, length, text }: Span): string =>
  `${arrows[dir]} ${text === undefined || isBinary(text) ? `${String(length)} bytes of ${part}` : line(text.trimEnd().replaceAll('\r\n', ' ⏎ '), 300)}`;

/** The framing of a chunk that is as it should be tells nobody anything. */
const isPlainFraming = ({ part, text }: Span): boolean =>
  (part === 'chunk-end' && text === '\r\n') ||
  (part === 'chunk-size' && /^(?!0+\r)[\da-f]+\r\n$/i.test(text ?? ''));

/** What happened; `undefined` for what nobody watches for. */
const wordsOf = (event: TraceEvent): string | undefined => {
  switch (event.event) {
    case 'open':
      return `${event.by === 'us' ? 'we connect' : 'a connection'} from ${event.by === 'us' ? event.local : event.remote}`;
    case 'span':
      return isPlainFraming(event) ? undefined : spanWords(event);
    case 'taken':
      return `has read ${String(event.bytes)} bytes`;
    case 'end':
      return `${whoWords[event.by]} ended it: ${event.how}`;
    case 'fault':
      return `✂ ${event.fault} by us after ${String(event.after)} bytes`;
    case 'step':
      return `now: ${event.step}`;
    case 'deadline':
      return `waited in vain for ${event.awaited}, ${String(event.milliseconds)} ms`;
    case 'credentials':
      return `credentials: ${event.scheme}, user ${event.user}, password ${event.password}`;
    case 'token':
      return `icy-auth-token: ${event.why ?? 'Bearer'}${event.jwt ? ', a JSON Web Token' : ''}`;
    case 'unreachable':
      return `could not connect to ${event.remote}: ${event.code}`;
    case 'secure':
      return `${event.protocol} ${event.cipher}`;
    case 'hello':
      return `offers ${event.versions.join(', ')} and ${String(event.ciphers.length)} cipher suites`;
    case 'lookup':
      return `asks for ${event.type} of ${event.name}: ${event.answers.join(', ') || 'nothing'}`;
    case 'attempt':
      return event.state === 'begins' ? `tries ${event.to} in vain` : `gives ${event.to} up`;
    case 'page':
    case 'begin':
    case 'command':
    case 'output':
    case 'exit':
    case 'load':
    case 'finish':
      return undefined;
  }
};

export const eventLine = (event: TraceEvent): string | undefined => {
  const words = wordsOf(event);
  if (words === undefined) return undefined;
  const where = 'conn' in event && event.conn !== undefined ? `conn ${String(event.conn)}  ` : '';
  return `${(event.at / 1000).toFixed(3).padStart(9)}  ${where}${words}`;
};
