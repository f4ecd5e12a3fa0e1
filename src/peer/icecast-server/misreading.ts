/** Two quirks of how bytes are read before they are a head; everything else decides by heads. */
import type { Link } from '../../wire/link.ts';
import type { Settings } from './settings.ts';

const emptyLine = Buffer.from('\r\n\r\n');

/** The misprint of the document (E-ICE-01) believed: 13 10, hexadecimal, ends a line. */
const withLineEnds = (bytes: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  for (let at = 0; at + 1 < copy.length; at += 1) {
    if (copy[at] === 0x13 && copy[at + 1] === 0x10) copy.set([0x0d, 0x0a], at);
  }
  return copy;
};

/** What a server reads in place of a slice; `undefined` where it reads what there is. */
export const misreading = ({
  has,
}: Settings): ((bytes: Uint8Array, link: Link) => Uint8Array) | undefined => {
  if (has('accepts-misprinted-line-end')) {
    return (bytes, link) => (link.state.heads.length === 0 ? withLineEnds(bytes) : bytes);
  }
  if (!has('needs-head-in-one-piece')) return undefined;
  return (bytes, link) => {
    if (link.state.heads.length > 0 || Buffer.from(bytes).includes(emptyLine)) return bytes;
    link.close();
    return new Uint8Array(0);
  };
};
