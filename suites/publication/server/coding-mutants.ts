/** For every scenario about content codings and types, the misbehaving store that it must catch. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const codingMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/coding`, {
    'gzip-manifest': receiver('serves-gzip-without-saying', 'DI-GEN-24b'),
    'gzip-media': receiver('answers-500-to-gzip', 'DI-GEN-24b', 'DI-GEN-21'),
    'no-gzip': receiver('stores-gzip-as-it-is', 'DI-GEN-19'),
    'type-of-something-else': receiver('answers-500-to-wrong-types', 'DI-GEN-18a', 'DI-GEN-18b'),
    unknown: receiver('ignores-unknown-coding', 'DI-GEN-24b'),
  });

export const furtherCodingMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/coding/gzip-manifest`, receiver('refuses-gzip', 'DI-GEN-24b')],
    [`${format}/coding/gzip-media`, receiver('serves-gzip-without-saying', 'DI-GEN-24b')],
  ] as const;
