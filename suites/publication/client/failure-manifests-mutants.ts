/** For the scenarios about manifests and CMAF headers that fail, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import type { ClauseId } from '../../../src/spec/index.ts';

const notTriedAgain = (format: Format): readonly ClauseId[] => [
  'DI-I2-FAIL-1a',
  ...(format === 'hls' ? (['DI-HLS-ORD-4'] as const) : []),
];

export const manifestFailureMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/manifest-failure`, {
    'server-error': source('no-retry-of-manifests', ...notTriedAgain(format)),
    unavailable: source('stops-on-503', 'DI-I2-FAIL-1', 'DI-GEN-21'),
    'reset-inside': source('no-retry-of-manifests', ...notTriedAgain(format)),
    'closed-inside': source('never-retries', 'DI-I2-FAIL-1'),
    'no-answer': source('never-retries', 'DI-I2-FAIL-1'),
    'stops-reading': source('never-retries', 'DI-I2-FAIL-1'),
  });

export const furtherManifestFailureMutants = <const F extends Format>(format: F) =>
  [
    [
      `${format}/client/manifest-failure/unavailable`,
      source('no-retry-of-manifests', ...notTriedAgain(format)),
    ],
  ] as const satisfies readonly (readonly [string, Mutant])[];

export const headerFailureMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/header-failure`, {
    'server-error': source('ignores-statuses', 'DI-I2-FAIL-1b', 'DI-EX2-02'),
    unavailable: source('stops-on-503', 'DI-I2-FAIL-1'),
    'reset-inside': source('never-retries', 'DI-I2-FAIL-1'),
    'no-answer': source('never-retries', 'DI-I2-FAIL-1'),
  });
