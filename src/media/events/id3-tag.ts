import { ascii, has } from '../bytes.ts';
import type { Parsed } from '../codec/parsed.ts';
import { id3Length } from '../id3.ts';

/** The header of one tag. */
export interface Id3Tag {
  /** Where the tag begins. */
  readonly at: number;
  /** 3 for ID3v2.3, 4 for ID3v2.4. */
  readonly version: number;
  readonly revision: number;
  readonly flags: number;
  /** All bytes that the tag claims: header, frames, padding, and footer. */
  readonly length: number;
}

const magic = ascii('ID3');

const headerFault = (bytes: Uint8Array, at: number): string | undefined => {
  if (!has(bytes, at, magic))
    return at === 0 ? 'the bytes do not begin with ID3' : 'no tag begins where the last one ended';
  if (at + 10 > bytes.length) return 'the bytes end inside the header of a tag';
  const version = bytes[at + 3] ?? 0;
  if (version !== 3 && version !== 4) return `the tag is ID3v2.${version}, neither 2.3 nor 2.4`;
  if (bytes[at + 4] === 0xff) return 'the revision of a tag must not be 255';
  const known = version === 4 ? 0xf0 : 0xe0;
  if (((bytes[at + 5] ?? 0) & ~known) !== 0)
    return 'the header of a tag sets flags that its version does not define';
  if (bytes.subarray(at + 6, at + 10).some((byte) => byte >= 0x80))
    return 'the size of a tag is not syncsafe';
  return undefined;
};

/**
 * Reads the headers of ID3v2 tags that stand one behind the other (ID3v2.3, 3.1; ID3v2.4 structure, 3.1) and must
 * fill `bytes` exactly. Broken where there is none, where a header is wrong, and where the sizes do not add up.
 */
export const parseId3Tags = (bytes: Uint8Array): Parsed<readonly Id3Tag[]> => {
  const tags: Id3Tag[] = [];
  let at = 0;
  do {
    const fault = headerFault(bytes, at);
    if (fault !== undefined) return { broken: fault, at };
    const length = id3Length(bytes.subarray(at));
    if (at + length > bytes.length)
      return { broken: `a tag claims ${length} bytes and ${bytes.length - at} are there`, at: at + 6 };
    tags.push({
      at,
      version: bytes[at + 3] ?? 0,
      revision: bytes[at + 4] ?? 0,
      flags: bytes[at + 5] ?? 0,
      length,
    });
    at += length;
  } while (at < bytes.length);
  return { value: tags };
};
