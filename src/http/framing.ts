/** Where a body ends: RFC 9112, section 6.3, with its rules against request smuggling. */
import type { Framing, Head, Oddity } from './message.ts';
import { valuesOf } from './message.ts';
import { withoutBlanks } from './start-line.ts';

export interface FramingContext {
  /** The method of the request that a response answers, where it is known. */
  readonly requestMethod?: string | undefined;
  /** What a request without Content-Length and Transfer-Encoding has: no body, or one up to the FIN. */
  readonly unframed: 'none' | 'close';
}

export interface FramingRead {
  readonly framing: Framing;
  readonly oddities: readonly Oddity[];
}

const none: Framing = { by: 'none' };
const chunks: Framing = { by: 'chunks' };

/**
 * Also the reading of every framing that is at fault: nothing after it can be taken for a message,
 * so that nothing can be smuggled in.
 */
const close: Framing = { by: 'close' };

const members = (values: readonly string[]): string[] =>
  values.flatMap((value) => value.split(',').map(withoutBlanks));

const byCoding = (values: readonly string[], oddities: Set<Oddity>): Framing => {
  const codings = members(values)
    .filter((coding) => coding !== '')
    .map((coding) => coding.toLowerCase());
  const chunked = codings.filter((coding) => coding === 'chunked').length;
  if (chunked !== 1 || codings.length !== 1) oddities.add('unknown-transfer-coding');
  return chunked === 1 && codings.at(-1) === 'chunked' ? chunks : close;
};

const byLength = (values: readonly string[], oddities: Set<Oddity>): Framing => {
  const [only] = values;
  // As nearly all are: one decimal number, below 2^53.
  if (values.length === 1 && only !== undefined && /^\d{1,15}$/.test(only)) {
    return { by: 'length', length: Number(only) };
  }
  const lengths = members(values);
  if (lengths.length > 1) oddities.add('repeated-content-length');
  const numbers = new Set(lengths.map((length) => (/^\d+$/.test(length) ? Number(length) : Number.NaN)));
  const [length] = numbers;
  if (numbers.size !== 1 || length === undefined || !Number.isSafeInteger(length)) {
    oddities.add('bad-content-length');
    return close;
  }
  return { by: 'length', length };
};

const hasNoBody = (head: Head, requestMethod: string | undefined): boolean => {
  if (head.kind === 'request') return false;
  if (head.status < 200 || head.status === 204 || head.status === 304) return true;
  return requestMethod === 'HEAD' || (requestMethod === 'CONNECT' && head.status < 300);
};

/**
 * How the end of the body after a head is found.
 *
 * Transfer-Encoding goes before Content-Length. A length that is not one decimal number below 2^53, lengths that
 * differ, and codings of which `chunked` is not the last (or not there once) leave the end unknown: all that
 * follows is then payload, up to the FIN.
 */
export const framingOf = (head: Head, context: FramingContext): FramingRead => {
  const oddities = new Set<Oddity>();
  const codings = valuesOf(head, 'transfer-encoding');
  const lengths = valuesOf(head, 'content-length');
  let framing: Framing;
  if (codings.length > 0) {
    if (lengths.length > 0) oddities.add('transfer-encoding-with-content-length');
    if (head.version !== 'HTTP/1.1') oddities.add('transfer-encoding-in-http-1.0');
    framing = byCoding(codings, oddities);
  } else if (lengths.length > 0) {
    framing = byLength(lengths, oddities);
  } else {
    framing = head.kind === 'response' || context.unframed === 'close' ? close : none;
  }
  return { framing: hasNoBody(head, context.requestMethod) ? none : framing, oddities: [...oddities] };
};
