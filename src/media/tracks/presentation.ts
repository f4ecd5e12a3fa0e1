/** The test presentation: tracks that begin together, in fragments of 0.96 s, and go on for ever. */
import { audioTrack } from './audio-track.ts';
import { metadataTrack } from './metadata-track.ts';
import type { SourceTrack, TestTrackName } from './test-track.ts';
import { ttmlTrack, webVttTrack } from './text-tracks.ts';
import { videoTrack } from './video-track.ts';

export { fragmentOf } from './planned-track.ts';

const made: Readonly<Record<TestTrackName, (name: string) => SourceTrack>> = {
  video: (name) => videoTrack(name, 160, 90, 12),
  'video-low': (name) => videoTrack(name, 96, 54, 11),
  audio: (name) => audioTrack(name, { code: 'eng', tag: 'en' }, 'main'),
  'audio-german': (name) => audioTrack(name, { code: 'deu', tag: 'de' }, 'alternate'),
  webvtt: webVttTrack,
  ttml: ttmlTrack,
  metadata: metadataTrack,
};

const known = new Map<TestTrackName, SourceTrack>();

/** A track of the test presentation; made once. */
export const sourceTrack = (name: TestTrackName): SourceTrack => {
  const track = known.get(name) ?? made[name](name);
  known.set(name, track);
  return track;
};
