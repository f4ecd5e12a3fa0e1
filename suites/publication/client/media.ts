/** The media that an ingest source publishes by interface 2. */
import {
  alignedRenditions,
  cuesAsMetadata,
  publicationMeetsAll,
  rolesInKind,
} from '../../../src/scenario/checks/publishes-media.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { fewObjects, someObjects } from './requests-until.ts';

export const media = <const F extends Format>(format: F) =>
  suite(`${format}/client/media`, {
    tracks: {
      title: 'Segments in the context of their CMAF headers',
      receive: [],
      until: someObjects,
      expect: {
        'DI-EX1-04': rolesInKind,
        ...publicationMeetsAll('DI-I2-00c', 'DI-I2-FMT-CMAF'),
      },
    },

    renditions: {
      title: 'Several renditions of the pictures',
      receive: [],
      until: fewObjects,
      needs: ['renditions'],
      reference: { tracks: ['video', 'video-low'] },
      expect: { 'DI-EX1-03': alignedRenditions },
    },
  });

/** What no playlist can name. */
export const mediaOfDash = suite('dash/client/media', {
  cues: {
    title: 'SCTE-35 cues in a track of timed metadata',
    receive: [],
    until: someObjects,
    needs: ['metadata'],
    reference: { tracks: ['video', 'metadata'] },
    expect: { 'DI-EX1-02': cuesAsMetadata },
  },
});
