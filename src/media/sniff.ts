import { adtsSyntax } from './adts-frames.ts';
import { ascii, has } from './bytes.ts';
import { elementAt } from './ebml.ts';
import { id3Length } from './id3.ts';
import { parseMediaType } from './media-type.ts';
import { mp3Syntax } from './mp3-frames.ts';
import { isRun, type Syntax } from './walk.ts';

export type MediaKind = 'mp3' | 'aac' | 'ogg' | 'webm' | 'flac' | 'mp4' | 'mpegts';

/** The media types under which each kind is served; the registered or usual one first. */
// prettier-ignore
const mediaTypes: Record<MediaKind, readonly string[]> = {
  mp3:    ['audio/mpeg', 'audio/mp3', 'audio/mpeg3', 'audio/x-mpeg', 'audio/x-mp3'],
  aac:    ['audio/aac', 'audio/aacp', 'audio/x-aac', 'audio/x-aacp', 'audio/aac-adts', 'audio/x-hx-aac-adts'],
  ogg:    ['audio/ogg', 'application/ogg', 'video/ogg', 'application/x-ogg', 'audio/x-ogg'],
  webm:   ['audio/webm', 'video/webm'],
  flac:   ['audio/flac', 'audio/x-flac'],
  mp4:    ['audio/mp4', 'video/mp4', 'application/mp4', 'audio/x-m4a', 'video/iso.segment'],
  mpegts: ['video/mp2t'],
};

/** The media types that fit this kind, the registered or usual one first. */
export const mediaTypesOf = (kind: MediaKind): readonly string[] => mediaTypes[kind];

/** Whether a Content-Type, whatever its case and parameters, fits this kind. */
export const fits = (contentType: string, kind: MediaKind): boolean =>
  mediaTypes[kind].includes(parseMediaType(contentType)?.essence ?? '');

/** Boxes with which an ISO base media file, a CMAF header or a CMAF chunk begins. */
const boxes = ['ftyp', 'styp', 'moov', 'moof', 'sidx', 'emsg', 'prft'].map(ascii);

/** How far into an EBML header we look for its DocType before we take that for granted. */
const ebmlHeader = 64;
const docType = Uint8Array.of(0x42, 0x82);

/** Matroska begins as WebM does; the DocType tells (RFC 8794, 11.2.8). */
const isWebm = (bytes: Uint8Array): boolean => {
  const at = bytes.subarray(0, ebmlHeader).findIndex((_, i) => has(bytes, i, docType));
  const element = at === -1 ? 'cut' : elementAt(bytes, at);
  if (element === 'cut') return bytes.length < ebmlHeader;
  return element !== undefined && has(bytes.subarray(0, element.end), element.start, ascii('webm'));
};

const packet = 188;

/** A sync byte at least at the first two packets (ISO/IEC 13818-1, 2.4.3.2). */
const isTransportStream = (bytes: Uint8Array): boolean =>
  bytes.length > packet && [0, packet, 2 * packet].every((at) => (bytes[at] ?? 0x47) === 0x47);

const begins = (syntax: Syntax, bytes: Uint8Array): boolean => {
  const first = syntax.headerAt(bytes, 0);
  if (first === undefined) return false;
  return first.length + syntax.headerLength > bytes.length || isRun(syntax, bytes, 0, 2);
};

/** Longer than any frame of MPEG audio or ADTS, so that a listener who joined midway finds the next. */
const reach = 8192;

/** Three frames in a row are no accident, wherever the first one begins. */
const runs = (syntax: Syntax, bytes: Uint8Array): boolean => {
  for (let at = bytes.indexOf(0xff); at !== -1 && at < reach; at = bytes.indexOf(0xff, at + 1)) {
    if (isRun(syntax, bytes, at, 3)) return true;
  }
  return false;
};

/**
 * What kind of media begins here, by its magic; an ID3v2 tag before it is skipped. MPEG audio and ADTS, which have
 * none, need two frames where the bytes reach that far, and three where they do not begin at once.
 */
export const sniff = (bytes: Uint8Array): MediaKind | undefined => {
  const content = bytes.subarray(id3Length(bytes));
  if (has(content, 0, ascii('OggS'))) return 'ogg';
  if (has(content, 0, ascii('fLaC'))) return 'flac';
  if (has(content, 0, Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3))) return isWebm(content) ? 'webm' : undefined;
  if (boxes.some((box) => has(content, 4, box))) return 'mp4';
  if (begins(mp3Syntax, content)) return 'mp3';
  if (begins(adtsSyntax, content)) return 'aac';
  if (isTransportStream(content) && content[0] === 0x47) return 'mpegts';
  if (runs(mp3Syntax, content)) return 'mp3';
  if (runs(adtsSyntax, content)) return 'aac';
  return undefined;
};
