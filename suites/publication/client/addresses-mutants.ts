/** For the scenarios about names and addresses, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const addressesMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/addresses`, {
    name: source('omits-host', 'DI-I2-IC-02'),
    'name-over-tls': source('refuses-every-server', 'DI-I2-IC-02'),
    'ipv4-address': source('ipv6-only', 'DI-GEN-12a'),
    'ipv6-address': source('ipv4-only', 'DI-GEN-12a'),
    'both-families': source(['ipv4-only', 'ipv6-only'], 'DI-GEN-12a'),
    'first-address-dead': source('first-address-only', 'DI-GEN-03'),
    'moved-at-a-segment': source('resolves-once', 'DI-GEN-03', 'DI-GEN-04', 'DI-I2-FAIL-1b'),
    'moved-at-a-manifest': source('resolves-once', 'DI-GEN-04', 'DI-I2-FAIL-1a'),
  });

export const furtherAddressesMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/addresses/name`, source('ipv6-only', 'DI-I2-IC-02')],
    [
      `${format}/client/addresses/moved-at-a-segment`,
      source('ignores-the-ttl', 'DI-GEN-03', 'DI-GEN-04', 'DI-I2-FAIL-1b'),
    ],
  ] as const satisfies readonly (readonly [string, Mutant])[];
