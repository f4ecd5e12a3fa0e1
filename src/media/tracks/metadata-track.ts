import { box } from '../build/node.ts';
import { spliceInsert } from '../events/encode-splice-info.ts';
import { emptyEventMessage, eventMessage } from '../events/event-boxes.ts';
import { plannedTrack } from './planned-track.ts';
import type { SourceTrack } from './test-track.ts';
import { roleOf } from './track-plan.ts';

/** Ticks of a fragment, in milliseconds. */
const fragmentDuration = 960;

/** An event in every fourth fragment, of version 1 and of version 0 in turn. */
const hasEvent = (number: number): boolean => number % 4 === 1;

/** A break that begins with the fragment and is as long (SCTE 35, 9.7.3), in an event message box. */
const breakOf = (number: number): Uint8Array => {
  const event = {
    scheme_id_uri: 'urn:scte:scte35:2013:bin',
    value: '1001',
    timescale: 1000,
    event_duration: fragmentDuration,
    id: number >>> 0,
    message_data: spliceInsert({ eventId: number >>> 0, out: true, duration90k: fragmentDuration * 90 }),
  };
  return number % 8 === 1
    ? eventMessage({ ...event, version: 1, presentation_time: BigInt(number) * BigInt(fragmentDuration) })
    : eventMessage({ ...event, version: 0, presentation_time_delta: 0 });
};

/** Timed metadata by URI (`urim`; ISO/IEC 14496-12, 12.3.3): event messages with SCTE 35, and fragments without any. */
export const metadataTrack = (name: string): SourceTrack =>
  plannedTrack({
    name,
    kind: 'metadata',
    extension: '.cmfm',
    contentType: 'application/mp4',
    header: {
      brands: ['cmfc', 'iso6'],
      timescale: 1000,
      name: 'events',
      handler: 'meta',
      language: 'und',
      kinds: [roleOf('metadata')],
    },
    entry: (rate) =>
      box('urim', { data_reference_index: 1 }, box('uri ', { theURI: 'urn:mpeg:dash:event:2012' }), rate),
    fragmentDuration,
    samples: (number) => [
      [{ bytes: hasEvent(number) ? breakOf(number) : emptyEventMessage(), duration: fragmentDuration }],
    ],
    period: 8,
    repeats: false,
    says: hasEvent,
  });
