/** Heads as latin1, printed as they are given: whoever wants to send nonsense can. */
import { asUtf8 } from './message.ts';

/** Bytes as latin1 that go out as they are; plain strings are text, and go out as UTF-8. */
export interface Raw {
  readonly raw: string;
}

/** Marks a latin1 string as bytes that are not to be encoded again. */
export const raw = (latin1: string): Raw => ({ raw: latin1 });

/** A field to print: its name, and its value as text or as raw bytes. */
export type WrittenField = readonly [name: string, value: string | Raw];

const printed = (value: string | Raw): string => (typeof value === 'string' ? asUtf8(value) : value.raw);

/** `PUT /live.mp3 HTTP/1.1`, without its line end; RFC 9112, section 3. */
export const requestLine = (method: string, target: string, version = 'HTTP/1.1'): string =>
  `${method} ${target} ${version}`;

/** `HTTP/1.1 200 OK`, without its line end; RFC 9112, section 4. */
export const statusLine = (status: number, reason: string, version = 'HTTP/1.1'): string =>
  `${version} ${status} ${reason}`;

/** Lines `Name: value`, each with its line end, as latin1: a trailer, or the fields of a head. */
export const fieldLines = (fields: readonly WrittenField[], lineEnd = '\r\n'): string =>
  fields.map(([name, value]) => `${asUtf8(name)}: ${printed(value)}${lineEnd}`).join('');

/** A whole head as latin1, blank line included. */
export const headText = (
  startLine: string | Raw,
  fields: readonly WrittenField[],
  lineEnd = '\r\n',
): string => `${printed(startLine)}${lineEnd}${fieldLines(fields, lineEnd)}${lineEnd}`;
