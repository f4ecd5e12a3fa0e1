import type { FrameReading } from './frame-reading.ts';
import { id3Length } from './id3.ts';
import { walk, type FrameHeader, type Syntax } from './walk.ts';

/** By sampling_frequency_index (ISO/IEC 14496-3, table 1.18). */
const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

const profiles = ['AAC Main', 'AAC-LC', 'AAC SSR', 'AAC LTP'];

const headerAt = (bytes: Uint8Array, offset: number): FrameHeader | undefined => {
  const [b0, b1, b2, b3] = [bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]];
  const [b4, b5, b6] = [bytes[offset + 4], bytes[offset + 5], bytes[offset + 6]];
  if (b0 !== 0xff || b1 === undefined || b2 === undefined || b3 === undefined) return undefined;
  if (b4 === undefined || b5 === undefined || b6 === undefined || (b1 & 0xf6) !== 0xf0) return undefined;
  const sampleRate = sampleRates[(b2 >> 2) & 15];
  const length = ((b3 & 3) << 11) + (b4 << 3) + (b5 >> 5);
  const withoutCrc = (b1 & 1) === 1;
  if (sampleRate === undefined || length < (withoutCrc ? 7 : 9)) return undefined;
  const version = (b1 & 8) === 0 ? 'MPEG-4' : 'MPEG-2';
  const channels = ((b2 & 1) << 2) + (b3 >> 6);
  return {
    length,
    samples: 1024 * ((b6 & 3) + 1),
    sampleRate,
    format: `${version} ${profiles[b2 >> 6]}, ${sampleRate} Hz, channel configuration ${channels}`,
  };
};

/** Headers of ADTS frames (ISO/IEC 14496-3, tables 1.A.6 and 1.A.7). */
export const adtsSyntax: Syntax = { headerLength: 7, headerAt };

/** Walks ADTS frames, after an ID3v2 tag if there is one. */
export const readAdts = (bytes: Uint8Array): FrameReading => walk(adtsSyntax, bytes, id3Length(bytes));
