import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import { viewOf } from '../../media/bytes.ts';

/** A sample with subsamples: its number from 1, and how many bytes these have together. */
export interface SampleParts {
  readonly sample: number;
  readonly bytes: number;
}

/** What subs says: the number of the last sample that it names, and the samples; none where entries do not fit. */
export interface Subsamples {
  readonly end: number;
  readonly parts: readonly SampleParts[] | undefined;
}

/**
 * Reads the entries of `subs` (ISO/IEC 14496-12, 8.7.7). Sizes have 16 bits in version 0 and 32 bits in version 1; of an
 * unknown version nothing is read. Linear in the bytes of the box, whatever its counts say.
 */
export const readSubsamples = (subs: Box): Subsamples => {
  const { value, fault } = decodeAs(subs, 'subs');
  if (fault !== undefined || value.version > 1) return { end: 0, parts: [] };
  const view = viewOf(value.entries);
  const wide = value.version === 1 ? 4 : 2;
  const parts: SampleParts[] = [];
  let cursor = 0;
  let sample = 0;
  for (let entry = 0; entry < value.entry_count; entry++) {
    if (cursor + 6 > view.byteLength) return { end: sample, parts: undefined };
    sample += view.getUint32(cursor);
    const count = view.getUint16(cursor + 4);
    cursor += 6;
    if (cursor + count * (wide + 6) > view.byteLength) return { end: sample, parts: undefined };
    let bytes = 0;
    for (let i = 0; i < count; i++, cursor += wide + 6) {
      bytes += wide === 4 ? view.getUint32(cursor) : view.getUint16(cursor);
    }
    if (count > 0) parts.push({ sample, bytes });
  }
  return { end: sample, parts };
};
