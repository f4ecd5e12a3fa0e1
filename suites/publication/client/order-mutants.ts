/** What the scenarios about the order of uploads must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';

export const orderOfDashMutants = prefixed('dash/client/order', {
  'media-before-the-mpd': source('manifest-first', 'DI-I2-00a'),
});

export const orderOfHlsMutants = prefixed('hls/client/order', {
  'media-before-the-playlist': source('manifest-first', 'DI-HLS-ORD-1', 'DI-HLS-ORD-3'),
  keys: source('key-before-segment', 'DI-HLS-ORD-1', 'DI-HLS-ORD-2'),
});

export const furtherOrderOfHlsMutants = [
  ['hls/client/order/media-before-the-playlist', source('manifest-once', 'DI-HLS-ORD-0')],
  ['hls/client/order/keys', source('playlist-before-key', 'DI-HLS-ENC-1', 'DI-HLS-ORD-3')],
  ['hls/client/order/keys', source('key-as-bin', 'DI-HLS-EXT-2')],
  ['hls/client/order/keys', source('no-content-type', 'DI-I2-MIME-key')],
] as const;
