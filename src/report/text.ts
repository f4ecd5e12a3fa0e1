/**
 * Foreign text made fit to print. What a target sends ends up in terminals, XML, TAP and CI logs, and must
 * neither break one of them nor speak to it.
 */

/**
 * Characters that are not print: controls (ANSI escapes begin with one), line separators, direction overrides,
 * lone surrogates, the mark of bytes that were no text, and the two that XML forbids. Joiners stay, as emoji are
 * made of them.
 */
const unprintable =
  /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]/gu;

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

const spellOut = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return names[character] ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** One printable line: whatever is not print is spelled out as an escape. */
export const visible = (text: string): string =>
  text
    .replace(unprintable, spellOut)
    // Azure and GitHub obey `##vso[…]` and `##[…]` anywhere in a line of a log, and `::name …::` at its start.
    .replace(/##(?=\[|vso\[)/gi, '#\\#')
    .replace(/^(\s*):(?=:[a-z-]+(?: .*)?::)/i, '$1:\\');

/** Printable lines: line ends stay, whatever else is not print is spelled out. */
export const visibleLines = (text: string): string[] => text.split(/\r?\n/).map(visible);

/** The beginning of a long text, and how long it was. */
export const clip = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')} … (${String(text.length)} characters in all)`;

/** One printable line of a bounded length. */
export const line = (text: string, most: number): string => visible(clip(text, most));

/** JSON that survives any log: what is not print travels as an escape, and the value stays the same. */
export const safeJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent)
    .replace(
      /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g,
      (character) => `\\u${hex(character.charCodeAt(0), 4)}`,
    )
    .replace(/##(?=\[|vso\[)/gi, '#\\u0023');

/** `1 check`, `2 checks`. */
export const counted = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
