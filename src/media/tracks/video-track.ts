import { box, rawBox } from '../build/node.ts';
import { avcRecord, bt709 } from './avc-parameter-sets.ts';
import { idrPicture, plainPps, repeatedPicture } from './avc-pictures.ts';
import { plannedTrack } from './planned-track.ts';
import type { SourceTrack } from './test-track.ts';
import { dependent, sync, type SamplePlan } from './track-plan.ts';

/** Ticks of a picture: 25 pictures a second. */
const frame = 512;
const framesEach = 24;
const framesOfChunk = 6;

/**
 * AVC in Main profile, 25 pictures a second: 24 pictures a fragment, in four chunks. Renditions of one presentation
 * differ in `width` and `height` (even numbers) and `level` only, so that they are a switching set.
 */
export const videoTrack = (name: string, width: number, height: number, level: number): SourceTrack => {
  const others = Array.from({ length: framesEach }, (_, i) => repeatedPicture(width, height, i));
  const fragment = (number: number): readonly SamplePlan[] =>
    others.map((picture, i) => ({
      bytes: i === 0 ? idrPicture(width, height, number % 2) : picture,
      duration: frame,
      flags: i === 0 ? sync : dependent,
    }));
  return plannedTrack({
    name,
    kind: 'video',
    extension: '.cmfv',
    contentType: 'video/mp4',
    header: {
      brands: ['cmfc', 'iso6', 'cfsd'],
      timescale: 12800,
      name: 'video',
      handler: 'vide',
      language: 'und',
      width,
      height,
      alternateGroup: 1,
    },
    entry: (rate) =>
      box(
        'avc1',
        {
          data_reference_index: 1,
          width,
          height,
          horizresolution: 0x480000,
          vertresolution: 0x480000,
          frame_count: 1,
          depth: 0x18,
          pre_defined3: -1,
        },
        rawBox('avcC', avcRecord({ profile: 77, level, width, height, colour: bt709 }, plainPps)),
        rate,
      ),
    fragmentDuration: framesEach * frame,
    samples: (number) => {
      const pictures = fragment(number);
      return Array.from({ length: framesEach / framesOfChunk }, (_, chunk) =>
        pictures.slice(chunk * framesOfChunk, (chunk + 1) * framesOfChunk),
      );
    },
    period: 2,
    repeats: true,
    says: () => true,
  });
};
