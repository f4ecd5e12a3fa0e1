/** The manifests that an ingest source publishes, each version of them. */
import { commonObjects, ownManifests } from '../../../src/scenario/checks/publishes-manifests-formats.ts';
import {
  noAbsoluteUrls,
  relativeInMpd,
  relativePlaylists,
  relativeSegments,
} from '../../../src/scenario/checks/publishes-manifests-references.ts';
import { everythingIsNamed, everythingNamed } from '../../../src/scenario/checks/publishes-manifests.ts';
import { publicationMeetsAll } from '../../../src/scenario/checks/publishes-media.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, Format } from '../../../src/scenario/scenario.ts';
import { someObjects } from './requests-until.ts';

const inFormat: Readonly<Record<Format, Expectations>> = {
  dash: {
    'DI-DASH-REL-1': relativeInMpd,
    ...publicationMeetsAll('DI-I2-IC-01a', 'DI-I2-FMT-MPD'),
  },
  hls: {
    'DI-HLS-REL-1': relativeSegments,
    'DI-HLS-REL-2': relativePlaylists,
    ...publicationMeetsAll('DI-I2-IC-01a', 'DI-I2-FMT-M3U8'),
  },
};

export const manifests = <const F extends Format>(format: F) =>
  suite(`${format}/client/manifests`, {
    'every-version': {
      title: 'Every version of every manifest',
      receive: [],
      until: someObjects,
      expect: {
        'DI-I2-00a': [everythingNamed, everythingIsNamed],
        'DI-I2-IC-04c': noAbsoluteUrls,
        ...inFormat[format],
      },
    },

    'of-both-formats': {
      title: 'DASH and HLS at once',
      receive: [],
      until: someObjects,
      needs: ['dash', 'hls'],
      reference: { presentation: { formats: 'both' } },
      expect: {
        'DI-I2-IC-01b': commonObjects,
        'DI-I2-IC-01c': ownManifests,
      },
    },
  });

/** Segments of one duration that an MPD names by the time of day. */
export const manifestsOfDash = suite('dash/client/manifests', {
  'named-by-duration': {
    title: 'An MPD that tells the duration of its segments, and no timeline',
    receive: [],
    until: someObjects,
    reference: { presentation: { addressing: 'duration' } },
    expect: {
      'DI-I2-00a': everythingNamed,
      ...publicationMeetsAll('DI-I2-IC-01a'),
    },
  },
});
