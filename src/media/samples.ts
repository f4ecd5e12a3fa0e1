/**
 * Streams that our sources send: valid frames, every one different, so that any slice which a listener gets can be
 * found again in what was sent.
 */

import { aacSample } from './aac-sample.ts';
import { join } from './bytes.ts';
import { flacSample } from './flac-sample.ts';
import { mp3Sample } from './mp3-sample.ts';
import { oggSample } from './ogg-sample.ts';
import type { Sample, SampleName } from './sample.ts';
import { webmSample } from './webm-sample.ts';

export type { Sample, SampleName };

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
