import { quote, type Reading } from './reading.ts';

/** What may stand in the place of an identifier. */
export interface TemplateValues {
  readonly RepresentationID?: string;
  readonly Number?: bigint | number;
  readonly Time?: bigint | number;
  readonly Bandwidth?: bigint | number;
}

type Identifier = keyof TemplateValues;

/** A piece of a template: text, or an identifier and how many digits it has at least. */
type Piece = string | { readonly identifier: Identifier; readonly width: number };

const identifiers: readonly string[] = ['RepresentationID', 'Number', 'Time', 'Bandwidth'];
const isIdentifier = (name: string): name is Identifier => identifiers.includes(name);

/** Longer than any URI that a server takes; also how long a template may be. */
const longest = 16_384;

/** More digits than any number of 64 bits has. */
const widest = 20;

const pieceOf = (between: string): Reading<Piece> => {
  if (between === '') return { value: '$' };
  const match = /^([A-Za-z]+)(?:%0(\d{1,2})d)?$/.exec(between);
  const [, identifier = '', width] = match ?? [];
  if (!isIdentifier(identifier))
    return { broken: `The template has an unknown identifier ${quote(between)}.` };
  if (width !== undefined && identifier === 'RepresentationID') {
    return { broken: '$RepresentationID$ has a format tag.' };
  }
  if (Number(width) > widest) return { broken: `The format tag of $${identifier}$ is too wide.` };
  return { value: { identifier, width: Number(width ?? 1) } };
};

/**
 * A template taken apart, to be filled many times.
 * Broken: a `$` without a second, an unknown identifier, a format tag that is none, more than 16,384 characters.
 */
export const parseTemplate = (template: string): Reading<readonly Piece[]> => {
  if (template.length > longest) return { broken: 'The template is too long.' };
  const parts = template.split('$');
  if (parts.length % 2 === 0) return { broken: 'The template has a "$" without a second one.' };
  const pieces: Piece[] = [];
  for (const [i, part] of parts.entries()) {
    const piece = i % 2 === 0 ? { value: part } : pieceOf(part);
    if ('broken' in piece) return piece;
    pieces.push(piece.value);
  }
  return { value: pieces };
};

/** Fills the places of a template; broken as `expandTemplate`. */
export const fillTemplate = (pieces: readonly Piece[], values: TemplateValues): Reading<string> => {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      const value = values[piece.identifier];
      if (value === undefined) return { broken: `There is no value for $${piece.identifier}$.` };
      text += String(value).padStart(typeof value === 'string' ? 0 : piece.width, '0');
    }
    if (text.length > longest) return { broken: 'The name that the template makes is too long.' };
  }
  return { value: text };
};

/**
 * Fills a template of SegmentTemplate (ISO/IEC 23009-1, 5.3.9.4.4): `$RepresentationID$`, `$Number$`, `$Time$`,
 * `$Bandwidth$`, the last three also as `$Number%05d$`, and `$$` for a dollar.
 * Broken: as `parseTemplate`, and an identifier without a value, and a name of more than 16,384 characters.
 */
export const expandTemplate = (template: string, values: TemplateValues): Reading<string> => {
  const pieces = parseTemplate(template);
  return 'broken' in pieces ? pieces : fillTemplate(pieces.value, values);
};
