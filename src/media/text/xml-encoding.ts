import { has } from '../bytes.ts';
import type { Parsed } from '../codec/parsed.ts';

/** The text of a document, and how it was written. */
export interface DecodedXml {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly hasByteOrderMark: boolean;
  /** As the XML declaration says it; absent where that says nothing. */
  readonly declaredEncoding?: string;
}

const marks = [
  { encoding: 'utf-8', mark: Uint8Array.of(0xef, 0xbb, 0xbf) },
  { encoding: 'utf-16le', mark: Uint8Array.of(0xff, 0xfe) },
  { encoding: 'utf-16be', mark: Uint8Array.of(0xfe, 0xff) },
] as const;

const declaration = /^<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.-]{0,40})["']/;

/**
 * Decodes a document by its byte order mark, as UTF-8 without one (XML 1.0, 4.3.3 and Appendix F). Broken where the
 * bytes are not in that encoding.
 */
export const decodeXml = (bytes: Uint8Array): Parsed<DecodedXml> => {
  const marked = marks.find(({ mark }) => has(bytes, 0, mark));
  const encoding = marked?.encoding ?? 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const declaredEncoding = declaration.exec(text.slice(0, 300))?.[1];
    return {
      value: {
        text,
        encoding,
        hasByteOrderMark: marked !== undefined,
        ...(declaredEncoding === undefined ? {} : { declaredEncoding }),
      },
    };
  } catch {
    return { broken: `the document is not ${encoding.toUpperCase()}`, at: 0 };
  }
};
