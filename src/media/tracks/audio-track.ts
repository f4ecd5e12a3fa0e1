import { silentBlock } from '../aac-sample.ts';
import { box, rawBox, type BoxNode } from '../build/node.ts';
import { hex, viewOf } from '../bytes.ts';
import { plannedTrack } from './planned-track.ts';
import type { SourceTrack } from './test-track.ts';
import { roleOf, type SamplePlan } from './track-plan.ts';

const ticks = 1024;
const framesEach = 45;
const framesOfChunk = 15;

/** ES_Descriptor of AAC-LC, 48 kHz, one channel (ISO/IEC 14496-1, 7.2.6.5; 14496-3, 1.6.2.1), of the rates in btrt. */
const descriptorOf = (rate: BoxNode): Uint8Array => {
  const bytes = hex('00000000 0319 0000 00 0411 40 15 000000 00000000 00000000 0502 1188 0601 02');
  viewOf(bytes).setUint32(16, Number(rate.fields['maxBitrate']));
  viewOf(bytes).setUint32(20, Number(rate.fields['avgBitrate']));
  return bytes;
};

/** Silent AAC-LC, 48 kHz, one channel: 45 frames a fragment, in three chunks. */
export const audioTrack = (
  name: string,
  language: { readonly code: string; readonly tag: string },
  role: string,
): SourceTrack =>
  plannedTrack({
    name,
    kind: 'audio',
    extension: '.cmfa',
    contentType: 'audio/mp4',
    header: {
      brands: ['cmfc', 'iso6', 'caac'],
      timescale: 48000,
      name: 'audio',
      handler: 'soun',
      language: language.code,
      extendedLanguage: language.tag,
      alternateGroup: 2,
      kinds: [roleOf(role)],
    },
    entry: (rate) =>
      box(
        'mp4a',
        { data_reference_index: 1, channelcount: 1, samplesize: 16, samplerate: 48000 * 0x10000 },
        rawBox('esds', descriptorOf(rate)),
        rate,
      ),
    fragmentDuration: framesEach * ticks,
    samples: () =>
      Array.from({ length: framesEach / framesOfChunk }, (_, chunk) =>
        Array.from({ length: framesOfChunk }, (_frame, i): SamplePlan => ({
          bytes: silentBlock(chunk * framesOfChunk + i),
          duration: ticks,
        })),
      ),
    period: 1,
    repeats: true,
    says: () => true,
  });
