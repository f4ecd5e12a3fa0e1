/** For the scenarios in which nobody is there, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const outageMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/outage`, {
    'for-a-moment': source('loses-the-fragment-in-flight', 'DI-GEN-14a', 'DI-EX1-06'),
    'for-long': source('never-retries', 'DI-I2-FAIL-1', 'DI-GEN-14b'),
    'every-connection-is-reset': source('hammers', 'DI-GEN-15a'),
    'nobody-answers': source('waits-for-ever-to-connect', 'DI-GEN-13a'),
  });

export const furtherOutageMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/outage/for-a-moment`, source('never-retries', 'DI-I2-FAIL-1', 'DI-EX1-06')],
    [`${format}/client/outage/for-a-moment`, source('other-url-on-reconnect', 'DI-GEN-16b')],
    [`${format}/client/outage/every-connection-is-reset`, source('never-retries', 'DI-GEN-15a')],
    [
      `${format}/client/outage/nobody-answers`,
      source('does-not-retry-a-timeout', 'DI-I2-FAIL-1', 'DI-GEN-13b'),
    ],
  ] as const satisfies readonly (readonly [string, Mutant])[];
