/** A number as it is written, exact, and near enough to reckon with. */
export interface Decimal {
  readonly text: string;
  readonly seconds: number;
}

/** A sub-range of a resource in bytes; without an offset it goes on where the last one of the resource ended. */
export interface ByteRange {
  readonly length: bigint;
  readonly offset: bigint | undefined;
}

const greatest = 2n ** 64n - 1n;

/** A decimal-integer (RFC 8216, 4.2): up to 20 digits, at most 2^64 - 1; `undefined` for anything else. */
export const decimalInteger = (text: string): bigint | undefined => {
  if (!/^\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text);
  return value > greatest ? undefined : value;
};

/**
 * A decimal-floating-point (RFC 8216, 4.2) in seconds: digits with at most one point among them, no sign and no
 * exponent; `undefined` for anything else, and for more than 64 characters.
 */
export const decimal = (text: string): Decimal | undefined =>
  text.length <= 64 && /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? { text, seconds: Number(text) } : undefined;

/** `<n>[@<o>]` in bytes (RFC 8216, 4.3.2.2); `undefined` for anything else. */
export const byteRange = (text: string): ByteRange | undefined => {
  const [n = '', o, ...rest] = text.split('@', 3);
  const length = decimalInteger(n);
  const offset = o === undefined ? undefined : decimalInteger(o);
  if (length === undefined || rest.length > 0 || (o !== undefined && offset === undefined)) return undefined;
  return { length, offset };
};

/** Whether this is a date and a time of ISO 8601, as EXT-X-PROGRAM-DATE-TIME has it (RFC 8216, 4.3.2.6). */
export const isDateTime = (text: string): boolean =>
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d{1,12})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.test(
    text,
  );
