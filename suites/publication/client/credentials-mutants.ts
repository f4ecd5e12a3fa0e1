/** For the scenarios about credentials and redirects, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const credentialsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/credentials`, {
    'refused-for-good': source('retries-forever', 'DI-GEN-08c'),
    updated: source('same-credentials-after-403', 'DI-GEN-08a'),
  });

export const furtherCredentialsMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/credentials/refused-for-good`, source('hammers', 'DI-GEN-08b', 'DI-GEN-08c')],
    [`${format}/client/credentials/refused-for-good`, source('gives-up-on-403', 'DI-GEN-08a', 'DI-GEN-08b')],
  ] as const satisfies readonly (readonly [string, Mutant])[];

export const redirectMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/redirect`, {
    '302-to-the-same-authority': source('redirect-drops-credentials', 'DI-GEN-23'),
    '307-to-the-same-authority': source('ignores-redirects', 'DI-GEN-23'),
    '308-to-the-same-authority': source('get-on-redirect', 'DI-GEN-23'),
    '302-to-another-authority': source('ignores-redirects', 'DI-GEN-23'),
    '307-to-another-authority': source('carries-credentials-elsewhere', 'DI-GEN-23'),
    loop: source('follows-redirects-forever', 'DI-GEN-23'),
  });
