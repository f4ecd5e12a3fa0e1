/** The stores with which no presentation would play. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const manifestsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/manifest`, {
    'by-post': receiver('refuses-manifests', 'DI-I2-HTTP-01a'),
    'new-version': receiver('keeps-the-older', 'DI-I2-NAME-04', 'DI-EX1-16'),
    'whole-presentation': receiver('mends-line-ends', 'DI-EX1-14'),
    'sliding-window': receiver('ignores-delete', 'DI-EX1-15'),
  });

export const furtherManifestsMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/manifest/whole-presentation`, receiver('refuses-manifests', 'DI-EX1-14')],
    [`${format}/manifest/sliding-window`, receiver('keeps-the-older', 'DI-EX1-16')],
  ] as const;
