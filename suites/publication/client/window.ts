/** What becomes of media objects that no manifest names any more. */
import { keepsWhatIsNamed, removesWhatLeft } from '../../../src/scenario/checks/publishes-removals.ts';
import { userAgents } from '../../../src/scenario/checks/publishes-requests.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { manyObjects } from './requests-until.ts';

export const window = <const F extends Format>(format: F) =>
  suite(`${format}/client/window`, {
    'objects-that-leave': {
      title: 'Manifests that list the last segments only',
      receive: [],
      until: manyObjects,
      needs: ['slidingWindow'],
      reference: { presentation: { window: 3 } },
      expect: {
        'DI-I2-HTTP-02': [keepsWhatIsNamed, removesWhatLeft],
        'DI-I2-UA-01a': userAgents,
      },
    },
  });
