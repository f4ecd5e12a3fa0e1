/** For every scenario that is meant to do harm, the store that it harms. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const hostileMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/hostile`, {
    'long-head': receiver('hangs-on-long-heads', 'DI-GEN-19'),
    'long-path': receiver('dies-of-noise', 'DI-GEN-19'),
    'endless-head': receiver('hangs-on-long-heads', 'DI-GEN-19'),
    'no-http': receiver('dies-of-noise', 'DI-GEN-19'),
    'without-host': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'two-hosts': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'space-before-colon': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'folded-field': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'encoding-cut-off': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'nul-in-the-path': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'unknown-method': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'length-that-is-no-number': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'two-lengths': receiver('answers-500-to-malformed-heads', 'DI-GEN-19'),
    'length-never-reached': receiver('one-connection-at-a-time', 'DI-GEN-19'),
    'half-heads': receiver('one-connection-at-a-time', 'DI-GEN-19'),
    'half-bodies': receiver('one-connection-at-a-time', 'DI-GEN-19'),
    'many-fields': receiver('refuses-right-credentials', 'DI-I2-HTTP-01a'),
  });
