import type { Element } from '@xmldom/xmldom';
import type { Parsed } from '../codec/parsed.ts';
import { xmlParser } from '../xml-parser.ts';
import { refuseXml } from './xml-bounds.ts';

/** An element, as the parser gives it; the rest of the room needs to know no more of the parser. */
export type XmlElement = Element;

/** Limits within which the parser takes no more than a moment. */
const bounds = { elements: 50_000, depth: 256, attributes: 128, others: 10_000 };

/** The longest document that is read, in bytes. */
export const longestXml = 2 ** 20;

/** Of the warnings of the parser this one is about a character that XML allows; all others are errors in XML. */
const aboutReplacement = 'Unicode replacement character';

/**
 * The root element of a document that is well-formed with namespaces (XML 1.0, 2.1; Namespaces in XML, 3). Broken
 * where it is not, and where it is beyond our limits: 50,000 elements, 256 deep, an internal subset of a document type.
 */
export const readXml = (text: string): Parsed<XmlElement> => {
  const Parser = xmlParser();
  if (Parser === undefined) return { broken: 'the XML parser has not been loaded' };
  const refusal = refuseXml(text, bounds);
  if (refusal !== undefined) return { broken: `the document is not read: ${refusal.says}`, at: refusal.at };
  const found: string[] = [];
  const onError = (_level: string, message: string): void => {
    if (message.startsWith(aboutReplacement)) return;
    found.push(message.slice(0, 200));
    throw new Error(message);
  };
  try {
    const root = new Parser({ onError }).parseFromString(text, 'text/xml').documentElement;
    return root === null ? { broken: 'the document has no root element' } : { value: root };
  } catch (error) {
    const says = found[0] ?? (error instanceof Error ? error.message : String(error)).slice(0, 200);
    return { broken: `the document is not well-formed: ${says}` };
  }
};
