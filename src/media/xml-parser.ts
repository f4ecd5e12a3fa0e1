import type { DOMParser } from '@xmldom/xmldom';

/** The class of the parser. */
export type XmlParser = typeof DOMParser;

let parser: XmlParser | undefined;

/**
 * Loads the XML parser, which takes longer than everything else that a look at a small file needs. Whoever may come to
 * read TTML documents or MPDs awaits it once, before it judges anything.
 */
export const loadXmlParser = async (): Promise<void> => {
  parser ??= (await import('@xmldom/xmldom')).DOMParser;
};

/** The parser, once it is loaded. */
export const xmlParser = (): XmlParser | undefined => parser;
