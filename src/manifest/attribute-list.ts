import { quote, type TakeFault } from './reading.ts';

/** The value of one attribute, without its quotes. */
export interface AttributeValue {
  readonly text: string;
  readonly quoted: boolean;
}

/** The attributes of one tag by name, in the order in which they are written. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/** No tag has a use for more; a list of millions would only take memory. */
const mostAttributes = 1000;

/**
 * Reads an attribute list (RFC 8216, 4.2): `NAME=value` with commas between; commas within quotes do not separate.
 * Each departure becomes a fault of `line`. White space around an attribute is stepped over; after anything else
 * that is no attribute, and after 1000 of them, the rest of the list is left out. Of an attribute that stands twice the first one counts.
 */
export const readAttributes = (list: string, line: number, fault: TakeFault): Attributes => {
  const attributes = new Map<string, AttributeValue>();
  const attribute = /(\s*)([A-Z0-9-]+)=(?:"([^"\r\n]*)"|([^",\s]*))(\s*)(,|$)/y;
  let at = 0;
  while (at < list.length) {
    attribute.lastIndex = at;
    const match = attribute.exec(list);
    if (match === null) {
      fault(line, `This is no attribute: ${quote(list.slice(at, at + 80))}.`);
      break;
    }
    const [whole, before = '', name = '', quoted, bare = '', after = '', comma] = match;
    at += whole.length;
    if (attributes.size === mostAttributes) {
      fault(line, `The tag has more than ${String(mostAttributes)} attributes.`);
      break;
    }
    if (before + after !== '') fault(line, `White space stands around the attribute ${name}.`);
    if (quoted === undefined && bare === '') fault(line, `The attribute ${name} has no value.`);
    if (attributes.has(name)) fault(line, `The attribute ${name} stands twice.`);
    else attributes.set(name, { text: quoted ?? bare, quoted: quoted !== undefined });
    if (comma === ',' && at === list.length) fault(line, 'The attribute list ends with a comma.');
  }
  if (list === '') fault(line, 'The attribute list is empty.');
  return attributes;
};
