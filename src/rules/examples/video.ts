import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { hex } from '../../media/bytes.ts';
import {
  bitrate,
  chunkBoxes,
  dependent,
  headerBoxes,
  sync,
  type ChunkPlan,
  type HeaderPlan,
  type SamplePlan,
} from '../../media/tracks/track-plan.ts';

/** An AVCDecoderConfigurationRecord of Main profile, level 1.1, 160 by 90, as x264 writes it. */
export const avcConfig = hex(
  '014d400bffe1001c674d400beca146fc980b50101014000003000400000300c83c50a65801000468ebecb2',
);

/** Ticks a second, and a frame: 25 frames a second. */
export const videoTimescale = 12800;
export const frame = 512;

/** An access unit of one slice: IDR for a sync sample, otherwise one that depends on others. */
export const picture = (isSync: boolean, length = 16): Uint8Array => {
  const nal = new Uint8Array(length).fill(0x55);
  nal[0] = isSync ? 0x65 : 0x41;
  nal[1] = 0x88;
  return Uint8Array.of(0, 0, 0, length, ...nal);
};

/** The samples of a fragment: a sync sample, then others that depend on it, without reordering. */
export const pictures = (count = 50, length = 16): readonly SamplePlan[] =>
  Array.from({ length: count }, (_, i) => ({
    bytes: picture(i === 0, length + (i === 0 ? 40 : i % 3)),
    duration: frame,
    flags: i === 0 ? sync : dependent,
  }));

export const visualFields = (width: number, height: number) => ({
  data_reference_index: 1,
  width,
  height,
  horizresolution: 0x480000,
  vertresolution: 0x480000,
  frame_count: 1,
  depth: 0x18,
  pre_defined3: -1,
});

/** `avc1` with its configuration and bit rate, 160 by 90. */
export const avcEntry: BoxNode = box('avc1', visualFields(160, 90), rawBox('avcC', avcConfig), bitrate());

export const videoHeader: HeaderPlan = {
  brands: ['cmfc', 'iso6', 'cfsd'],
  timescale: videoTimescale,
  handler: 'vide',
  width: 160,
  height: 90,
  entry: avcEntry,
};

/** A conforming AVC track: a CMAF header and three fragments of two seconds, one chunk each. */
export const video = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [{ samples: pictures() }, { samples: pictures() }, { samples: pictures() }],
): readonly BoxNode[] => [...headerBoxes({ ...videoHeader, ...header }), ...chunkBoxes(chunks)];

/** The same with B pictures: composition offsets of version 1, of which the earliest is the decode time. */
export const reorderedVideo = (header: Partial<HeaderPlan> = {}): readonly BoxNode[] => {
  // Decoded I P B B P B B, shown I B B P B B P: the earliest composition time is the decode time.
  const samples = pictures(49).map((sample, i) => ({
    ...sample,
    offset: i === 0 ? 0 : (i % 3 === 1 ? 2 : -1) * frame,
  }));
  return video(header, [{ samples }, { samples }, { samples }]);
};
