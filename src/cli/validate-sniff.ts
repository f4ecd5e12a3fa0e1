/** A look at the beginning of a file: whether it is made of boxes, and which track it is of. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { viewOf } from '../media/bytes.ts';
import { childrenOf, decodeAs, find, type Box } from '../media/isobmff/box.ts';
import { readHeader, readTree } from '../media/isobmff/tree.ts';
import type { FoundObject } from './validate-grouping.ts';

/** Top-level boxes with which files begin (ISO/IEC 14496-12, Table 1), and those found in front of them. */
const beginnings = new Set(
  'ftyp styp moov moof mdat sidx ssix emsg prft free skip wide pdin mfra meta uuid imda'.split(' '),
);

/** Names by which a file that begins with nonsense is still meant as media. */
const extensions = /\.(?:mp4|m4[vasiph]|m4a|cmf[vatmc]|mp4[va]|ism[vat]|dash)$/i;

/** More top-level boxes than this are not looked at, and no larger ones are read. */
const mostBoxes = 64;
const mostRead = 2 ** 20;

const bytesAt = (descriptor: number, at: number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
};

const idIn = (box: Box | undefined, type: 'tkhd' | 'tfhd'): readonly number[] =>
  box === undefined ? [] : [decodeAs(box, type).value.track_ID];

/** The track_IDs that a moov (of its tkhds) or a moof (of its tfhds) names. */
const idsOf = (box: Box): readonly number[] =>
  box.type === 'moov'
    ? childrenOf(box, 'trak').flatMap((trak) => idIn(find(trak, 'tkhd'), 'tkhd'))
    : childrenOf(box, 'traf').flatMap((traf) => idIn(find(traf, 'tfhd'), 'tfhd'));

/**
 * What a file is, by its first boxes up to a moov or moof; nothing where it is no ISO base media file, neither by its
 * first box nor by its name. `file` is where it is, `path` how it is called.
 *
 * @throws what the file system says, where it cannot be read
 */
export const sniffFile = (file: string, path: string): FoundObject | undefined => {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    let at = 0;
    for (let boxes = 0; boxes < mostBoxes && at < size; boxes++) {
      const head = bytesAt(descriptor, at, 32);
      const header = readHeader(viewOf(head), 0, head.length);
      if (boxes === 0 && !(header !== undefined && beginnings.has(header.type)) && !extensions.test(path))
        return undefined;
      if (header === undefined || (header.size !== 0 && header.size < header.header)) break;
      if (header.type === 'moov' || header.type === 'moof') {
        const bytes = bytesAt(descriptor, at, Math.min(header.size || mostRead, mostRead));
        const [box] = readTree(bytes).boxes;
        return { path, header: header.type === 'moov', trackIds: box === undefined ? [] : idsOf(box) };
      }
      if (header.size === 0) break;
      at += header.size;
    }
    return size === 0 && !extensions.test(path) ? undefined : { path, header: false, trackIds: [] };
  } finally {
    closeSync(descriptor);
  }
};
