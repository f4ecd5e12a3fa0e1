/** Small changes of boxes where only their bytes are known, of which all else stays as it was. */
import { concat, viewOf } from '../bytes.ts';
import { childrenOf, decodeAs, find, type Box } from '../isobmff/box.ts';
import { readTree } from '../isobmff/tree.ts';

/** The first box along a path of types from the top of these bytes, and of its parents: `moov/trak/tkhd`. */
export const boxAt = (bytes: Uint8Array, path: string): Box | undefined => {
  const [first = '', ...deeper] = path.split('/');
  const top = readTree(bytes).boxes.find(({ type }) => type === first);
  return deeper.length === 0 ? top : find(top, deeper.join('/'));
};

const outermost = (box: Box): Box => (box.parent === undefined ? box : outermost(box.parent));

/** Writes the size of a box anew. */
const resize = (view: DataView, { at, size }: Box, delta: number): void => {
  if (view.getUint32(at) === 1) view.setBigUint64(at + 8, BigInt(size + delta));
  else view.setUint32(at, size + delta);
};

/** Moves what a moof says of the places of samples and of what belongs to them by `delta` bytes. */
const moveData = (bytes: Uint8Array, moofAt: number, behind: number, delta: number): void => {
  const view = viewOf(bytes);
  const moof = readTree(bytes).boxes.find(({ at }) => at === moofAt);
  for (const traf of childrenOf(moof, 'traf')) {
    for (const trun of childrenOf(traf, 'trun')) {
      const place = decodeAs(trun, 'trun').at['data_offset'];
      if (place !== undefined && place + 4 <= bytes.length)
        view.setInt32(place, view.getInt32(place) + delta);
    }
    for (const saio of childrenOf(traf, 'saio')) {
      const { value, at } = decodeAs(saio, 'saio');
      const place = at['entries'];
      const [entry] = value.entries;
      if (place === undefined || entry === undefined || Number(entry.offset) < behind - moofAt) continue;
      if (value.version === 0) view.setUint32(place, Number(entry.offset) + delta);
      else view.setBigUint64(place, BigInt(entry.offset) + BigInt(delta));
    }
  }
};

/**
 * A copy of these bytes with a box replaced by others, or by nothing: the sizes of its parents are written anew and, in
 * a moof, the offsets of the samples, which count from the moof. `box` was read of these bytes, with the base 0.
 */
export const respliced = (bytes: Uint8Array, box: Box, replacement: Uint8Array): Uint8Array => {
  const delta = replacement.length - box.size;
  const spliced = concat(bytes.subarray(0, box.at), replacement, bytes.subarray(box.at + box.size));
  const view = viewOf(spliced);
  for (let parent = box.parent; parent !== undefined; parent = parent.parent) resize(view, parent, delta);
  const top = outermost(box);
  if (top.type === 'moof' && top !== box) moveData(spliced, top.at, box.at + box.size, delta);
  return spliced;
};

/** A copy of these bytes with the declared size of a box larger than it is. */
export const oversized = (bytes: Uint8Array, box: Box, by: number): Uint8Array => {
  const copy = bytes.slice();
  resize(viewOf(copy), box, by);
  return copy;
};

/** A copy of these bytes with a 32-bit number at an offset. */
export const withWord = (bytes: Uint8Array, at: number | undefined, word: number): Uint8Array => {
  const copy = bytes.slice();
  if (at !== undefined) viewOf(copy).setUint32(at, word);
  return copy;
};
