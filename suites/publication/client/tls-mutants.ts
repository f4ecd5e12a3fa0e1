/** For the scenarios over TLS, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const tlsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/tls`, {
    'any-version': source('weak-ciphers-besides', 'DI-GEN-07'),
    'tls-1.2': source('tls-1.1-only', 'DI-GEN-02b'),
    'tls-1.3': source('old-ciphers', 'DI-GEN-02c'),
    'tls-1.1': source('tls-1.1-only', 'DI-GEN-02b'),
    'client-certificate': source(['no-client-certificate', 'omits-credentials'], 'DI-GEN-05', 'DI-GEN-06a'),
    'self-signed-server': source('trusts-any-server', 'DI-GEN-06a'),
    'expired-server': source('trusts-any-server', 'DI-GEN-06a'),
    'other-name': source('trusts-any-server', 'DI-GEN-06a'),
  });

export const furtherTlsMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/tls/any-version`, source('plain-http', 'DI-GEN-02a', 'DI-GEN-05', 'DI-GEN-07')],
    [`${format}/client/tls/any-version`, source('refuses-every-server', 'DI-GEN-02a', 'DI-GEN-05')],
    [`${format}/client/tls/any-version`, source('omits-credentials', 'DI-GEN-05')],
    [`${format}/client/tls/client-certificate`, source('wrong-client-certificate', 'DI-GEN-06b')],
  ] as const satisfies readonly (readonly [string, Mutant])[];
