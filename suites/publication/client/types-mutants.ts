/** What the scenarios about media types must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const typesMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/types`, {
    'of-cmaf': source('wrong-kind-of-extension', 'DI-I2-FMT-CMAF'),
    'of-mp4': source('octet-stream', 'DI-I2-NAME-07c', 'DI-I2-MIME-mp4', 'DI-I2-MIME-m4v', 'DI-I2-MIME-m4a'),
    'of-m4s': source('octet-stream', 'DI-I2-NAME-07c', 'DI-I2-MIME-m4s'),
  });

export const furtherTypesMutants = <const F extends Format>(format: F) => {
  const cmaf = `${format}/client/types/of-cmaf` as const;
  const ofManifest = format === 'dash' ? 'DI-I2-MIME-mpd' : 'DI-I2-MIME-m3u8';
  return [
    [
      cmaf,
      source(
        'octet-stream',
        'DI-I2-NAME-07c',
        'DI-I2-MIME-cmfv',
        'DI-I2-MIME-cmfa',
        'DI-I2-MIME-cmft',
        'DI-I2-MIME-init',
        ofManifest,
        ...(format === 'dash' ? (['DI-I2-MIME-cmfm'] as const) : []),
      ),
    ],
    [
      cmaf,
      source(
        ['init-as-header', 'octet-stream'],
        'DI-I2-NAME-07c',
        'DI-I2-MIME-cmfv',
        'DI-I2-MIME-cmfa',
        'DI-I2-MIME-cmft',
        'DI-I2-MIME-header',
        ofManifest,
        ...(format === 'dash' ? (['DI-I2-MIME-cmfm'] as const) : []),
      ),
    ],
    [cmaf, source('other-extension', 'DI-I2-NAME-07c')],
    ...(format === 'dash' ? ([[cmaf, source('mpd-as-playlist', 'DI-I2-MIME-mpd')]] as const) : []),
  ] as const;
};

export const typesOfHlsMutants = prefixed('hls/client/types', {
  'of-transport-streams': source('octet-stream', 'DI-I2-NAME-07c', 'DI-I2-MIME-ts'),
});

export const furtherTypesOfHlsMutants = [
  ['hls/client/types/of-transport-streams', source('ts-as-m4s', 'DI-HLS-EXT-3', 'DI-I2-FMT-TS')],
] as const;
