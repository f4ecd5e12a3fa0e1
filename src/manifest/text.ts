import { manifestLimit, type Reading } from './reading.ts';

/** The text of a manifest, without its byte order mark, and whether it had one. */
export interface ManifestText {
  readonly text: string;
  readonly bom: boolean;
}

const mark = '\uFEFF';

/** The first line that is not UTF-8; no byte of a longer character is ever a line feed, so lines stand alone. */
const brokenLine = (bytes: Uint8Array): number => {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
};

/**
 * The text of a playlist or an MPD, which are UTF-8 (RFC 8216, 4.1; RFC 3629), without a byte order mark.
 * Broken: more than 8 MiB; bytes that are not UTF-8, with the line.
 */
export const manifestText = (source: Uint8Array | string): Reading<ManifestText> => {
  if (source.length > manifestLimit) {
    return { broken: `The document has more than ${String(manifestLimit)} bytes.` };
  }
  let text: string;
  try {
    text =
      typeof source === 'string'
        ? source
        : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source);
  } catch {
    return {
      broken: 'The document is not UTF-8.',
      line: typeof source === 'string' ? 1 : brokenLine(source),
    };
  }
  const bom = text.startsWith(mark);
  return { value: { text: bom ? text.slice(1) : text, bom } };
};
