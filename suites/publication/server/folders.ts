/** Folders, which are made for whoever stores an object in them. */
import { givesBackEach, everyUploadTaken } from '../../../src/scenario/checks/store-objects-many.ts';
import { all } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { fetch, putObject, segment } from './store-steps.ts';

export const folders = <const F extends Format>(format: F) =>
  suite(`${format}/folders`, {
    'of-their-own': {
      title: 'a folder for each rendition, with the same names in each',
      needs: ['makesFolders'],
      send: [
        ...putObject('video/1.cmfv', segment(1), 'video'),
        ...putObject('video-low/1.cmfv', segment(1), 'video-low', { track: 'video-low' }),
        ...putObject('audio/1.cmfa', segment(1), 'audio', { track: 'audio' }),
        ...fetch('video/1.cmfv', 'video-reader'),
        ...fetch('video-low/1.cmfv', 'video-low-reader'),
        ...fetch('audio/1.cmfa', 'audio-reader'),
      ],
      expect: {
        'DI-I2-HTTP-01a': [everyUploadTaken, givesBackEach],
        'DI-GEN-11b': all(everyUploadTaken, givesBackEach),
      },
    },
    nested: {
      title: 'a folder in a folder in a folder, none of which was there',
      needs: ['makesFolders'],
      send: [...putObject('2026/07/31/video-1.cmfv', segment(1)), ...fetch('2026/07/31/video-1.cmfv')],
      expect: { 'DI-I2-HTTP-01a': [everyUploadTaken, givesBackEach] },
    },
  });
