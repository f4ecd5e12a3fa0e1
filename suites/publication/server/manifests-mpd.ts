/** What only DASH has: the MPD. */
import { takenFrom } from '../../../src/scenario/checks/store-objects.ts';
import { text } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { manifestText } from './manifests-text.ts';
import { postObject, putObject, segment } from './store-steps.ts';
import { mistyped, typed } from './types.ts';

const mpd = [text(manifestText('dash', { from: 1, count: 3 }))];

export const mpdObjects = suite('dash/mpd', {
  'with-its-type': typed('.mpd', 'DI-I2-MIME-mpd', mpd),
  'as-video': mistyped('an MPD that is called a video', '.mpd', mpd, 'video/mp4'),
  'beside-a-track': {
    title: 'an MPD that is POSTed beside CMAF, for a receiving entity that may not care for it',
    send: [...postObject('live.mpd', mpd), ...putObject('video-1.cmfv', segment(1), 'afterwards')],
    expect: { 'DI-EX2-03': [takenFrom('source'), takenFrom('afterwards')] },
  },
});
