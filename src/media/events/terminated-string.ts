import type { Parsed } from '../codec/parsed.ts';

/** A string of a box, and the offset behind the zero byte that ends it. */
export interface TerminatedString {
  readonly text: string;
  readonly end: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes in UTF-8, with a byte order mark kept; undefined where they are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * Reads a string in UTF-8 that a zero byte ends (ISO/IEC 14496-12, 4.2.1: `string`), from `start` on. Broken where no
 * zero byte is left in `bytes`, or where what stands before it is not UTF-8; `name` names the field then.
 */
export const terminatedString = (
  bytes: Uint8Array,
  start: number,
  name: string,
): Parsed<TerminatedString> => {
  const zero = start > bytes.length ? -1 : bytes.indexOf(0, start);
  if (zero < 0)
    return { broken: `no zero byte ends ${name} inside the box`, at: Math.min(start, bytes.length) };
  const text = decodeUtf8(bytes.subarray(start, zero));
  return text === undefined
    ? { broken: `${name} is not UTF-8`, at: start }
    : { value: { text, end: zero + 1 } };
};
