/** What was answered, in words for a stranger: the `actual` of findings. */
import { latin1, utf8 } from '../http/message.ts';
import type { ResponseHead } from '../http/message.ts';
import type { Connection, Exchange, Message, Observations, Place } from '../trace/observations.ts';
import type { Unclear } from './check.ts';
import { unclear } from './combine.ts';
import { connectionOf, exchangeOf } from './select.ts';

export const statusWords = (head: ResponseHead): string => `${String(head.status)} ${head.reason}`.trim();

/** Bytes as they can be printed: UTF-8 where they are, `\xNN` where not. */
export const printable = (bytes: string, limit = 60): string => {
  const text = utf8(bytes) ?? bytes.replace(/[^\x20-\x7e]/g, hexEscape);
  const safe = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, hexEscape);
  return safe.length > limit ? `${safe.slice(0, limit - 1)}…` : safe;
};

const hexEscape = (char: string): string => {
  if (char === '\r') return '␍';
  if (char === '\n') return '␊';
  return `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
};

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

export const quoted = (bytes: Uint8Array): string => `${hex(bytes)} (“${printable(latin1(bytes))}”)`;

/** How the target left a connection alone: closed it, reset it, or let a wait run out. */
const silenceWords = (seen: Observations, connection: Connection): string => {
  const stray = connection.strays.find((one) => one.dir === 'received');
  if (stray) return `bytes that are no HTTP: “${printable(stray.text, 40)}”`;
  const end = connection.ends.find((one) => one.by === 'target');
  if (end?.how === 'fin') return 'no answer: the target closed the connection';
  if (end) return 'no answer: the target reset the connection';
  const deadline = seen.deadlines.find((one) => one.conn === connection.id);
  return deadline ? `no answer within ${String(deadline.milliseconds)} ms` : 'no answer';
};

const statuses = (exchange: Exchange): string =>
  [...exchange.interims, ...(exchange.response ? [exchange.response] : [])]
    .map((message) => statusWords(message.head))
    .join(', then ');

/** That the target, having answered, ended the connection of its own accord. */
const endWords = (connection: Connection): string => {
  const [first] = connection.ends;
  if (first?.by !== 'target') return '';
  return first.how === 'fin' ? ', and the connection closed' : ', and the connection reset';
};

/** Everything that was answered to the request of a connection, or how nothing was. */
export const answerWords = (seen: Observations, name: string): string => {
  const connection = connectionOf(seen, name);
  const exchange = exchangeOf(seen, name);
  if (connection === undefined) return 'no connection';
  const said = exchange && statuses(exchange);
  if (!said) return silenceWords(seen, connection);
  return exchange.response && exchange.response.head.status < 300 ? `${said}${endWords(connection)}` : said;
};

/** Where to look for what was answered: the last answer, or else the end of the connection, or else its start. */
export const answerPlace = (seen: Observations, name: string): Place[] => {
  const connection = connectionOf(seen, name);
  const exchange = exchangeOf(seen, name);
  const answer = exchange?.response ?? exchange?.interims.at(-1);
  if (answer) return [answer.place];
  const stray = connection?.strays.find((one) => one.dir === 'received');
  if (stray) return [stray.place];
  const end = connection?.ends.find((one) => one.by === 'target');
  if (end) return [{ event: end.number }];
  const request = exchange?.request.place ?? connection?.place;
  return request ? [request] : [];
};

/** Why a request that a check is about is not there. */
export const neverAsked = (seen: Observations, name: string): Unclear => {
  const unreachable = seen.unreachable.find((connection) => connection.label === name);
  return unreachable
    ? unclear('peer-vanished', `the connection ${name} could not be made (${unreachable.code})`)
    : unclear('not-triggered', `the request of ${name} was not sent`);
};

/** The scenario rests on a request that the target turned away. */
export const turnedAway = (name: string, refusal: Message<ResponseHead>): Unclear =>
  unclear('dependency-failed', `the ${name} was refused with ${statusWords(refusal.head)}`);
