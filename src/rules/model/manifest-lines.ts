/** Where the lines of a manifest are, for findings about them. */
import type { Broken } from '../rule.ts';
import type { StoredManifest } from './publication.ts';

const known = new WeakMap<Uint8Array, readonly number[]>();

/** Offsets at which lines begin; the last entry is the end of the bytes. */
const startsOf = (bytes: Uint8Array): readonly number[] => {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const starts = [0];
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) starts.push(at + 1);
  starts.push(bytes.length);
  known.set(bytes, starts);
  return starts;
};

/** A line, from 1, of a manifest as the place of a finding: its name, the offset of its first byte, its length. */
export const atLine = (
  { bytes }: StoredManifest,
  line: number,
): Pick<Broken, 'box' | 'offset' | 'length'> => {
  const starts = startsOf(bytes);
  const start = starts[line - 1];
  if (start === undefined) return { box: `line ${String(line)}` };
  const end = starts[line] ?? start;
  const newline = end > start && bytes[end - 1] === 0x0a ? 1 : 0;
  return { box: `line ${String(line)}`, offset: start, length: Math.max(0, end - start - newline) };
};
