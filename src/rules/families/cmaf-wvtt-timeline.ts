import { rule } from '../rule.ts';
import { emptySample, gapBefore, nonSyncSamples } from './cmaf-imsc-timeline.ts';
import { isVtt } from './cmaf-wvtt-samples.ts';

/** How a WebVTT track goes on in time (ISO/IEC 14496-30, 7.3; ISO/IEC 23000-19, 7.3.2.2). */
export const wvttTimelineRules = {
  'CMAF-WVTT-013': rule('chunk', {
    says: 'A WebVTT track has samples for its silence too: empty cues, no gaps.',
    unless: ['CMAF-FRAG-014'],
    applies: isVtt,
    check: (chunk, track) =>
      emptySample(chunk, 'a vtte') ?? gapBefore(chunk, track, 'silence is told by samples with a vtte'),
  }),
  'CMAF-WVTT-014': rule('chunk', {
    says: 'Every sample of a WebVTT track is a sync sample.',
    applies: isVtt,
    check: (chunk) =>
      chunk.nonSync === 0 ? undefined : nonSyncSamples(chunk, 'a text sample is flagged as no sync sample'),
  }),
};
