/** The connections over which an ingest source publishes several renditions. */
import { keptConnections, parallelConnections } from '../../../src/scenario/checks/publishes-connections.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { someObjects } from './requests-until.ts';

export const connections = <const F extends Format>(format: F) =>
  suite(`${format}/client/connections`, {
    'several-renditions': {
      title: 'Sound beside the pictures',
      receive: [],
      until: someObjects,
      needs: ['audio'],
      reference: { tracks: ['video', 'audio'] },
      expect: {
        'DI-I2-HTTP-03': keptConnections,
        'DI-I2-HTTP-04': parallelConnections,
      },
    },
  });
