import { visible } from '../text.ts';

/** Bytes around the place of a finding. */
export interface Excerpt {
  /** Absolute offset of the first byte. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** The most bytes that one excerpt shows. */
export const mostShown = 32;
/** Bytes in front of the place, for those who look for it in a dump. */
const before = 8;

/** The bytes that an excerpt around `offset` is to have: where it begins and how many they are. */
export const excerptRange = (offset: number): { readonly start: number; readonly length: number } => ({
  start: Math.max(0, offset - before),
  length: mostShown,
});

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Lines of an excerpt: the bytes in hexadecimal, and under them what marks the `length` bytes at `offset`. */
export interface HexLines {
  readonly bytes: string;
  readonly marks: string;
}

/**
 * An excerpt as two lines of text. Where `length` is 0 a place is meant rather than bytes, and a single mark shows it.
 * `paint` colours the bytes that are marked. Answers nothing where the place lies outside the bytes.
 */
export const hexLines = (
  { start, bytes }: Excerpt,
  offset: number,
  length: number,
  paint: (text: string) => string = (text) => text,
): HexLines | undefined => {
  const from = offset - start;
  if (from < 0 || from >= bytes.length) return undefined;
  const to = Math.min(bytes.length, from + Math.max(1, length));
  const label = start.toString(16).padStart(8, '0');
  const cells = Array.from(bytes, hex);
  const shown = [
    ...cells.slice(0, from),
    ...(length > 0 ? [paint(cells.slice(from, to).join(' '))] : cells.slice(from, to)),
    ...cells.slice(to),
  ];
  const marked = length > 0 ? Array.from({ length: to - from }, () => '^^').join(' ') : '^';
  return {
    bytes: `${label}  ${shown.join(' ')}`,
    marks: `${' '.repeat(label.length + 2 + 3 * from)}${marked}`,
  };
};

/** A place as people look it up: the box, and the offset in decimal and in hexadecimal. */
export const placeText = (box: string, offset: number): string =>
  `${box === '' ? '' : `${visible(box)} `}@ ${String(offset)} (0x${offset.toString(16)})`;
