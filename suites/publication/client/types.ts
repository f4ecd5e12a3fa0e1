/** The media types with which an ingest source publishes, by the extensions of its objects. */
import { publicationMeetsAll } from '../../../src/scenario/checks/publishes-media.ts';
import {
  cmafNotAsTs,
  transportStreamExtension,
} from '../../../src/scenario/checks/publishes-types-extensions.ts';
import { mediaTypes, tablePairs } from '../../../src/scenario/checks/publishes-types.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { fewObjects } from './requests-until.ts';

const everyKind = ['video', 'audio', 'webvtt', 'metadata'] as const;

export const types = <const F extends Format>(format: F) =>
  suite(`${format}/client/types`, {
    'of-cmaf': {
      title: 'Objects with the extensions of CMAF, and manifests',
      receive: [],
      until: fewObjects,
      reference: { tracks: everyKind },
      expect: {
        'DI-I2-NAME-07c': tablePairs,
        ...mediaTypes('cmfv', 'cmfa', 'cmft', 'cmfm', 'init', 'header'),
        ...(format === 'dash' ? mediaTypes('mpd') : mediaTypes('m3u8')),
        ...publicationMeetsAll('DI-I2-FMT-CMAF'),
      },
    },

    'of-mp4': {
      title: 'Objects with the extensions .mp4, .m4v and .m4a',
      receive: [],
      until: fewObjects,
      reference: { tracks: everyKind, presentation: { names: 'mp4' } },
      expect: {
        'DI-I2-NAME-07c': tablePairs,
        ...mediaTypes('mp4', 'm4v', 'm4a'),
        ...publicationMeetsAll('DI-I2-FMT-ISOBMFF'),
      },
    },

    'of-m4s': {
      title: 'Objects with the extension .m4s',
      receive: [],
      until: fewObjects,
      reference: { presentation: { names: 'm4s' } },
      expect: {
        'DI-I2-NAME-07c': tablePairs,
        ...mediaTypes('m4s'),
      },
    },
  });

/** What only HLS has. */
export const typesOfHls = suite('hls/client/types', {
  'of-transport-streams': {
    title: 'Segments that are MPEG-2 transport streams',
    receive: [],
    until: fewObjects,
    needs: ['transportStreams'],
    reference: { tracks: ['video'], presentation: { names: 'ts' } },
    expect: {
      'DI-I2-NAME-07c': tablePairs,
      'DI-HLS-EXT-3': transportStreamExtension,
      'DI-HLS-EXT-4b': cmafNotAsTs,
      ...mediaTypes('ts'),
      ...publicationMeetsAll('DI-I2-FMT-TS'),
    },
  },
});
