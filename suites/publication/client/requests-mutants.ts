/** What the scenarios about requests must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const requestsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/requests`, {
    'first-objects': source('no-user-agent', 'DI-I2-UA-01a'),
    'low-latency': source(
      'waits-for-whole-objects',
      'DI-I2-HTTP-05',
      ...(format === 'dash' ? (['DI-EX2-01'] as const) : []),
    ),
  });

export const furtherRequestsMutants = <const F extends Format>(format: F) => {
  const first = `${format}/client/requests/first-objects` as const;
  return [
    [first, source('vague-user-agent', 'DI-I2-UA-01a')],
    [first, source('speaks-http-1.0', 'DI-GEN-01', 'DI-I2-HTTP-03', 'DI-I2-HTTP-05')],
    [first, source('omits-host', 'DI-GEN-01')],
    [first, source('length-and-chunks', 'DI-I2-HTTP-05')],
    [first, source('ignores-the-path', 'DI-GEN-11a', 'DI-I2-IC-03')],
    [first, source('leaves-the-path', 'DI-GEN-11a')],
    [first, source('uses-patch', 'DI-I2-HTTP-01a', 'DI-EX1-05')],
    [first, source('header-with-first-segment', 'DI-I2-HTTP-01a')],
    [first, source('new-connection-each', 'DI-I2-HTTP-03')],
    [first, source('no-manifests', 'DI-WF-02')],
  ] as const;
};
