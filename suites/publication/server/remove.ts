/** DELETE: of what is there, of what is not, and what else goes with it. */
import { givesBack, takenFrom } from '../../../src/scenario/checks/store-objects.ts';
import {
  absentRemovalAnswered,
  folderIsGone,
  isGone,
  leaves,
  removalAnswered,
  removalCopedWith,
} from '../../../src/scenario/checks/store-removal.ts';
import { all } from '../../../src/scenario/combine.ts';
import { read } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { fetch, putObject, removeObject, segment } from './store-steps.ts';

export const removal = <const F extends Format>(format: F) =>
  suite(`${format}/remove`, {
    object: {
      title: 'an object that is there, and is deleted',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...fetch('video-1.cmfv', 'before'),
        ...removeObject('video-1.cmfv'),
        ...fetch('video-1.cmfv'),
      ],
      expect: { 'DI-I2-HTTP-02a': [removalAnswered(), isGone()], 'DI-EX1-15': isGone() },
    },
    'what-is-not-there': {
      title: 'an object that never was',
      send: removeObject('never-1.cmfv'),
      expect: { 'DI-I2-HTTP-02a': absentRemovalAnswered() },
    },
    twice: {
      title: 'an object that is deleted once more, as after a lost answer',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...removeObject('video-1.cmfv', 'first-remover'),
        ...removeObject('video-1.cmfv'),
        ...fetch('video-1.cmfv'),
      ],
      expect: {
        'DI-I2-HTTP-02a': [absentRemovalAnswered(), isGone('reader', 'source', 'first-remover')],
      },
    },
    neighbours: {
      title: 'an object of several in a folder',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...putObject('video-2.cmfv', segment(2), 'neighbour'),
        ...removeObject('video-1.cmfv'),
        ...fetch('video-2.cmfv'),
      ],
      expect: { 'DI-I2-HTTP-02a': leaves(givesBack('reader', 'neighbour')) },
    },
    'and-upload-again': {
      title: 'an object that comes back after it was deleted, and is another then',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...removeObject('video-1.cmfv'),
        ...putObject('video-1.cmfv', segment(2), 'again'),
        ...fetch('video-1.cmfv'),
      ],
      expect: { 'DI-I2-NAME-04': leaves(all(takenFrom('again'), givesBack('reader', 'again'))) },
    },
    'last-of-a-folder': {
      title: 'the only object of a folder, and the folder with it',
      needs: ['makesFolders'],
      send: [
        ...putObject('event/video-1.cmfv', segment(1)),
        ...read('event/', { conn: 'before' }),
        ...read('never/', { conn: 'never' }),
        ...removeObject('event/video-1.cmfv'),
        ...read('event/', { conn: 'after' }),
      ],
      expect: { 'DI-I2-HTTP-02b': folderIsGone },
    },
    'root-stays': {
      title: 'all objects that were uploaded, and then another',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...putObject('video-2.cmfv', segment(2), 'second'),
        ...removeObject('video-1.cmfv', 'first-remover'),
        ...removeObject('video-2.cmfv'),
        ...putObject('video-3.cmfv', segment(3), 'again'),
        ...fetch('video-3.cmfv'),
      ],
      expect: { 'DI-I2-HTTP-02b': leaves(all(takenFrom('again'), givesBack('reader', 'again'))) },
    },
    'in-the-middle': {
      title: 'DELETE between two segments, for a receiving entity that may not care for it',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...removeObject('video-1.cmfv'),
        ...putObject('video-2.cmfv', segment(2), 'afterwards'),
      ],
      expect: { 'DI-EX2-05': removalCopedWith('remover', takenFrom('afterwards')) },
    },
  });
