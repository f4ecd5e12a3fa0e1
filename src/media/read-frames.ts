import { readAdts } from './adts-frames.ts';
import { readFlac } from './flac-frames.ts';
import type { FrameReading } from './frame-reading.ts';
import { readMp3 } from './mp3-frames.ts';
import { readOgg } from './ogg-pages.ts';
import type { SampleName } from './samples.ts';
import { readWebm } from './webm-clusters.ts';

const readers: Record<SampleName, (bytes: Uint8Array) => FrameReading> = {
  mp3: readMp3,
  aac: readAdts,
  ogg: readOgg,
  webm: readWebm,
  flac: readFlac,
};

/** Walks the frames (pages, clusters) of a stream of this kind; never throws, in linear time. */
export const readFrames = (kind: SampleName, bytes: Uint8Array): FrameReading => readers[kind](bytes);
