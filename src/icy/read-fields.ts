/** The fields of ICY-META that the head of a source has. */
import { icyFields, icyHeaders } from './fields.ts';
import type { IcyHeader } from './fields.ts';
import { wrong } from './reading.ts';
import type { Reading } from './reading.ts';
import { isIcy2 } from './icy-version.ts';
import { utf8Text } from './utf8.ts';

/** A field once as it came. */
export interface ReadValue {
  /** One character a byte. */
  readonly latin1: string;
  /** The text, without blanks around it; absent where the bytes are not UTF-8. */
  readonly text?: string;
  /** By the grammar of the field; bytes that are not UTF-8 are wrong for all of them (ICY2-ENC-01). */
  readonly reading: Reading;
}

export interface ReadField {
  readonly header: IcyHeader;
  /** In the order in which they came, and at least one; of a field that comes more often than 32 times, the first 32. */
  readonly values: readonly [ReadValue, ...ReadValue[]];
  /** How often the field comes. */
  readonly times: number;
  readonly repeated: boolean;
  /** Whether a value of it is not UTF-8, or nothing. */
  readonly invalidUtf8: boolean;
  readonly empty: boolean;
}

export interface IcyFieldsRead {
  /** What the first icy-metadata-version says; absent where there is none that is UTF-8. */
  readonly version?: string;
  /** Whether that version announces ICY-META 2. */
  readonly icy2: boolean;
  /** Those that are there, in the order of the table. */
  readonly fields: ReadonlyMap<IcyHeader, ReadField>;
  /** Names in lower case, each once, of the other icy-* fields; `icy-meta-*` of version 2.2 among them (E-ICY-21). At most 256. */
  readonly unknown: readonly string[];
}

const mostValues = 32;
const mostUnknown = 256;

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** Without the blanks around it that RFC 9110 (5.5) does not count; other spaces are part of a value. */
const withoutBlanks = (value: string): string => {
  let [start, end] = [0, value.length];
  while (start < end && isBlank(value.charAt(start))) start += 1;
  while (end > start && isBlank(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
};

const readValue = (header: IcyHeader, latin1: string): ReadValue => {
  const text = utf8Text(withoutBlanks(latin1));
  if (text === undefined) return { latin1, reading: wrong('bytes that are not UTF-8') };
  return { latin1, text, reading: icyFields[header].grammar(text) };
};

const known: ReadonlySet<string> = new Set(icyHeaders);
const isKnown = (name: string): name is IcyHeader => known.has(name);

/** Reads the values of one field. */
const readField = (header: IcyHeader, all: readonly string[]): ReadField | undefined => {
  const [first, ...others] = all.slice(0, mostValues).map((value) => readValue(header, value));
  if (first === undefined) return undefined;
  const values = [first, ...others] as const;
  return {
    header,
    values,
    times: all.length,
    repeated: all.length > 1,
    invalidUtf8: values.some(({ text }) => text === undefined),
    empty: values.some(({ text }) => text === ''),
  };
};

/** Reads the fields of a head; names in any case, values as latin1 strings of one character a byte. */
export const readIcyFields = (
  fields: readonly { readonly name: string; readonly value: string }[],
): IcyFieldsRead => {
  const found = new Map<IcyHeader, string[]>();
  const unknown = new Set<string>();
  for (const { name, value } of fields) {
    const lower = name.toLowerCase();
    if (isKnown(lower)) {
      const values = found.get(lower);
      if (values === undefined) found.set(lower, [value]);
      else values.push(value);
    } else if (lower.startsWith('icy-') && unknown.size < mostUnknown) unknown.add(lower);
  }
  const read = new Map<IcyHeader, ReadField>();
  for (const header of icyHeaders) {
    const field = readField(header, found.get(header) ?? []);
    if (field !== undefined) read.set(header, field);
  }
  const version = read.get('icy-metadata-version')?.values[0].text;
  return {
    ...(version !== undefined && { version }),
    icy2: version !== undefined && isIcy2(version),
    fields: read,
    unknown: [...unknown],
  };
};
