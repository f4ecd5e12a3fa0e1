/** For every scenario about how a store is reached, the misbehaving one that it must catch. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const transportMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/transport`, {
    'ipv4-and-ipv6': receiver('listens-on-ipv4-only', 'DI-GEN-12b'),
    'tls-1.2': receiver('tls-1.3-only', 'DI-GEN-02b'),
    'tls-1.3': receiver('tls-1.2-only', 'DI-GEN-02c'),
    'tls-1.1': receiver('tls-1.1', 'DI-GEN-02b'),
    'intermediate-suites': receiver('one-cipher', 'DI-GEN-02b'),
    'basic-over-tls': receiver('ignores-basic-over-tls', 'DI-GEN-05'),
    'client-certificate': receiver('refuses-every-certificate', 'DI-GEN-06a', 'DI-GEN-05'),
    'self-signed-certificate': receiver('refuses-every-certificate', 'DI-GEN-06c'),
    'unknown-self-signed-certificate': receiver('takes-any-certificate', 'DI-GEN-06b'),
    'certificate-of-another-authority': receiver('takes-any-certificate', 'DI-GEN-06b'),
    'expired-certificate': receiver('takes-expired-certificates', 'DI-GEN-06b'),
    'server-certificate': receiver('takes-server-certificates', 'DI-GEN-06b'),
  });

export const furtherTransportMutants = <const F extends Format>(format: F) =>
  [[`${format}/transport/client-certificate`, receiver('needs-no-certificate', 'DI-GEN-06a')]] as const;
