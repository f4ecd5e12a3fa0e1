/** The stores that have their troubles with playlists, keys and transport streams. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';

export const playlistMutants = prefixed('hls/playlist', {
  'with-its-type': receiver('forgets-media-types', 'DI-I2-MIME-m3u8'),
  'with-its-older-type': receiver('refuses-manifests', 'DI-I2-MIME-m3u8'),
  'as-video': receiver('answers-500-to-wrong-types', 'DI-I2-NAME-07c'),
  key: receiver('refuses-keys', 'DI-I2-MIME-key'),
  'transport-stream': receiver('refuses-keys', 'DI-I2-MIME-ts'),
});

export const furtherPlaylistMutants = [
  ['hls/playlist/transport-stream', receiver('forgets-media-types', 'DI-I2-MIME-ts')],
] as const;
