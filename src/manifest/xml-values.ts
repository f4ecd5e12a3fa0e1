import type { Element } from '@xmldom/xmldom';
import { quote, type TakeFault } from './reading.ts';
import { lineOf } from './xml.ts';

const lengths = [365 * 86400, 30 * 86400, 86400, 3600, 60, 1];

/**
 * An xs:duration in seconds (XML Schema 2, 3.2.6); a year counts 365 days and a month 30, since neither has a
 * length of its own. `undefined` for what is none.
 */
export const xsDuration = (text: string): number | undefined => {
  if (text.length > 100) return undefined;
  const shape =
    /^(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, sign, ...fields] = match as readonly (string | undefined)[];
  const seconds = lengths.reduce((sum, length, i) => sum + length * Number(fields[i] ?? 0), 0);
  return sign === '-' ? -seconds : seconds;
};

/** Whether this is an xs:dateTime (XML Schema 2, 3.2.7), looked at by its shape. */
export const isXsDateTime = (text: string): boolean =>
  /^-?\d{4,9}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-4]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/.test(
    text,
  );

/** An xs:unsignedLong (XML Schema 2, 3.3.21); `undefined` for what is none. */
export const unsignedLong = (text: string): bigint | undefined => {
  if (!/^\+?\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value < 2n ** 64n ? value : undefined;
};

/** An xs:integer of at most 18 digits; `undefined` for what is none. */
export const xsInteger = (text: string): bigint | undefined =>
  /^[+-]?\d{1,18}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;

/** An xs:double (XML Schema 2, 3.2.5) that is a number, or INF; `undefined` for what is none. */
export const xsDouble = (text: string): number | undefined => {
  if (text === 'INF' || text === '+INF') return Infinity;
  const number = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/;
  return number.test(text) ? Number(text) : undefined;
};

/** Reads the attributes of elements: `undefined` for one that is not there or that is no value of its type. */
export interface AttributeReader {
  readonly string: (element: Element, name: string) => string | undefined;
  readonly number: (element: Element, name: string) => number | undefined;
  readonly long: (element: Element, name: string) => bigint | undefined;
  readonly integer: (element: Element, name: string) => bigint | undefined;
  readonly duration: (element: Element, name: string) => number | undefined;
  readonly dateTime: (element: Element, name: string) => string | undefined;
}

/** A reader that makes a fault of every attribute that is no value of its type. */
export const attributeReader = (fault: TakeFault): AttributeReader => {
  const string = (element: Element, name: string): string | undefined =>
    element.hasAttribute(name) ? (element.getAttribute(name) ?? '') : undefined;
  const typed =
    <T>(type: string, read: (text: string) => T | undefined) =>
    (element: Element, name: string): T | undefined => {
      const text = string(element, name)?.trim();
      if (text === undefined) return undefined;
      const value = read(text);
      if (value === undefined) {
        fault(lineOf(element), `@${name} of ${quote(element.tagName)} is not an ${type}: ${quote(text)}.`);
      }
      return value;
    };
  return {
    string,
    number: typed('xs:double', xsDouble),
    long: typed('xs:unsignedLong', unsignedLong),
    integer: typed('xs:integer', xsInteger),
    duration: typed('xs:duration in seconds', xsDuration),
    dateTime: typed('xs:dateTime', (text) => (isXsDateTime(text) ? text : undefined)),
  };
};
