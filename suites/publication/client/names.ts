/** What an ingest source calls the objects that it publishes. */
import {
  findableNumbers,
  initExtension,
  numbersOfTime,
  risingNumbers,
  someExtension,
  timeInManifestPath,
  uniquePaths,
} from '../../../src/scenario/checks/publishes-names.ts';
import { insidePoint } from '../../../src/scenario/checks/publishes-requests.ts';
import {
  cmafExtensions,
  cmafNotAsTs,
  listedExtensions,
  mpdExtension,
  noTransportStreams,
  playlistExtension,
} from '../../../src/scenario/checks/publishes-types-extensions.ts';
import { fitToBeServed, someType } from '../../../src/scenario/checks/publishes-types.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, Format } from '../../../src/scenario/scenario.ts';
import { someObjects } from './requests-until.ts';

const inFormat: Readonly<Record<Format, Expectations>> = {
  dash: {
    'DI-DASH-01': mpdExtension,
    'DI-DASH-02a': listedExtensions,
    'DI-DASH-02b': noTransportStreams,
  },
  hls: {
    'DI-HLS-EXT-1': playlistExtension,
    'DI-HLS-EXT-4': cmafExtensions,
    'DI-HLS-EXT-4b': cmafNotAsTs,
    'DI-HLS-RES-2b': numbersOfTime,
  },
};

export const names = <const F extends Format>(format: F) =>
  suite(`${format}/client/names`, {
    'of-objects': {
      title: 'The names of manifests and of media objects in a session',
      receive: [],
      until: someObjects,
      reference: { presentation: { addressing: 'number' } },
      expect: {
        'DI-WF-03': fitToBeServed,
        'DI-GEN-11b': uniquePaths,
        'DI-I2-NAME-01': uniquePaths,
        'DI-I2-NAME-02a': insidePoint,
        'DI-I2-NAME-03b': timeInManifestPath,
        'DI-I2-NAME-05a': risingNumbers,
        'DI-I2-NAME-05b': findableNumbers,
        'DI-I2-NAME-06': initExtension,
        'DI-I2-NAME-07a': someExtension,
        'DI-I2-NAME-07b': someType,
        ...inFormat[format],
      },
    },
  });
