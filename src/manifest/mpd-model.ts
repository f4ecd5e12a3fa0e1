import type { Fault } from './reading.ts';

/**
 * What ISO/IEC 23009-1 (clause 5) lets an MPD say, as far as ingest needs it. Attributes keep the standard's
 * spelling; xs:duration is in seconds, what counts in a timescale is exact; lines count from 1.
 */
export interface Mpd {
  readonly root: { readonly name: string; readonly namespace: string | undefined };
  /** `static` where the attribute is missing (5.3.1.2). */
  readonly type: string;
  readonly profiles: readonly string[];
  readonly availabilityStartTime: string | undefined;
  readonly publishTime: string | undefined;
  readonly minBufferTime: number | undefined;
  readonly mediaPresentationDuration: number | undefined;
  readonly timeShiftBufferDepth: number | undefined;
  readonly minimumUpdatePeriod: number | undefined;
  readonly suggestedPresentationDelay: number | undefined;
  readonly BaseURLs: readonly BaseUrl[];
  readonly UTCTimings: readonly Descriptor[];
  readonly Periods: readonly Period[];
  /** What is not as the standard has it, at most `faultLimit` of it. */
  readonly faults: readonly Fault[];
}

export interface BaseUrl extends EarlyAvailability {
  readonly line: number;
  readonly uri: string;
}

/** How much earlier than nominally segments are available, and whether they are whole then (5.3.5.2, 5.3.9.2). */
export interface EarlyAvailability {
  /** Seconds; `Infinity` for INF, 0 where nothing is said. */
  readonly availabilityTimeOffset: number;
  /** `true` where nothing is said. */
  readonly availabilityTimeComplete: boolean;
}

/** A property, a role, a timing source or an event stream (5.8.2). */
export interface Descriptor {
  readonly line: number;
  readonly schemeIdUri: string;
  readonly value: string | undefined;
  readonly id: string | undefined;
}

export interface Period {
  readonly line: number;
  readonly id: string | undefined;
  readonly start: number | undefined;
  readonly duration: number | undefined;
  readonly BaseURLs: readonly BaseUrl[];
  readonly addressing: Addressing;
  readonly AdaptationSets: readonly AdaptationSet[];
}

/** What an AdaptationSet says, and a Representation may say otherwise (5.3.7). */
export interface CommonAttributes {
  readonly mimeType: string | undefined;
  readonly codecs: string | undefined;
  readonly profiles: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly frameRate: string | undefined;
  readonly audioSamplingRate: string | undefined;
}

export interface AdaptationSet extends CommonAttributes {
  readonly line: number;
  readonly id: string | undefined;
  readonly group: string | undefined;
  readonly contentType: string | undefined;
  readonly lang: string | undefined;
  readonly par: string | undefined;
  readonly segmentAlignment: string | undefined;
  readonly startWithSAP: string | undefined;
  readonly BaseURLs: readonly BaseUrl[];
  readonly EssentialProperties: readonly Descriptor[];
  readonly SupplementalProperties: readonly Descriptor[];
  readonly Roles: readonly Descriptor[];
  readonly ContentProtections: readonly Descriptor[];
  readonly InbandEventStreams: readonly Descriptor[];
  readonly addressing: Addressing;
  readonly Representations: readonly Representation[];
}

/** One Representation; what it does not say itself is that of its AdaptationSet. */
export interface Representation extends CommonAttributes {
  readonly line: number;
  readonly id: string;
  readonly bandwidth: bigint | undefined;
  readonly BaseURLs: readonly BaseUrl[];
  readonly EssentialProperties: readonly Descriptor[];
  readonly SupplementalProperties: readonly Descriptor[];
  readonly addressing: Addressing;
}

/** How segments are named at one level, with what the levels above say (5.3.9.1). */
export interface Addressing {
  readonly SegmentTemplate: SegmentTemplate | undefined;
  readonly SegmentList: SegmentList | undefined;
  readonly SegmentBase: SegmentBase | undefined;
}

/** What all three have in common (5.3.9.2); `timescale` is 1 where nothing says otherwise. */
export interface SegmentBase extends EarlyAvailability {
  readonly line: number;
  readonly timescale: bigint;
  readonly presentationTimeOffset: bigint;
  readonly indexRange: string | undefined;
  readonly Initialization: Resource | undefined;
}

/** A URI that an element names, or a range of bytes, or both (5.3.9.2.3). */
export interface Resource {
  readonly line: number;
  readonly sourceURL: string | undefined;
  readonly range: string | undefined;
}

/** What segments of a known duration add (5.3.9.2): a duration in the timescale, or a timeline. */
export interface MultipleSegmentBase extends SegmentBase {
  readonly startNumber: bigint;
  readonly duration: bigint | undefined;
  readonly SegmentTimeline: readonly TimelineEntry[] | undefined;
}

export interface SegmentTemplate extends MultipleSegmentBase {
  readonly media: string | undefined;
  readonly initialization: string | undefined;
}

export interface SegmentList extends MultipleSegmentBase {
  readonly SegmentURLs: readonly SegmentUrl[];
}

export interface SegmentUrl {
  readonly line: number;
  readonly media: string | undefined;
  readonly mediaRange: string | undefined;
}

/** An S element as it stands (5.3.9.6): `r` more segments of the same duration, 0 where it does not say. */
export interface TimelineEntry {
  readonly line: number;
  readonly t: bigint | undefined;
  readonly n: bigint | undefined;
  readonly d: bigint;
  readonly r: bigint;
}
