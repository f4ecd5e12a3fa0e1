/**
 * Streams that our sources send: valid frames, every one different, so that any slice which a listener gets can be
 * found again in what was sent.
 */

import { aacSample } from './aac-sample.ts';
import { join } from './bytes.ts';
import { flacSample } from './flac-sample.ts';
import { mp3Sample } from './mp3-sample.ts';
import { oggSample } from './ogg-sample.ts';
import { webmSample } from './webm-sample.ts';

export type SampleName = 'mp3' | 'aac' | 'ogg' | 'webm' | 'flac';

export interface Sample {
  readonly contentType: string;
  /** What precedes the first frame: identification pages, an EBML header; empty for MP3 and ADTS. */
  readonly header: Uint8Array;
  /** The frame (page, cluster) with this number, from 0. */
  frame(index: number): Uint8Array;
  /** How long a frame plays, in milliseconds. */
  readonly frameMilliseconds: number;
}

export const samples: Record<SampleName, Sample> = {
  mp3: mp3Sample,
  aac: aacSample,
  ogg: oggSample,
  webm: webmSample,
  flac: flacSample,
};

/** The header and the first frames, in one piece. */
export const streamOf = (name: SampleName, frames: number): Uint8Array => {
  const sample = samples[name];
  return join([sample.header, ...Array.from({ length: frames }, (_, index) => sample.frame(index))]);
};
