/** For the scenarios with two receiving entities, two sources or two sessions, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const receiversMutants = prefixed('hls/client/receivers', {
  two: source('other-bytes-at-second-receiver', 'DI-HLS-RES-1'),
});

export const furtherReceiversMutants = [
  ['hls/client/receivers/two', source('other-names-at-second-receiver', 'DI-HLS-RES-1')],
  ['hls/client/receivers/two', source('one-receiver-only', 'DI-HLS-RES-1')],
] as const satisfies readonly (readonly [string, Mutant])[];

export const sourcesMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/sources`, {
    takeover: source(
      'numbers-from-its-own-start',
      'DI-EX1-07',
      ...(format === 'hls' ? (['DI-HLS-RES-2a'] as const) : []),
    ),
  });

export const sourcesSideBySideMutants = prefixed('hls/client/sources-side-by-side', {
  'one-later': source('numbers-from-its-own-start', 'DI-HLS-RES-2a'),
});

export const sessionsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/sessions`, {
    again: source('same-names-each-session', 'DI-I2-NAME-01'),
  });

export const furtherSessionsMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/sessions/again`, source('same-manifest-each-session', 'DI-I2-NAME-03a')],
  ] as const satisfies readonly (readonly [string, Mutant])[];
