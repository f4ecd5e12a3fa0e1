/** Puts pieces one behind the other. */
export const join = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

export const concat = (...pieces: readonly Uint8Array[]): Uint8Array => join(pieces);

/** One byte for each character, for names such as `OggS`. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Whether `bytes` has exactly `expected` at `offset`. */
export const has = (bytes: Uint8Array, offset: number, expected: Uint8Array): boolean =>
  offset >= 0 &&
  offset + expected.length <= bytes.length &&
  expected.every((byte, i) => bytes[offset + i] === byte);

/** A view of exactly these bytes, wherever they lie in their buffer. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The bytes that pairs of hexadecimal digits are; spaces are passed over. */
export const hex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.replaceAll(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
