/** What the scenarios about manifests must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

const relative = {
  dash: ['DI-DASH-REL-1'],
  hls: ['DI-HLS-REL-1', 'DI-HLS-REL-2'],
} as const;

export const manifestsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/manifests`, {
    'every-version': source('absolute-urls', 'DI-I2-IC-04c', ...relative[format]),
    'of-both-formats': source('formats-disagree', 'DI-I2-IC-01b', 'DI-I2-IC-01c'),
  });

export const furtherManifestsMutants = <const F extends Format>(format: F) => {
  const every = `${format}/client/manifests/every-version` as const;
  return [
    [every, source('rooted-urls', ...relative[format])],
    [every, source('names-missing-objects', 'DI-I2-00a', 'DI-I2-IC-01a')],
    [every, source('manifest-once', 'DI-I2-00a')],
    ...(format === 'dash'
      ? ([
          [every, source('ill-formed-mpd', 'DI-I2-IC-01a', 'DI-I2-FMT-MPD')],
          [every, source('mpd-without-start', 'DI-I2-IC-01a', 'DI-I2-FMT-MPD')],
          [every, source('xml-manifests', 'DI-I2-FMT-MPD')],
        ] as const)
      : ([
          [every, source('playlist-without-duration', 'DI-I2-IC-01a')],
          [every, source('wrong-extinf', 'DI-I2-IC-01a')],
          [every, source('sequence-stands-still', 'DI-I2-IC-01a')],
          [every, source('xml-manifests', 'DI-I2-FMT-M3U8')],
        ] as const)),
  ] as const;
};

export const manifestsOfDashMutants = prefixed('dash/client/manifests', {
  'named-by-duration': source('mpd-without-start', 'DI-I2-IC-01a'),
});
