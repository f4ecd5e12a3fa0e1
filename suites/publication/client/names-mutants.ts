/** What the scenarios about names must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const namesMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/names`, {
    'of-objects': source('init-as-m4s', 'DI-I2-NAME-06'),
  });

export const furtherNamesMutants = <const F extends Format>(format: F) => {
  const names = `${format}/client/names/of-objects` as const;
  const other = format === 'dash' ? 'DI-DASH-02a' : 'DI-HLS-EXT-4';
  const ofTime = format === 'hls' ? (['DI-HLS-RES-2b'] as const) : [];
  return [
    [names, source('reuses-names', 'DI-GEN-11b', 'DI-I2-NAME-01')],
    [names, source('leaves-the-path', 'DI-I2-NAME-02a')],
    [names, source('same-manifest-each-session', 'DI-I2-NAME-03b')],
    [names, source('names-without-number', 'DI-I2-NAME-05a')],
    [names, source('falling-numbers', 'DI-I2-NAME-05a', ...ofTime)],
    [names, source('number-runs-on', 'DI-I2-NAME-05b', ...ofTime)],
    [names, source('no-extension', 'DI-WF-03', 'DI-I2-NAME-07a')],
    [names, source('other-extension', 'DI-WF-03', other)],
    [names, source('no-content-type', 'DI-WF-03', 'DI-I2-NAME-07b')],
    [names, source('xml-manifests', format === 'dash' ? 'DI-DASH-01' : 'DI-HLS-EXT-1')],
    ...(format === 'dash'
      ? ([[names, source('ts-in-dash', 'DI-DASH-02b')]] as const)
      : ([
          [names, source('wrong-kind-of-extension', 'DI-HLS-EXT-4')],
          [names, source('cmaf-as-ts', 'DI-HLS-EXT-4b')],
        ] as const)),
  ] as const;
};
