import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import { viewOf } from '../../media/bytes.ts';

/** Sizes of the subsamples of each sample that has an entry, by its index in the chunk. */
export interface Subsamples {
  readonly box: Box;
  readonly sizes: ReadonlyMap<number, readonly number[]>;
  /** Whether the entries end where the box does. */
  readonly complete: boolean;
}

const known = new WeakMap<Box, Subsamples>();

/**
 * The entries of a subs box (ISO/IEC 14496-12, 8.7.7), read once. What does not fit into the box is left out; `complete`
 * tells of it.
 */
export const readSubsamples = (box: Box): Subsamples => {
  const read = known.get(box);
  if (read !== undefined) return read;
  const { version, entry_count, entries } = decodeAs(box, 'subs').value;
  const view = viewOf(entries);
  const wide = version === 1 ? 4 : 2;
  const sizes = new Map<number, readonly number[]>();
  let at = 0;
  let sample = -1;
  let complete = true;
  for (let i = 0; i < entry_count; i++) {
    if (at + 6 > entries.length) {
      complete = false;
      break;
    }
    sample += view.getUint32(at);
    const count = view.getUint16(at + 4);
    at += 6;
    if (at + count * (wide + 6) > entries.length) {
      complete = false;
      break;
    }
    const list: number[] = [];
    for (let n = 0; n < count; n++, at += wide + 6) {
      list.push(wide === 4 ? view.getUint32(at) : view.getUint16(at));
    }
    sizes.set(sample, list);
  }
  const subsamples = { box, sizes, complete: complete && at === entries.length };
  known.set(box, subsamples);
  return subsamples;
};
