import { child, decodeAs, type Box } from '../../media/isobmff/box.ts';
import { parseContentType, type TextContentType } from '../../media/text/content-type.ts';
import type { Trak } from '../model/header.ts';
import type { Track } from '../model/track.ts';

/** What a header says of the profile of its TTML documents. */
export interface TextProfile {
  readonly entry: Box;
  /** The mime box; what it says, or what is wrong with that. */
  readonly mime?: Box;
  readonly contentType?: TextContentType;
  readonly unread?: string;
  /** CMAF brands of IMSC in ftyp. */
  readonly brands: readonly string[];
  /** Designators of IMSC among the codecs of the mime box, in lower case. */
  readonly codecs: readonly string[];
  /** Whether documents have pictures or text, as far as brands and codecs agree on it. */
  readonly kind: 'text' | 'image' | undefined;
}

/** Brands and processor profiles of IMSC: text ends with t, images with i (ISO/IEC 23000-19, 11.3.3 and 11.3.4). */
const designators = ['im1t', 'im1i', 'im2t', 'im2i', 'im3t', 'im3i'];
export const isImsc = (code: string): boolean => designators.includes(code);

const known = new WeakMap<Trak, TextProfile>();

/** The profile that the header of a TTML track signals, read once; undefined where the track is none. */
export const textProfile = (trak: Trak | undefined): TextProfile | undefined => {
  if (trak?.original !== 'stpp') return undefined;
  const [entry] = trak.entries;
  if (entry === undefined) return undefined;
  const read = known.get(trak);
  if (read !== undefined) return read;
  const mime = child(entry, 'mime');
  const parsed = mime === undefined ? undefined : parseContentType(decodeAs(mime, 'mime').value.content_type);
  const contentType = parsed !== undefined && 'value' in parsed ? parsed.value : undefined;
  const brands = [...trak.header.brands].filter(isImsc);
  // Some write the codecs as a manifest has them, with the sample entry in front.
  const codecs = (contentType?.codecs ?? [])
    .map((codec) => codec.toLowerCase().replace(/^stpp\.ttml\./, ''))
    .filter(isImsc);
  const ends = new Set([...brands, ...codecs].map((code) => code.slice(-1)));
  const profile: TextProfile = {
    entry,
    ...(mime === undefined ? {} : { mime }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(parsed !== undefined && 'broken' in parsed ? { unread: parsed.broken } : {}),
    brands,
    codecs,
    kind: ends.size !== 1 ? undefined : ends.has('i') ? 'image' : 'text',
  };
  known.set(trak, profile);
  return profile;
};

/** Whether a track is one of TTML, encrypted or not. */
export const isTtml = (track: Track): boolean => track.trak?.original === 'stpp';

/** Whether a track is one of TTML whose samples can be read. */
export const isReadableTtml = (track: Track): boolean => isTtml(track) && track.trak?.encrypted === false;
