/** An ingest source of interface 2 that is started for one event after the other. */
import { newManifestPaths, newMediaPaths } from '../../../src/scenario/checks/publishes-sessions.ts';
import { under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const sessions = <const F extends Format>(format: F) =>
  suite(`${format}/client/sessions`, {
    again: {
      title: 'A source that is asked to end, and started again in the same way',
      receive: [],
      until: { stopAfter: 3 },
      instances: 'again',
      needs: ['stopsOnSignal'],
      expect: {
        'DI-I2-NAME-01': under('E-DI-44', newMediaPaths),
        'DI-I2-NAME-03a': newManifestPaths,
      },
    },
  });
