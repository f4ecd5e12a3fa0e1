import type { FrameReading } from './frame-reading.ts';
import { id3Length } from './id3.ts';
import { walk, type FrameHeader, type Syntax } from './walk.ts';

/** Bit rates in kbit/s by bitrate_index from 1 to 14 (ISO/IEC 11172-3, 2.4.2.3; ISO/IEC 13818-3, 2.4.2.3). */
// prettier-ignore
const bitRates = {
  1: {
    1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    2: [32, 48, 56,  64,  80,  96, 112, 128, 160, 192, 224, 256, 320, 384],
    3: [32, 40, 48,  56,  64,  80,  96, 112, 128, 160, 192, 224, 256, 320],
  },
  2: {
    1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    2: [ 8, 16, 24, 32, 40, 48,  56,  64,  80,  96, 112, 128, 144, 160],
    3: [ 8, 16, 24, 32, 40, 48,  56,  64,  80,  96, 112, 128, 144, 160],
  },
} as const;

/** By the two bits of ID with the extension that MPEG-2.5 made of the last bit of the sync word; 1 is reserved. */
const versions = [
  { name: 'MPEG-2.5', rates: bitRates[2], sampleRates: [11_025, 12_000, 8_000] },
  undefined,
  { name: 'MPEG-2', rates: bitRates[2], sampleRates: [22_050, 24_000, 16_000] },
  { name: 'MPEG-1', rates: bitRates[1], sampleRates: [44_100, 48_000, 32_000] },
] as const;

/** By the two bits of layer; 0 is reserved, and what ADTS has there. */
const layers = [undefined, 3, 2, 1] as const;
const numerals = { 1: 'I', 2: 'II', 3: 'III' } as const;

const headerAt = (bytes: Uint8Array, offset: number): FrameHeader | undefined => {
  const [b0, b1, b2, b3] = [bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]];
  if (b0 !== 0xff || b1 === undefined || b2 === undefined || b3 === undefined || b1 < 0xe0) return undefined;
  const version = versions[(b1 >> 3) & 3];
  const layer = layers[(b1 >> 1) & 3];
  const sampleRate = version?.sampleRates[(b2 >> 2) & 3];
  const reservedEmphasis = (b3 & 3) === 2;
  if (version === undefined || layer === undefined || sampleRate === undefined || reservedEmphasis)
    return undefined;
  const kilobits = version.rates[layer][(b2 >> 4) - 1];
  if (kilobits === undefined) return undefined;

  const padding = (b2 >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version.name !== 'MPEG-1' ? 576 : 1152;
  const slot = layer === 1 ? 4 : 1;
  const slots = Math.floor(((samples / 8 / slot) * kilobits * 1000) / sampleRate) + padding;
  return {
    length: slots * slot,
    samples,
    sampleRate,
    format: `${version.name} Layer ${numerals[layer]}, ${sampleRate} Hz`,
  };
};

/** Frame headers of MPEG audio, all versions and layers, without free format (ISO/IEC 11172-3, 2.4.1.3). */
export const mp3Syntax: Syntax = { headerLength: 4, headerAt };

/** Walks the frames of MPEG audio, after an ID3v2 tag if there is one. */
export const readMp3 = (bytes: Uint8Array): FrameReading => walk(mp3Syntax, bytes, id3Length(bytes));
