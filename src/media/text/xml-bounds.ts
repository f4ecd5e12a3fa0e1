/** What a document may have before it is given to an XML parser; each is far above what a subtitle needs. */
export interface XmlBounds {
  readonly elements: number;
  readonly depth: number;
  /** In one tag. */
  readonly attributes: number;
  /** Comments, sections, instructions: what costs time and says nothing. */
  readonly others: number;
}

interface Refusal {
  readonly says: string;
  /** Offset in characters of the text. */
  readonly at: number;
}

/** Where the tag that begins at `start` ends, and how many attributes it has; undefined where it does not end. */
const tagAt = (text: string, start: number): { end: number; attributes: number } | undefined => {
  let attributes = 0;
  let at = start + 1;
  while (at < text.length) {
    const letter = text[at];
    if (letter === '>') return { end: at + 1, attributes };
    if (letter === '=') attributes++;
    if (letter === '"' || letter === "'") {
      const close = text.indexOf(letter, at + 1);
      if (close < 0) return undefined;
      at = close;
    }
    at++;
  }
  return undefined;
};

const behind = (text: string, mark: string, from: number): number | undefined => {
  const at = text.indexOf(mark, from);
  return at < 0 ? undefined : at + mark.length;
};

/** What may not stand in text or tags: half a reference, and characters that XML does not have (XML 1.0, 2.2, 4.1). */
const foreign =
  /&(?!(?:[A-Za-z_:][\w:.-]{0,99}|#\d{1,9}|#x[\dA-Fa-f]{1,8});)|[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

const foreignIn = (text: string, from: number, to: number): Refusal | undefined => {
  const found = foreign.exec(text.slice(from, to));
  if (found === null) return undefined;
  const says = found[0] === '&' ? '& begins no reference' : 'a character stands here that XML does not have';
  return { says, at: from + found.index };
};

/**
 * Goes once over the text of a document and says why it is not to be parsed: an internal subset of a document type, more
 * than `bounds` allows, or a lexical error that lenient parsers pass over. Undefined where nothing speaks against it, which
 * does not say that the document is well-formed (XML 1.0, 2.1). Time is linear in the length of the text.
 */
export const refuseXml = (text: string, bounds: XmlBounds): Refusal | undefined => {
  let [elements, depth, others, at] = [0, 0, 0, 0];
  while (at < text.length) {
    const start = text.indexOf('<', at);
    const bad = foreignIn(text, at, start < 0 ? text.length : start);
    if (bad !== undefined) return bad;
    if (start < 0) return undefined;
    const special = text.startsWith('<!--', start)
      ? behind(text, '-->', start + 4)
      : text.startsWith('<![CDATA[', start)
        ? behind(text, ']]>', start + 9)
        : text.startsWith('<?', start)
          ? behind(text, '?>', start + 2)
          : 0;
    if (special === undefined) return { says: 'a comment, section or instruction does not end', at: start };
    if (special > 0) {
      if (++others > bounds.others)
        return { says: `more than ${bounds.others} comments and such`, at: start };
      at = special;
      continue;
    }
    const tag = tagAt(text, start);
    if (tag === undefined) return { says: 'a tag does not end', at: start };
    if (text.startsWith('<!', start)) {
      // Entities are declared in an internal subset, and a bracket in the tag is where one begins.
      if (text.slice(start, tag.end).includes('['))
        return { says: 'a document type with an internal subset', at: start };
      if (++others > bounds.others)
        return { says: `more than ${bounds.others} comments and such`, at: start };
      at = tag.end;
      continue;
    }
    const wrong = foreignIn(text, start, tag.end);
    if (wrong !== undefined) return wrong;
    at = tag.end;
    if (text[start + 1] === '/') depth--;
    else if (++elements > bounds.elements)
      return { says: `more than ${bounds.elements} elements`, at: start };
    else if (text[tag.end - 2] !== '/') depth++;
    if (depth > bounds.depth) return { says: `elements more than ${bounds.depth} deep`, at: start };
    if (tag.attributes > bounds.attributes)
      return { says: `more than ${bounds.attributes} attributes in a tag`, at: start };
  }
  return undefined;
};
