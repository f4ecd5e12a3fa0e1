/** What the scenarios about media must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const mediaMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/media`, {
    tracks: source('no-role', 'DI-EX1-04'),
    renditions: source('unaligned-set', 'DI-EX1-03'),
  });

export const furtherMediaMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/media/tracks`, source('moved-time', 'DI-I2-00c')],
    [`${format}/client/media/tracks`, source('wrong-kind-of-extension', 'DI-I2-FMT-CMAF')],
  ] as const;

export const mediaOfDashMutants = prefixed('dash/client/media', {
  cues: source('wrong-scte-scheme', 'DI-EX1-02'),
});
