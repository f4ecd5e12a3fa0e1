import type { Parsed } from '../../media/codec/parsed.ts';
import { parseSpliceInfo, type SpliceInfo } from '../../media/events/splice-info.ts';
import { compare, plus, rational, type Rational } from '../../media/text/rational.ts';
import { lastsFor } from '../model/event.ts';
import type { Track } from '../model/track.ts';
import { absolute, type WholeSample } from '../model/whole-samples.ts';
import { eventBoxes, type EventBox } from './cmaf-meta-events.ts';

/** An event of a sample, whatever box it came in. */
export interface SampleEvent {
  readonly box: EventBox & { readonly type: 'emsg' | 'emib' };
  readonly sample: WholeSample;
  /** Absolute offset of its box, and of message_data. */
  readonly at: number;
  readonly dataAt: number;
  readonly scheme_id_uri: string;
  readonly value: string;
  readonly id: number;
  /** As it is written, in units of `timescale`; 0xFFFFFFFF for unknown. */
  readonly event_duration: number;
  readonly message_data: Uint8Array;
  /** Its own, or that of the track for an instance. */
  readonly timescale: number;
  /** When its sample is presented, and when it begins, in seconds on the timeline of the track. */
  readonly presented?: Rational;
  readonly begins?: Rational;
  /** In seconds; undefined where it is unknown. */
  readonly lasts?: Rational;
}

const eventOf = (sample: WholeSample, box: EventBox, track: Track): SampleEvent | undefined => {
  if ((box.type !== 'emsg' && box.type !== 'emib') || 'broken' in box.event) return undefined;
  const { value: event } = box.event;
  const trackScale = track.trak?.timescale ?? 0;
  const timescale = 'timescale' in event ? event.timescale : trackScale;
  const time = absolute(sample.time, track);
  const presented = time === undefined ? undefined : rational(time, BigInt(trackScale));
  const delta =
    'presentation_time' in event
      ? undefined
      : rational(BigInt(event.presentation_time_delta), BigInt(timescale));
  const begins =
    'presentation_time' in event
      ? rational(event.presentation_time, BigInt(timescale))
      : presented === undefined || delta === undefined
        ? undefined
        : plus(presented, delta);
  const lasts = lastsFor(event.event_duration, timescale);
  const { scheme_id_uri, value, id, event_duration, message_data } = event;
  return {
    box,
    sample,
    at: sample.offset + box.at,
    dataAt: sample.offset + box.body + event.at.message_data,
    scheme_id_uri,
    value,
    id,
    event_duration,
    message_data,
    timescale,
    ...(presented === undefined ? {} : { presented }),
    ...(begins === undefined ? {} : { begins }),
    ...(lasts === undefined ? {} : { lasts }),
  };
};

const known = new WeakMap<WholeSample, readonly SampleEvent[]>();

/** The events of a sample that can be read; none where its boxes do not fit. */
export const eventsOf = (sample: WholeSample, track: Track): readonly SampleEvent[] => {
  const before = known.get(sample);
  if (before !== undefined) return before;
  const { boxes, fault } = eventBoxes(sample);
  const events = fault === undefined ? boxes.flatMap((box) => eventOf(sample, box, track) ?? []) : [];
  known.set(sample, events);
  return events;
};

/** The one scheme of SCTE 35 that may be used at ingest: sections as they are. */
export const spliceScheme = 'urn:scte:scte35:2013:bin';

const splices = new WeakMap<SampleEvent, Parsed<SpliceInfo>>();

/** The section that an event carries (SCTE 35, 9.6), read once. */
export const spliceOf = (event: SampleEvent): Parsed<SpliceInfo> => {
  const before = splices.get(event);
  if (before !== undefined) return before;
  const parsed = parseSpliceInfo(event.message_data);
  splices.set(event, parsed);
  return parsed;
};

/** A time in seconds with its sign, for people. */
export const inSeconds = ({ numerator, denominator }: Rational): string =>
  `${(Number(numerator) / Number(denominator)).toFixed(3)} s`;

/** The second time less the first. */
export const from = (a: Rational, b: Rational): Rational =>
  plus(b, { numerator: -a.numerator, denominator: a.denominator });

/** Whether two times differ by no more than a limit; all in seconds. */
export const near = (a: Rational, b: Rational, limit: Rational): boolean => {
  const difference = from(a, b);
  const { numerator, denominator } = difference;
  return compare({ numerator: numerator < 0n ? -numerator : numerator, denominator }, limit) <= 0;
};

/** What rounding between two timescales may cost: nothing where they are the same, otherwise a tick of the coarser. */
export const roundingOf = (a: number, b: number): Rational =>
  a === b
    ? { numerator: 0n, denominator: 1n }
    : (rational(1n, BigInt(Math.max(1, Math.min(a, b)))) ?? { numerator: 0n, denominator: 1n });
