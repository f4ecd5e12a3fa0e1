/** Heads of messages: RFC 9112, sections 2 to 5, read with tolerance; whatever was tolerated is told. */
import type { Field, Head, Oddity } from './message.ts';
import { isToken, oddCharacters, readStartLine, withoutBlanks } from './start-line.ts';
import type { Side, StartLine } from './start-line.ts';

/** What is no head, and why. */
export interface Malformed {
  /** A sentence without its full stop. */
  readonly malformed: string;
  readonly oddities: readonly Oddity[];
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

/** The lines of a head up to the blank line that ends it, without their line ends. */
const linesOf = (text: string, oddities: Set<Oddity>): Line[] => {
  const lines: Line[] = [];
  for (let from = 0; from < text.length;) {
    const lf = text.indexOf('\n', from);
    const end = lf < 0 ? text.length : lf;
    const cr = end > from && text.charCodeAt(end - 1) === 0x0d;
    if (lf >= 0 && !cr) oddities.add('bare-lf');
    const line = text.slice(from, cr ? end - 1 : end);
    if (line !== '') lines.push({ text: line, offset: from });
    // RFC 9112, section 2.2: empty lines before the start line are passed over.
    else if (lines.length > 0) break;
    from = end + 1;
  }
  return lines;
};

const readField = (line: Line, oddities: Set<Oddity>): Field | undefined => {
  const colon = line.text.indexOf(':');
  if (colon < 0) {
    oddities.add('no-colon');
    return undefined;
  }
  const written = line.text.slice(0, colon);
  const name = withoutBlanks(written);
  if (name !== written) oddities.add('space-before-colon');
  if (!isToken(name)) oddities.add('bad-name');
  return { name, value: withoutBlanks(line.text.slice(colon + 1)), offset: line.offset };
};

/** Continues a value on a line that begins with a blank: RFC 9112, section 5.2. */
const folded = (values: readonly string[]): string => withoutBlanks(values.map(withoutBlanks).join(' '));

const readFields = (lines: readonly Line[], oddities: Set<Oddity>): Field[] => {
  const fields: Field[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) continue;
    for (const oddity of oddCharacters(line.text)) oddities.add(oddity);
    const parts: string[] = [];
    for (
      let next = lines[index + 1];
      next !== undefined && /^[ \t]/.test(next.text);
      next = lines[index + 1]
    ) {
      for (const oddity of oddCharacters(next.text)) oddities.add(oddity);
      oddities.add('obs-fold');
      parts.push(next.text);
      index += 1;
    }
    if (/^[ \t]/.test(line.text)) {
      // It continues the start line, which cannot be: section 2.2 has it passed over.
      oddities.add('obs-fold');
      continue;
    }
    const field = readField(line, oddities);
    if (field === undefined) continue;
    fields.push(parts.length === 0 ? field : { ...field, value: folded([field.value, ...parts]) });
  }
  return fields;
};

const assemble = (
  line: StartLine,
  common: { fields: readonly Field[]; text: string; oddities: readonly Oddity[] },
): Head => {
  const { fields, text, oddities } = common;
  if (line.kind === 'response') {
    const { kind, version, status, reason } = line;
    return { kind, version, status, reason, fields, text, oddities };
  }
  const { kind, method, target, version } = line;
  return { kind, method, target, version, fields, text, oddities };
};

/**
 * Reads a head given as latin1, from its start line (empty lines before it are passed over) to its blank line.
 *
 * Lines may end in a bare LF, values may be folded and hold any byte but a line end, names may be followed by
 * blanks: all of it is told in `oddities`, each once. Only a start line that is none makes a head malformed.
 */
export const parseHead = (text: string, side: Side): Head | Malformed => {
  const oddities = new Set<Oddity>();
  const [first, ...rest] = linesOf(text, oddities);
  if (first === undefined) return { malformed: 'there is no start line', oddities: ['bad-start-line'] };
  const start = readStartLine(first.text, side);
  for (const oddity of start.oddities) oddities.add(oddity);
  if (start.malformed !== undefined) return { malformed: start.malformed, oddities: [...oddities] };
  const fields = readFields(rest, oddities);
  return assemble(start.line, { fields, text, oddities: [...oddities] });
};

/** Whether a head could be read. */
export const isHead = (read: Head | Malformed): read is Head => !('malformed' in read);
