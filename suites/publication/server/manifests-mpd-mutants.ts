/** The stores that have their troubles with an MPD. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';

export const mpdMutants = prefixed('dash/mpd', {
  'with-its-type': receiver('forgets-media-types', 'DI-I2-MIME-mpd'),
  'as-video': receiver('answers-500-to-wrong-types', 'DI-I2-NAME-07c'),
  'beside-a-track': receiver('refuses-manifests', 'DI-EX2-03'),
});

export const furtherMpdMutants = [
  ['dash/mpd/with-its-type', receiver('refuses-manifests', 'DI-I2-MIME-mpd')],
] as const;
