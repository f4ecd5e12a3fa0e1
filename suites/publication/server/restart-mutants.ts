/** For every scenario about stores and sources that fail, the misbehaving store that it must catch. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const restartMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/restart`, {
    'what-was-stored': receiver('forgets-points-on-restart', 'DI-FO-01'),
    'half-an-upload': receiver('serves-half-uploads', 'DI-FO-01'),
    takeover: receiver('refuses-overwriting', 'DI-FO-04'),
    'object-twice': receiver('refuses-overwriting', 'DI-FO-07d'),
    'two-sources-at-once': receiver('mixes-objects-side-by-side', 'DI-FO-07d'),
  });

export const furtherRestartMutants = <const F extends Format>(format: F) =>
  [[`${format}/restart/two-sources-at-once`, receiver('refuses-second-source', 'DI-FO-07d')]] as const;
