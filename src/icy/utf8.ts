/** Bytes of heads, as latin1 strings of one character a byte, and the text that they are. */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes that are UTF-8, a byte order mark included; `undefined` where they are not. */
export const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

/** The text of a latin1 string that is UTF-8; `undefined` where it is not, or has characters that are no bytes. */
export const utf8Text = (latin1: string): string | undefined => {
  const bytes = new Uint8Array(latin1.length);
  for (let at = 0; at < latin1.length; at += 1) {
    const code = latin1.charCodeAt(at);
    if (code > 0xff) return undefined;
    bytes[at] = code;
  }
  return textOf(bytes);
};
