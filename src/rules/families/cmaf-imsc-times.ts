import type { Rational } from '../../media/text/rational.ts';
import type { TtmlDocument } from '../../media/text/ttml-document.ts';
import type { TtmlInterval } from '../../media/text/ttml-intervals.ts';
import { absolute } from '../model/whole-samples.ts';
import type { Track } from '../model/track.ts';
import type { Broken } from '../rule.ts';
import type { TtmlSample } from './cmaf-imsc-samples.ts';

const seconds = ({ numerator, denominator }: Rational): number => Number(numerator) / Number(denominator);

/** Times that are compared are rounded to milliseconds by many writers. */
const tolerance = 0.002;

/** The intervals that tell when something is shown: of paragraphs where those have times, of what is around otherwise. */
const shown = (intervals: readonly TtmlInterval[]): readonly TtmlInterval[] => {
  const timed = intervals.filter((each) => each.timed);
  const text = timed.filter(({ element }) => element === 'p' || element === 'span');
  return text.length > 0 ? text : timed;
};

const meets = ({ begin, end }: TtmlInterval, from: number, to: number): boolean =>
  (begin === undefined || seconds(begin) < to + tolerance) &&
  (end === undefined || seconds(end) > from - tolerance);

/**
 * What to say of a document of which nothing is shown during its sample (ISO/IEC 14496-30, 5.6: times of documents are
 * those of the track). Content beside the sample is legal; a document without times is shown throughout.
 */
export const documentTimes = (
  { intervals, timeBase }: TtmlDocument,
  { sample }: TtmlSample,
  track: Track,
): Broken | undefined => {
  const timescale = track.trak?.timescale ?? 0;
  const begin = absolute(sample.time, track);
  const list = shown(intervals);
  if (timeBase !== 'media' || timescale === 0 || begin === undefined || list.length === 0) return undefined;
  const from = Number(begin) / timescale;
  const to = from + sample.duration / timescale;
  if (list.some((each) => meets(each, from, to))) return undefined;
  const relative = list.some((each) => meets(each, 0, to - from));
  const first = list[0]?.begin;
  return {
    says: relative
      ? 'the times of a document seem to count from the begin of its sample'
      : 'nothing of a document is shown during its sample',
    expected: `times from ${from.toFixed(3)} to ${to.toFixed(3)} s`,
    actual: first === undefined ? 'others' : `from ${seconds(first).toFixed(3)} s`,
  };
};
