/** Whether an XML parser will be needed: loading it takes longer than judging a small file. */
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { loadXmlParser } from '../media/xml-parser.ts';

/** Headers are at the beginning, and shorter than this. */
const opening = 64 * 1024;

/** Whether the beginning of an object names TTML samples, or does not tell because its moov is not all there. */
const mayHaveTtml = (bytes: Buffer): boolean => {
  if (bytes.includes('stpp')) return true;
  const moov = bytes.indexOf('moov');
  // Without a moov in front of it, a moof is one of a segment, whose header is another object of the track.
  if (moov < 4) return !bytes.includes('moof');
  return moov - 4 + bytes.readUInt32BE(moov - 4) > bytes.length;
};

const openingOf = (file: string): Buffer | undefined => {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(opening);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, opening, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // It is told where the file is read.
    return undefined;
  }
};

/** Loads the XML parser where one of the tracks, by its first object, may have TTML documents. */
export const loadXmlFor = async (
  tracks: readonly { readonly objects: readonly string[] }[],
  cwd: string,
): Promise<void> => {
  for (const { objects } of tracks) {
    const [first] = objects;
    if (first === undefined) continue;
    const bytes = first === '-' ? undefined : openingOf(path.resolve(cwd, first));
    if (first === '-' || (bytes !== undefined && mayHaveTtml(bytes))) return loadXmlParser();
  }
};
