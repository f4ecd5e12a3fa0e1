/**
 * HTTP/1.x messages as values: what the codec reads, what the judge looks at.
 *
 * Bytes of heads travel as latin1 strings, one character a byte, so that any byte survives and offsets hold;
 * `utf8()` turns such a string into text.
 */

/** One header line, its name in the case in which it came. */
export interface Field {
  readonly name: string;
  /** The value with surrounding blanks removed, as latin1. */
  readonly value: string;
  /** Offset of the line from the start of the head, in bytes. */
  readonly offset: number;
}

/**
 * What a message has that a careful reader should know: each of them can be accepted, refused, or recorded,
 * and most have been used to smuggle requests.
 */
export type Oddity =
  | 'bare-lf'
  | 'bare-cr'
  | 'obs-fold'
  | 'space-before-colon'
  | 'no-colon'
  | 'bad-name'
  | 'nul'
  | 'control-character'
  | 'bad-start-line'
  | 'extra-whitespace'
  | 'transfer-encoding-with-content-length'
  | 'repeated-content-length'
  | 'bad-content-length'
  | 'unknown-transfer-coding'
  | 'transfer-encoding-in-http-1.0'
  | 'bad-chunk-size'
  | 'bad-chunk-end'
  | 'chunk-extension'
  | 'too-long';

interface CommonHead {
  /** `HTTP/1.1`, `HTTP/1.0`, `ICE/1.0`, `ICY`; empty where the start line has none. */
  readonly version: string;
  readonly fields: readonly Field[];
  /** The whole head as latin1, blank line included. */
  readonly text: string;
  readonly oddities: readonly Oddity[];
}

export interface RequestHead extends CommonHead {
  readonly kind: 'request';
  readonly method: string;
  /** The request target as latin1: `/live.mp3`, `*`, `http://host/live.mp3`. */
  readonly target: string;
}

export interface ResponseHead extends CommonHead {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type Head = RequestHead | ResponseHead;

/** How the end of a body is found. */
export type Framing =
  | { readonly by: 'none' }
  | { readonly by: 'length'; readonly length: number }
  | { readonly by: 'chunks' }
  | { readonly by: 'close' };

const isNamed = ({ name }: Field, wanted: string): boolean =>
  name.length === wanted.length && name.toLowerCase() === wanted;

/** All values of a field, in order; names are compared without regard to case. */
export const valuesOf = (head: { readonly fields: readonly Field[] }, name: string): string[] => {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const field of head.fields) {
    if (isNamed(field, wanted)) values.push(field.value);
  }
  return values;
};

/** The first value of a field, or `undefined`. */
export const valueOf = (head: { readonly fields: readonly Field[] }, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  for (const field of head.fields) if (isNamed(field, wanted)) return field.value;
  return undefined;
};

/** One character a byte. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) {
    // Not spread: that would go over the bytes one by one.
    text += String.fromCharCode.apply(undefined, bytes.subarray(from, from + 8192) as unknown as number[]);
  }
  return text;
};

/** The bytes of a latin1 string; characters above 255 keep their low byte only. */
export const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index) & 0xff;
  return bytes;
};

/** A latin1 string read as strict UTF-8; `undefined` where it is not UTF-8. */
export const utf8 = (text: string): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(text));
  } catch {
    return undefined;
  }
};

/** Text as the latin1 string of its UTF-8 bytes: the way to put any text into a head. */
export const asUtf8 = (text: string): string => latin1(new TextEncoder().encode(text));
