const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as hexadecimal digits. */
export const hexText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => digits[byte]).join('');

/** A decoded field as text that is equal where the values are: numbers, strings, bytes, and lists of these. */
export const textOf = (value: unknown): string => {
  if (value === undefined) return '';
  if (value instanceof Uint8Array) return hexText(value);
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join(':');
  return typeof value === 'string' ? value : `${value as number | bigint | boolean}`;
};
