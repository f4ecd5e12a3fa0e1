/** What only HLS has: playlists, keys and transport streams. */
import { filler, text, transportStream } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { manifestText } from './manifests-text.ts';
import { mistyped, typed } from './types.ts';

const playlist = [text(manifestText('hls', { from: 1, count: 3 }))];

/** A key of AES-128, in bytes. */
const keyLength = 16;

export const playlistObjects = suite('hls/playlist', {
  'with-its-type': typed('.m3u8', 'DI-I2-MIME-m3u8', playlist),
  'with-its-older-type': typed('.m3u8', 'DI-I2-MIME-m3u8', playlist, {
    contentType: 'application/x-mpegURL',
  }),
  'as-video': mistyped('a playlist that is called a video', '.m3u8', playlist, 'video/mp4'),
  key: typed('.key', 'DI-I2-MIME-key', [filler(keyLength, 16)], { rests: 'E-DI-36' }),
  'transport-stream': typed('.ts', 'DI-I2-MIME-ts', [transportStream(1)], { rests: 'E-DI-35' }),
});
