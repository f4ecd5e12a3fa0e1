import { ascii, has, viewOf } from '../media/bytes.ts';

/** What an ingested object is, as its first bytes show. */
export type ObjectKind = 'm3u8' | 'mpd' | 'ts' | 'isobmff' | 'unknown';

/** Boxes with which a CMAF header, a chunk, a segment or an ISO base media file begins, or which may stand first. */
const boxes = ['ftyp', 'styp', 'moof', 'sidx', 'prft', 'emsg', 'free', 'moov', 'mdat', 'skip', 'uuid'].map(
  ascii,
);

/** A box has a header of 8 bytes, or says 0 or 1 for other ways to tell its size (ISO/IEC 14496-12, 4.2). */
const isBox = (bytes: Uint8Array): boolean => {
  if (!boxes.some((type) => has(bytes, 4, type))) return false;
  const size = viewOf(bytes).getUint32(0);
  return size === 0 || size === 1 || size >= 8;
};

const packet = 188;

/** A sync byte at the first packets, at least at two of them (ISO/IEC 13818-1, 2.4.3.2). */
const isTransportStream = (bytes: Uint8Array): boolean =>
  bytes.length > packet && [0, packet, 2 * packet].every((at) => (bytes[at] ?? 0x47) === 0x47);

/** How far a comment before the root element may reach. */
const reach = 4096;

/** What may stand before the root element: an XML declaration, instructions and comments (XML 1.0, 2.8). */
const isMpd = (text: string): boolean => {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (end === undefined) break;
    const close = text.indexOf(end, at + 2);
    if (close === -1) return false;
    at = close + end.length;
  }
  return /^<(?:[\w.-]+:)?MPD[\s/>]/.test(text.slice(at, at + 100));
};

/**
 * What begins here: a playlist (RFC 8216, 4.3.1.1), an MPD, a transport stream or boxes, or nothing that is known.
 * A byte order mark before text is stepped over. Looks at the first 4096 bytes at most; takes any bytes.
 */
export const sniffObject = (bytes: Uint8Array): ObjectKind => {
  if (isBox(bytes)) return 'isobmff';
  if (isTransportStream(bytes) && bytes[0] === 0x47) return 'ts';
  const text = new TextDecoder().decode(bytes.subarray(0, reach));
  if (/^#EXTM3U(?:\s|$)/.test(text)) return 'm3u8';
  return isMpd(text) ? 'mpd' : 'unknown';
};
