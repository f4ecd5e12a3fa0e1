import type { Element, Node } from '@xmldom/xmldom';
import { xmlParser } from '../media/xml-parser.ts';
import { isBroken, type Broken, type Reading } from './reading.ts';
import { manifestText } from './text.ts';
import { refusal } from './xml-guard.ts';

/** Why a document is not well-formed, and where; the line and the column count from 1. */
export interface NotWellFormed extends Broken {
  readonly column?: number;
}

/** The parser complains of a replacement character, which a well-formed document may have. */
const harmless = 'Unicode replacement character detected';

const isElement = (node: Node): node is Element => node.nodeType === 1;

/**
 * The root element of an XML document in UTF-8 (XML 1.0; Namespaces in XML 1.0).
 * Broken: more than 8 MiB, not UTF-8, not well-formed, a DOCTYPE, or shaped to take much time (see `refusal`).
 */
export const readXml = (source: Uint8Array | string): { readonly value: Element } | NotWellFormed => {
  const Parser = xmlParser();
  if (Parser === undefined) return { broken: 'the XML parser has not been loaded' };
  const decoded: Reading<{ readonly text: string }> = manifestText(source);
  if (isBroken(decoded)) return decoded;
  // Lines end with LF alone (XML 1.0, 2.11).
  const text = decoded.value.text.replace(/\r\n?/g, '\n');
  const refused = refusal(text);
  if (refused) {
    const before = text.slice(0, refused.at).split('\n');
    return { broken: refused.says, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
  let place: { readonly lineNumber?: number; readonly columnNumber?: number } = {};
  let complaint = 'The document is not well-formed.';
  const onError = (_: string, message: string, context: unknown): void => {
    if (message.startsWith(harmless)) return;
    place = (context as { locator?: typeof place }).locator ?? {};
    complaint = `The document is not well-formed: ${message.slice(0, 200)}`;
    throw new Error(message);
  };
  try {
    const parser = new Parser({ onError, normalizeLineEndings: (each: string) => each });
    const root = parser.parseFromString(text, 'text/xml').documentElement;
    return root ? { value: root } : { broken: complaint };
  } catch {
    const { lineNumber, columnNumber } = place;
    return {
      broken: complaint,
      ...(lineNumber ? { line: lineNumber } : {}),
      ...(columnNumber ? { column: columnNumber } : {}),
    };
  }
};

/** The child elements of this local name in the namespace of their parent; with `*` all of that namespace. */
export const childrenOf = (parent: Element, name: string): readonly Element[] => {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (!isElement(node) || node.namespaceURI !== parent.namespaceURI) continue;
    if (name === '*' || node.localName === name) found.push(node);
  }
  return found;
};

/** The line on which an element begins, from 1. */
export const lineOf = (element: Element): number => element.lineNumber ?? 1;

/** The text right within an element, without white space around it. */
export const textOf = (element: Element): string => {
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === 3 || node.nodeType === 4) text += node.nodeValue ?? '';
  }
  return text.trim();
};
