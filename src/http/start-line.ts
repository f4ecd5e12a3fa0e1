/** The first line of a message: RFC 9112, sections 3 and 4, and what ICY and old Icecast made of them. */
import type { Oddity } from './message.ts';

/** Which messages travel in a direction. */
export type Side = 'request' | 'response';

export type StartLine =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly target: string;
      readonly version: string;
    }
  | {
      readonly kind: 'response';
      readonly version: string;
      readonly status: number;
      readonly reason: string;
    };

/** What could be read, and what was odd about it; `malformed` is a sentence where nothing could be read. */
export type ReadStartLine = { readonly oddities: readonly Oddity[] } & (
  { readonly line: StartLine; readonly malformed?: undefined } | { readonly malformed: string }
);

const knownVersions = new Set(['HTTP/1.1', 'HTTP/1.0', 'ICE/1.0', 'ICY']);
const versionLike = /^[A-Za-z]+\/\d+(?:\.\d+)?$/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const statusLine = /^([A-Za-z]+(?:\/\d+(?:\.\d+)?)?)([ \t]+)(\d{3})(?:([ \t])([^]*))?$/;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** A string without the spaces and tabs around it, and without the other blanks that `trim()` would take. */
export const withoutBlanks = (text: string): string => {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
};

/** Whether a text is a token: RFC 9110, section 5.6.2. */
export const isToken = (text: string): boolean => token.test(text);

/** What is odd about the characters of a line, line end excluded. */
export const oddCharacters = (line: string): Oddity[] => {
  const found: Oddity[] = [];
  if (line.includes('\r')) found.push('bare-cr');
  if (line.includes('\0')) found.push('nul');
  if (/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(line)) found.push('control-character');
  return found;
};

const looksLikeTarget = (method: string, target: string): boolean =>
  target.startsWith('/') ||
  target === '*' ||
  /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(target) ||
  (method === 'CONNECT' && /:\d+$/.test(target));

const readRequestLine = (line: string, oddities: Set<Oddity>): StartLine | string => {
  const words = line.split(/[ \t]+/);
  const method = words.shift() ?? '';
  if (!isToken(method)) return 'the first word of the line is not a method';
  const last = words.at(-1);
  if (last === undefined) return 'the line has one word only';
  if (words.length === 1) {
    if (!looksLikeTarget(method, last)) return 'the line has neither a path nor a version';
    oddities.add('bad-start-line');
    return { kind: 'request', method, target: last, version: '' };
  }
  if (!versionLike.test(last)) {
    if (!looksLikeTarget(method, words[0] ?? '')) return 'the line has neither a path nor a version';
    oddities.add('bad-start-line');
    return { kind: 'request', method, target: words.join(' '), version: '' };
  }
  words.pop();
  const target = words.join(' ');
  if (words.length > 1 || !knownVersions.has(last) || !looksLikeTarget(method, target)) {
    oddities.add('bad-start-line');
  }
  if (line !== `${method} ${target} ${last}`) oddities.add('extra-whitespace');
  return { kind: 'request', method, target, version: last };
};

const readStatusLine = (line: string, oddities: Set<Oddity>): StartLine | string => {
  const match = statusLine.exec(line);
  if (match === null) return 'the line is not a version and a status of three digits';
  const [, version = '', gap = '', digits = '', separator, reason = ''] = match;
  if (gap !== ' ' || separator === '\t') oddities.add('extra-whitespace');
  // RFC 9112, section 4: the space after the status is sent even where there is no reason.
  if (separator === undefined) oddities.add('bad-start-line');
  if (!knownVersions.has(version) || digits < '100') oddities.add('bad-start-line');
  return { kind: 'response', version, status: Number(digits), reason };
};

/**
 * Reads a start line, given as latin1 without its line end.
 *
 * Tolerated, and told as oddities: more blanks than one, a missing or unknown version, a target with blanks.
 */
export const readStartLine = (line: string, side: Side): ReadStartLine => {
  const oddities = new Set<Oddity>(oddCharacters(line));
  // The blank that ends a status line without a reason belongs to the line.
  const trimmed = withoutBlanks(line);
  if (side === 'request' ? trimmed !== line : isBlank(line.charCodeAt(0))) oddities.add('extra-whitespace');
  const read =
    side === 'request'
      ? readRequestLine(trimmed, oddities)
      : readStatusLine(line.slice(line.indexOf(trimmed)), oddities);
  return typeof read === 'string'
    ? { malformed: read, oddities: [...oddities.add('bad-start-line')] }
    : { line: read, oddities: [...oddities] };
};
