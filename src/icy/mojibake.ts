/** Text whose UTF-8 was taken for Latin-1 or Windows-1252 and encoded once more, as in the document itself (E-ICY-01). */
import { textOf } from './utf8.ts';

/** What the bytes from 0x80 to 0x9f are in Windows-1252; five of them are nothing, and decoders leave those as they are. */
const windows1252 =
  '\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F' +
  '\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178';

const byteOf = new Map(Array.from(windows1252, (character, at) => [character, 0x80 + at]));

/** The bytes that a text was, had it been read as Latin-1 or Windows-1252; `undefined` where it cannot have been. */
const bytesBehind = (text: string): Uint8Array | undefined => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code <= 0xff ? code : byteOf.get(text.charAt(at));
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  return bytes;
};

/** What follows the end of a word: marks of Windows-1252, and signs of Latin-1 with the blank that does not break. */
const marks = '…‚„‘’“”•–—™‹›';
const signs = '\u00A0«»©®ª°²³´·¹º';

/**
 * Pairs that a capital with an accent makes with what often follows one in honest text, by chance also two bytes of
 * UTF-8: `OLÉ…`, `NESCAFÉ®`. `Â` and `Ã` are the first bytes of nearly all that is garbled: they count, unless a mark
 * ends the word.
 */
const chance = new RegExp(`[Ä-ß][${marks}${signs}]|[ÂÃ][${marks}](?!\\p{L})`, 'gu');

/**
 * What a text was before it was encoded twice; `undefined` for a text that was not. It is one where it is bytes that
 * are UTF-8 from end to end, and not by chance alone.
 */
export const mended = (text: string): string | undefined => {
  // ASCII is the same in all three.
  if (/^[\x00-\x7f]*$/.test(text.replace(chance, ''))) return undefined;
  const bytes = bytesBehind(text);
  return bytes === undefined ? undefined : textOf(bytes);
};

/** Whether a text was encoded as UTF-8 twice. A proof it is not: some honest texts of few letters look the same. */
export const looksLikeMojibake = (text: string): boolean => mended(text) !== undefined;
