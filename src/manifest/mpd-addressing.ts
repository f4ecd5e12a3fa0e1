import type { Element } from '@xmldom/xmldom';
import type {
  Addressing,
  MultipleSegmentBase,
  Resource,
  SegmentBase,
  SegmentList,
  SegmentTemplate,
  TimelineEntry,
} from './mpd-model.ts';
import { quote, type TakeFault } from './reading.ts';
import type { AttributeReader } from './xml-values.ts';
import { childrenOf, lineOf } from './xml.ts';

/** No addressing yet: what the MPD itself hands to its periods. */
export const noAddressing: Addressing = {
  SegmentTemplate: undefined,
  SegmentList: undefined,
  SegmentBase: undefined,
};

/** Whether segments are whole when they become available: so unless `@availabilityTimeComplete` is false. */
export const saysComplete = (element: Element, read: AttributeReader): boolean =>
  !['false', '0'].includes(read.string(element, 'availabilityTimeComplete')?.trim() ?? '');

/** How segments are named, read at one level; `above` is what the level above says. */
export type ReadAddressing = (level: Element, above: Addressing) => Addressing;

/**
 * Reads SegmentTemplate, SegmentList and SegmentBase of a Period, an AdaptationSet or a Representation, and puts
 * in what the level above says and this one does not (ISO/IEC 23009-1, 5.3.9). A duration puts an inherited
 * timeline out of force, and the other way round. S elements without a duration are left out with a fault.
 */
export const addressingReader = (read: AttributeReader, fault: TakeFault): ReadAddressing => {
  const timeline = (element: Element): readonly TimelineEntry[] | undefined => {
    const [found] = childrenOf(element, 'SegmentTimeline');
    if (found === undefined) return undefined;
    return childrenOf(found, 'S').flatMap((S) => {
      const d = read.long(S, 'd');
      if (d === undefined && !S.hasAttribute('d')) fault(lineOf(S), 'An S has no @d.');
      if (d === undefined) return [];
      const [t, n, r = 0n] = [read.long(S, 't'), read.long(S, 'n'), read.integer(S, 'r')];
      return [{ line: lineOf(S), t, n, d, r }];
    });
  };

  const resource = (element: Element, name: string): Resource | undefined => {
    const [found] = childrenOf(element, name);
    if (found === undefined) return undefined;
    return {
      line: lineOf(found),
      sourceURL: read.string(found, 'sourceURL'),
      range: read.string(found, 'range'),
    };
  };

  const base = (element: Element, above: SegmentBase | undefined): SegmentBase => {
    const timescale = read.long(element, 'timescale');
    if (timescale === 0n) fault(lineOf(element), '@timescale is 0.');
    return {
      line: lineOf(element),
      timescale: timescale ?? above?.timescale ?? 1n,
      presentationTimeOffset:
        read.long(element, 'presentationTimeOffset') ?? above?.presentationTimeOffset ?? 0n,
      availabilityTimeOffset:
        read.number(element, 'availabilityTimeOffset') ?? above?.availabilityTimeOffset ?? 0,
      availabilityTimeComplete: element.hasAttribute('availabilityTimeComplete')
        ? saysComplete(element, read)
        : (above?.availabilityTimeComplete ?? true),
      indexRange: read.string(element, 'indexRange') ?? above?.indexRange,
      Initialization: resource(element, 'Initialization') ?? above?.Initialization,
    };
  };

  const multiple = (element: Element, above: MultipleSegmentBase | undefined): MultipleSegmentBase => {
    const [duration, SegmentTimeline] = [read.long(element, 'duration'), timeline(element)];
    if (duration !== undefined && SegmentTimeline) {
      fault(lineOf(element), `${quote(element.tagName)} has both a @duration and a SegmentTimeline.`);
    }
    const silent = duration === undefined && SegmentTimeline === undefined;
    return {
      ...base(element, above),
      startNumber: read.long(element, 'startNumber') ?? above?.startNumber ?? 1n,
      duration: silent ? above?.duration : duration,
      SegmentTimeline: silent ? above?.SegmentTimeline : SegmentTimeline,
    };
  };

  const template = (element: Element, above: SegmentTemplate | undefined): SegmentTemplate => ({
    ...multiple(element, above),
    media: read.string(element, 'media') ?? above?.media,
    initialization: read.string(element, 'initialization') ?? above?.initialization,
  });

  const list = (element: Element, above: SegmentList | undefined): SegmentList => {
    const urls = childrenOf(element, 'SegmentURL').map((url) => ({
      line: lineOf(url),
      media: read.string(url, 'media'),
      mediaRange: read.string(url, 'mediaRange'),
    }));
    return {
      ...multiple(element, above),
      SegmentURLs: urls.length > 0 ? urls : (above?.SegmentURLs ?? []),
    };
  };

  return (level, above) => {
    const one = (name: string): Element | undefined => {
      const [first, second] = childrenOf(level, name);
      if (second) fault(lineOf(second), `There is more than one ${name}.`);
      return first;
    };
    const [T, L, B] = [one('SegmentTemplate'), one('SegmentList'), one('SegmentBase')];
    return {
      SegmentTemplate: T ? template(T, above.SegmentTemplate) : above.SegmentTemplate,
      SegmentList: L ? list(L, above.SegmentList) : above.SegmentList,
      SegmentBase: B ? base(B, above.SegmentBase) : above.SegmentBase,
    };
  };
};
