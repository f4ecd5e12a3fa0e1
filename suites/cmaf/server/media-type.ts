/** Bodies that are no CMAF, or CMAF of a kind that a receiving entity need not know. */
import {
  refusedOrNoted,
  takenOrUnsupported,
  turnedDown,
  unsupported,
} from '../../../src/scenario/checks/receiver-answers.ts';
import type { ForeignBody, TestTrackName } from '../../../src/media/tracks/test-track.ts';
import { foreign, fragments, header, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';

const noCmaf = (title: string, body: ForeignBody, contentType: string): ServerScenario => ({
  title,
  needs: ['activeReceiver'],
  send: send([foreign(body)], { plan: { contentType } }),
  expect: { 'DI-GEN-18a': unsupported, 'DI-GEN-18b': unsupported, 'DI-CMAF-GP-N1': turnedDown },
});

/** Tracks of sparse data, of which a receiving entity may know some. */
const sparse = (title: string, track: TestTrackName): ServerScenario => ({
  title,
  send: send([header(), fragments(0, 1)], { track }),
  expect: { 'DI-GEN-18b': takenOrUnsupported },
});

export const mediaType = suite('cmaf/media-type', {
  text: noCmaf('plain text', 'text', 'text/plain'),
  picture: noCmaf('a picture that is called a video', 'jpeg', 'video/mp4'),
  'progressive-mp4': noCmaf('an MP4 file that is no CMAF', 'progressive-mp4', 'video/mp4'),
  'transport-stream': noCmaf('an MPEG-2 transport stream', 'transport-stream', 'video/mp2t'),
  form: noCmaf('a form', 'form', 'application/x-www-form-urlencoded'),
  'unknown-codec': {
    title: 'a well-formed CMAF header with a sample entry that nobody knows',
    needs: ['activeReceiver'],
    send: send([header('unknown-codec')]),
    expect: { 'DI-GEN-18a': refusedOrNoted, 'DI-GEN-18b': refusedOrNoted },
  },
  webvtt: sparse('a track of WebVTT subtitles', 'webvtt'),
  ttml: sparse('a track of TTML subtitles', 'ttml'),
  metadata: sparse('a track of timed metadata', 'metadata'),
});
