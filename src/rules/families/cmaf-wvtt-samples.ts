import {
  looksLikeRawWebVtt,
  parseWebVttSample,
  type WebVttCue,
  type WebVttSample,
} from '../../media/text/webvtt-sample.ts';
import type { WholeSample } from '../model/whole-samples.ts';
import type { Track } from '../model/track.ts';

/** A sample of a WebVTT track as boxes, or the knowledge that it is the text of a file instead. */
export type VttSample = WebVttSample & { readonly raw: boolean };

const known = new WeakMap<WholeSample, VttSample>();

/** The boxes of a sample (ISO/IEC 14496-30, 7.4), read once for all rules that ask. Never throws. */
export const vttSample = (sample: WholeSample): VttSample => {
  const read = known.get(sample);
  if (read !== undefined) return read;
  const raw = looksLikeRawWebVtt(sample.bytes);
  const parsed: VttSample = raw
    ? { boxes: [], faults: [], raw }
    : { ...parseWebVttSample(sample.bytes), raw };
  known.set(sample, parsed);
  return parsed;
};

/** The cues of a sample; none where it is no sequence of boxes. */
export const cuesOf = (sample: WholeSample): readonly WebVttCue[] =>
  vttSample(sample).boxes.filter((box): box is WebVttCue => box.kind === 'vttc');

/** Whether a track is one of WebVTT, encrypted or not. */
export const isVtt = (track: Track): boolean => track.trak?.original === 'wvtt';

/** Whether a track is one of WebVTT whose samples can be read. */
export const isReadableVtt = (track: Track): boolean => isVtt(track) && track.trak?.encrypted === false;
