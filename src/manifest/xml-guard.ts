import { quote } from './reading.ts';

/** Why a document is refused, and at which UTF-16 code unit of it. */
export interface Refusal {
  readonly at: number;
  readonly says: string;
}

/** Deeper than any MPD; how deep elements may lie in each other. */
const mostLevels = 100;

/** More than any element of an MPD has. The DOM takes time with the square of the attributes of an element. */
const mostAttributes = 200;

/** Elements, comments and the like; the DOM takes microseconds and hundreds of bytes for each. */
const mostNodes = 500_000;

// XML 1.0, 2.2: everything but these is a character of XML.
const noCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u;

const reference = /&(?:amp|lt|gt|quot|apos|#0*(\d{1,7})|#x0*([0-9A-Fa-f]{1,6}));/y;

const isCharacter = (code: number): boolean =>
  code <= 0x10ffff && !noCharacter.test(String.fromCodePoint(code));

/** The first `&` that begins no reference to a character that there is; entities of its own a document has not. */
const badReference = (text: string): Refusal | undefined => {
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    reference.lastIndex = at;
    const match = reference.exec(text);
    const code = match?.[1] ? Number(match[1]) : match?.[2] ? parseInt(match[2], 16) : 0x20;
    if (match === null || !isCharacter(code)) {
      return { at, says: `This is no reference: ${quote(text.slice(at, at + 20))}.` };
    }
  }
  return undefined;
};

/** What `<!` and `<?` begin, and how it ends. */
const sections = [
  { begin: '<!--', end: '-->', says: 'A comment does not end.' },
  { begin: '<![CDATA[', end: ']]>', says: 'A CDATA section does not end.' },
  { begin: '<?', end: '?>', says: 'A processing instruction does not end.' },
];

const startTag = /<([^ \t\n\r<>/=&"'!?]+)/y;
const endTag = /<\/([^ \t\n\r<>/=&"'!?]+)[ \t\n\r]*>/y;
const attribute = /[ \t\n\r]+([^ \t\n\r<>/=&"'!?]+)[ \t\n\r]*=[ \t\n\r]*("[^"<]*"|'[^'<]*')/y;
const instruction = /<\?[^ \t\n\r<>/=&"'!?]+(?=[ \t\n\r]|\?>)/y;
const tagEnd = /[ \t\n\r]*(\/?)>/y;

const match = (expression: RegExp, text: string, at: number): RegExpExecArray | null => {
  expression.lastIndex = at;
  return expression.exec(text);
};

/** Reads one start tag: where it ends and whether it is empty. */
const readStartTag = (
  text: string,
  start: number,
): Refusal | { readonly name: string; readonly next: number; readonly empty: boolean } => {
  const opened = match(startTag, text, start);
  if (opened === null) return { at: start, says: 'This "<" begins no tag.' };
  let at = start + opened[0].length;
  for (let count = 0; ; count++) {
    const found = match(attribute, text, at);
    if (found === null) break;
    if (count === mostAttributes) {
      return { at, says: `An element has more than ${String(mostAttributes)} attributes.` };
    }
    const bad = badReference(found[0]);
    if (bad) return { ...bad, at: at + bad.at };
    at += found[0].length;
  }
  const ended = match(tagEnd, text, at);
  if (ended === null) {
    const says = text.indexOf('>', at) === -1 ? 'A tag does not end.' : 'A tag has what is no attribute.';
    return { at, says };
  }
  return { name: opened[1] ?? '', next: at + ended[0].length, empty: ended[1] === '/' };
};

/**
 * Walks over a document before a DOM is made of it, in linear time: that its tags match and its references stand
 * for characters (XML 1.0, 2.1, 3 and 4.1), that it has no document type declaration, no more than 100 levels,
 * 200 attributes at an element and 500,000 tags, comments and instructions. Names and namespaces are left to the DOM.
 * `undefined` where there is nothing against the document.
 */
export const refusal = (text: string): Refusal | undefined => {
  const stray = noCharacter.exec(text);
  if (stray) return { at: stray.index, says: 'The document has a character that XML does not allow.' };
  const open: string[] = [];
  let rooted = false;
  let at = 0;
  for (let nodes = 0; ; nodes++) {
    if (nodes > mostNodes) return { at, says: `The document has more than ${String(mostNodes)} tags.` };
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    const content = text.slice(at, end);
    const first = content.search(/[^ \t\n\r]/);
    if (open.length === 0 && first !== -1)
      return { at: at + first, says: 'Text stands outside the root element.' };
    if (content.includes(']]>')) return { at: at + content.indexOf(']]>'), says: 'Text has a "]]>".' };
    const bad = badReference(content);
    if (bad) return { ...bad, at: at + bad.at };
    if (next === -1) break;

    const section = sections.find(({ begin }) => text.startsWith(begin, next));
    if (section) {
      const body = next + section.begin.length;
      const close = text.indexOf(section.end, body);
      if (close === -1) return { at: next, says: section.says };
      if (section.begin === '<!--' && text.indexOf('--', body) !== close) {
        return { at: next, says: 'A comment has a "--".' };
      }
      if (section.begin === '<?' && match(instruction, text, next) === null) {
        return { at: next, says: 'A processing instruction has no name.' };
      }
      if (section.begin === '<![CDATA[' && open.length === 0) {
        return { at: next, says: 'Text stands outside the root element.' };
      }
      at = close + section.end.length;
    } else if (text.startsWith('<!', next)) {
      const isDoctype = text.startsWith('<!DOCTYPE', next);
      return { at: next, says: isDoctype ? 'The document has a DOCTYPE.' : 'This "<!" begins nothing.' };
    } else if (text.startsWith('</', next)) {
      const closed = match(endTag, text, next);
      if (closed === null) return { at: next, says: 'This is no end tag.' };
      const opened = open.pop();
      if (opened !== closed[1]) {
        const says = `The end tag of ${quote(closed[1] ?? '')} stands where that of ${quote(opened ?? 'nothing')} belongs.`;
        return { at: next, says };
      }
      at = next + closed[0].length;
    } else {
      if (open.length === 0 && rooted) return { at: next, says: 'There is more than one root element.' };
      rooted = true;
      const tag = readStartTag(text, next);
      if ('says' in tag) return tag;
      if (!tag.empty) open.push(tag.name);
      if (open.length > mostLevels) {
        return { at: next, says: `Elements lie more than ${String(mostLevels)} levels deep.` };
      }
      at = tag.next;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    return { at: text.length, says: `The element ${quote(unclosed)} does not end.` };
  return rooted ? undefined : { at: 0, says: 'There is no root element.' };
};
