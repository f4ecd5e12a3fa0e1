import { stamp } from './stamp.ts';
import type { Sample } from './sample.ts';

const sampleRate = 44_100;
const bitRate = 128_000;
const samplesPerFrame = 1152;

/** ISO/IEC 11172-3, 2.4.1.7: side information of a Layer III frame with two channels. */
const sideInformation = 32;

/** Where the frame with this number begins, were the stream cut at whole bytes: 2.4.3.1 asks for padding to match. */
const startOf = (index: number): number =>
  Math.floor((index * ((samplesPerFrame / 8) * bitRate)) / sampleRate);

/**
 * MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, joint stereo, no CRC (ISO/IEC 11172-3, 2.4.1.3). The side information is
 * zero, so a frame has no main data and is silent; the rest of it is ancillary data, which carries the stamp.
 */
export const mp3Sample: Sample = {
  contentType: 'audio/mpeg',
  header: new Uint8Array(0),
  frameMilliseconds: (samplesPerFrame / sampleRate) * 1000,
  frame(index) {
    const length = startOf(index + 1) - startOf(index);
    const padding = length - startOf(1);
    const frame = new Uint8Array(length);
    frame.set([
      0xff, // syncword
      0xfb, // syncword, MPEG-1, Layer III, no CRC
      0x90 + padding * 2, // 128 kbit/s, 44.1 kHz, padding
      0x44, // joint stereo, neither intensity nor MS, original
    ]);
    frame.set(stamp(index, length - 4 - sideInformation), 4 + sideInformation);
    return frame;
  },
};
