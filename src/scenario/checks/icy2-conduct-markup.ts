/**
 * Markup that a foreign server made, read in one pass: whether it is well-formed XML, and which elements a browser would
 * see in it as HTML. Nothing is built, so that a page of any content costs as much time as it has bytes.
 */

/** An element's beginning in a page, as a browser sees it. */
export interface Tag {
  /** In lower case. */
  readonly name: string;
  /** Names in lower case; values with their character references resolved. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** What stands between it and the next tag; of `script` and `style`, all up to their end. */
  readonly content: string;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const character = (code: number): string =>
  Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';

/** Text with its character references resolved, as far as they are those of XML. */
export const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|(\w{2,4}));/gi,
    (whole, hexadecimal?: string, decimal?: string, name?: string) => {
      if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16));
      if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
      return named[name ?? ''] ?? whole;
    },
  );

const matching =
  (text: string) =>
  (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

const xmlReference = /&(?:#\d+|#x[0-9a-f]+|lt|gt|amp|quot|apos);/iy;
const notInXml = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

const around = (text: string, at: number): string => JSON.stringify(text.slice(at, at + 24));

/** What is wrong with text between tags or in an attribute; `undefined` where nothing is. */
const faultOfText = (text: string): string | undefined => {
  const match = matching(text);
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    if (match(xmlReference, at) === null) return `an & that begins no reference (${around(text, at)})`;
  }
  return undefined;
};

/** A part of an XML document that is passed over whole: how it begins and how it ends. */
const passages = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

const beginning = /<([^\s<>/=&"'!?]+)/y;
const attribute = /\s+([^\s<>/=&"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const endOfBeginning = /\s*(\/?)>/y;
const ending = /<\/([^\s<>/=&"']+)\s*>/y;

/** Why a text is no well-formed XML, as a phrase; `undefined` where it is. No document type declarations are read. */
export const faultOfXml = (text: string): string | undefined => {
  const match = matching(text);
  const open: string[] = [];
  let elements = 0;
  const forbidden = notInXml.exec(text);
  if (forbidden) return `a character that no XML may have (${around(text, forbidden.index)})`;
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next === -1 ? text.length : next);
    const fault = faultOfText(between);
    if (fault !== undefined) return fault;
    if (between.includes(']]>')) return `]]> in text (${around(between, between.indexOf(']]>'))})`;
    if (open.length === 0 && between.trim() !== '')
      return `text outside of the document (${around(between, 0)})`;
    if (next === -1) break;
    at = next;
    const passage = passages.find(([begin]) => text.startsWith(begin, next));
    if (passage) {
      const end = text.indexOf(passage[1], next + passage[0].length);
      if (end === -1) return `${passage[0]} without ${passage[1]}`;
      at = end + passage[1].length;
      continue;
    }
    const ends = match(ending, at);
    if (ends) {
      const expected = open.pop();
      if (expected !== ends[1]) return `${ends[0]} where </${expected ?? '…'}> would end an element`;
      at += ends[0].length;
      continue;
    }
    const begins = match(beginning, at);
    if (begins === null) return `a < that begins no tag (${around(text, at)})`;
    if (open.length === 0 && elements > 0) return 'a second document';
    at += begins[0].length;
    for (let given = match(attribute, at); given; given = match(attribute, at)) {
      const wrong = faultOfText(given[2] ?? given[3] ?? '');
      if (wrong !== undefined) return wrong;
      at += given[0].length;
    }
    const closes = match(endOfBeginning, at);
    if (closes === null) return `a tag that does not end (${around(text, next)})`;
    at += closes[0].length;
    elements += 1;
    if (closes[1] === '') open.push(begins[1] ?? '');
  }
  if (open.length > 0) return `no end of <${open.at(-1) ?? ''}>`;
  return elements === 0 ? 'no element' : undefined;
};

const tagName = /<([a-z][^\s/>]*)/iy;
const htmlAttribute = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;
const endOfTag = /[\s/]*>/y;

/** The elements of a page, as a browser begins them. What is no tag is text, and told with the tag before it. */
export const tagsOf = (html: string): readonly Tag[] => {
  const match = matching(html);
  const tags: Tag[] = [];
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end === -1) break;
      at = end;
      continue;
    }
    const begins = match(tagName, at);
    if (begins === null) {
      at += 1;
      continue;
    }
    const name = (begins[1] ?? '').toLowerCase();
    at += begins[0].length;
    const attributes: (readonly [string, string])[] = [];
    for (let given = match(htmlAttribute, at); given; given = match(htmlAttribute, at)) {
      attributes.push([(given[1] ?? '').toLowerCase(), unescaped(given[2] ?? given[3] ?? given[4] ?? '')]);
      at += given[0].length;
    }
    const closes = match(endOfTag, at);
    if (closes) at += closes[0].length;
    const raw = name === 'script' || name === 'style';
    const end = raw ? html.indexOf(`</${name}`, at) : html.indexOf('<', at);
    tags.push({ name, attributes, content: html.slice(at, end === -1 ? html.length : end) });
    if (end === -1) break;
    at = end;
  }
  return tags;
};
