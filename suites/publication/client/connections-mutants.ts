/** What the scenarios about connections must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const connectionsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/connections`, {
    'several-renditions': source('one-connection-for-all', 'DI-I2-HTTP-04'),
  });

export const furtherConnectionsMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/connections/several-renditions`, source('new-connection-each', 'DI-I2-HTTP-03')],
  ] as const;
