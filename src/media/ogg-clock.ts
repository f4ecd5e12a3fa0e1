import { ascii, has, viewOf } from './bytes.ts';

/** How granule positions turn into time. */
export interface OggClock {
  readonly granulesPerSecond: number;
  /** The granule position at which playing begins. */
  readonly start: number;
}

const opus = ascii('OpusHead');
const vorbis = ascii('\x01vorbis');
const flac = ascii('\x7fFLAC');
const speex = ascii('Speex   ');

/** The clock that an identification header sets; undefined for codecs whose headers we do not read. */
export const clockOf = (header: Uint8Array): OggClock | undefined => {
  const view = viewOf(header);
  const counting = (granulesPerSecond: number, start = 0): OggClock | undefined =>
    granulesPerSecond > 0 ? { granulesPerSecond, start } : undefined;
  // RFC 7845, 5.1: always 48 kHz, less the pre-skip.
  if (has(header, 0, opus) && header.length >= 12) return counting(48_000, view.getUint16(10, true));
  // Vorbis I, 4.2.2.
  if (has(header, 0, vorbis) && header.length >= 16) return counting(view.getUint32(12, true));
  // RFC 9639, 10.1: 13 bytes, the block header, and STREAMINFO with 20 bits of sample rate after ten bytes.
  if (has(header, 0, flac) && header.length >= 31) return counting(view.getUint32(27) >>> 12);
  // The Speex manual, 8.2.
  if (has(header, 0, speex) && header.length >= 40) return counting(view.getUint32(36, true));
  return undefined;
};
