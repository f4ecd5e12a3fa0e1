import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { hex } from '../../media/bytes.ts';
import {
  bitrate,
  chunkBoxes,
  headerBoxes,
  type ChunkPlan,
  type HeaderPlan,
  type SamplePlan,
} from '../../media/tracks/track-plan.ts';

/** An elementary stream descriptor: AAC-LC, 48 kHz, stereo, ES_ID 0, with version and flags. */
export const aacDescriptor = hex(
  '00000000 0319 0000 00 0411 40 15 000000 0001f400 0001f400 0502 1190 0601 02',
);

/** Raw AAC frames of 1024 ticks; none of them begins like ADTS. */
export const aacFrames = (count = 94, length = 12): readonly SamplePlan[] =>
  Array.from({ length: count }, (_, i) => ({
    bytes: Uint8Array.from({ length: length + (i % 2) }, (_byte, n) => (n === 0 ? 0x21 : 0x10 + n)),
    duration: 1024,
  }));

export const soundFields = {
  data_reference_index: 1,
  channelcount: 2,
  samplesize: 16,
  samplerate: 48000 * 0x10000,
};

export const aacEntry: BoxNode = box('mp4a', soundFields, rawBox('esds', aacDescriptor), bitrate());

export const audioHeader: HeaderPlan = {
  brands: ['cmfc', 'iso6', 'caac'],
  timescale: 48000,
  handler: 'soun',
  entry: aacEntry,
};

/** A conforming AAC track: a CMAF header and three fragments of about two seconds, one chunk each. */
export const audio = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [
    { samples: aacFrames() },
    { samples: aacFrames() },
    { samples: aacFrames() },
  ],
): readonly BoxNode[] => [...headerBoxes({ ...audioHeader, ...header }), ...chunkBoxes(chunks)];
