import type { Representation, SegmentTemplate } from './mpd-model.ts';
import { isBroken, type Reading } from './reading.ts';
import { segmentsOf, timelineLimit, timelineRuns, type TimelineSegment } from './segment-timeline.ts';
import { expandTemplate, fillTemplate, parseTemplate, type TemplateValues } from './template.ts';

/** A segment that a Representation names; its time and duration on the media timeline, in ticks of the timescale. */
export interface SegmentName extends TimelineSegment {
  readonly name: string;
}

/** Which numbers are asked for, first and last, and where the period ends, in ticks of the media timeline. */
export interface NameRange {
  readonly from?: bigint;
  readonly to?: bigint;
  readonly end?: bigint;
}

/** Segments of equal duration; the time counts from the presentation time offset (5.3.9.5.3). */
const equalSegments = function* (
  { startNumber, presentationTimeOffset }: SegmentTemplate,
  duration: bigint,
  from: bigint,
  to: bigint,
): Generator<TimelineSegment> {
  for (let number = from; number <= to; number++) {
    yield { number, time: presentationTimeOffset + (number - startNumber) * duration, duration };
  }
};

const segmentsIn = (
  template: SegmentTemplate,
  { from, to, end }: NameRange,
): Reading<Iterable<TimelineSegment>> => {
  const { SegmentTimeline, startNumber, duration } = template;
  if (SegmentTimeline) {
    const runs = timelineRuns(SegmentTimeline, startNumber, end);
    if (isBroken(runs)) return runs;
    const within = function* (): Generator<TimelineSegment> {
      for (const segment of segmentsOf(runs.value)) {
        if ((from ?? segment.number) <= segment.number && segment.number <= (to ?? segment.number))
          yield segment;
      }
    };
    return { value: { [Symbol.iterator]: within } };
  }
  if (duration === undefined)
    return { broken: 'The template has neither a SegmentTimeline nor a @duration.' };
  if (to === undefined) return { broken: 'Segments of equal duration need the number of the last one.' };
  const first = from ?? startNumber;
  if (to - first >= timelineLimit)
    return { broken: `More than ${String(timelineLimit)} segments are asked for.` };
  return { value: { [Symbol.iterator]: () => equalSegments(template, duration, first, to) } };
};

/** What the identifiers of a template stand for in a Representation, apart from number and time. */
export const templateValues = ({ id, bandwidth }: Representation): TemplateValues =>
  bandwidth === undefined ? { RepresentationID: id } : { RepresentationID: id, Bandwidth: bandwidth };

/**
 * The names of the segments of a Representation with a SegmentTemplate (ISO/IEC 23009-1, 5.3.9.4), made as they
 * are asked for, any number of times: all of a SegmentTimeline or those within the range, or those of the range
 * where the template has a @duration. Names are relative to the BaseURLs.
 * Broken: no template or no `media` in it, a template that cannot be filled, a timeline that cannot be expanded,
 * no last number for a @duration, and more than 1,000,000 segments.
 */
export const segmentNames = (
  representation: Representation,
  range: NameRange = {},
): Reading<Iterable<SegmentName>> => {
  const template = representation.addressing.SegmentTemplate;
  if (template?.media === undefined) return { broken: 'The Representation has no template for its media.' };
  const segments = segmentsIn(template, range);
  if (isBroken(segments)) return segments;
  const pieces = parseTemplate(template.media);
  if (isBroken(pieces)) return pieces;
  const values = templateValues(representation);
  // With the longest numbers that there can be it is seen once and for all whether the template can be filled.
  const longest = 10n ** 40n;
  const trial = fillTemplate(pieces.value, { ...values, Number: longest, Time: longest });
  if (isBroken(trial)) return trial;
  const names = function* (): Generator<SegmentName> {
    for (const segment of segments.value) {
      const filled = fillTemplate(pieces.value, { ...values, Number: segment.number, Time: segment.time });
      if (!isBroken(filled)) yield { ...segment, name: filled.value };
    }
  };
  return { value: { [Symbol.iterator]: names } };
};

/**
 * The name of the CMAF header of a Representation: the `initialization` of its template, filled, or the URL of
 * Initialization (ISO/IEC 23009-1, 5.3.9.2 and 5.3.9.4); `undefined` where nothing names one.
 * Broken: a template that cannot be filled; `$Number$` and `$Time$` must not stand in it.
 */
export const headerName = (representation: Representation): Reading<string | undefined> => {
  const { SegmentTemplate, SegmentList, SegmentBase } = representation.addressing;
  const template = SegmentTemplate?.initialization;
  if (template !== undefined) return expandTemplate(template, templateValues(representation));
  const named = SegmentTemplate ?? SegmentList ?? SegmentBase;
  return { value: named?.Initialization?.sourceURL };
};
