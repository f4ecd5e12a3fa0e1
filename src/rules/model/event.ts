import { payloadOf, type Box } from '../../media/isobmff/box.ts';
import { parseEventMessage } from '../../media/events/event-message.ts';
import { rational, type Rational } from '../../media/text/rational.ts';
import type { Track } from './track.ts';

/** An event that a track told, as few facts: what tracks of one presentation are compared by. */
export interface TrackEvent {
  readonly scheme_id_uri: string;
  readonly value: string;
  readonly id: number;
  /** When it begins, in seconds on the timeline of the track; undefined where only a segment would tell. */
  readonly time?: Rational;
  /** In seconds; undefined where it is unknown. */
  readonly duration?: Rational;
  /** Whether it is a cue of SCTE 35. */
  readonly splice: boolean;
  /** Whether it lay beside the media, at the top level of the file, instead of in a sample. */
  readonly inBand: boolean;
}

/** Events of one track that are kept. */
const mostEvents = 10_000;
/** Strings that are longer than this name nothing, and would fill the memory. */
const longestName = 1024;

/** Puts down an event of a track, while there is room. */
export const noteEvent = (track: Track, event: TrackEvent): void => {
  track.events ??= [];
  if (track.events.length >= mostEvents || event.scheme_id_uri.length + event.value.length > longestName)
    return;
  track.events.push(event);
};

/** What a length of `event_duration` is in seconds; undefined where it is unknown (ISO/IEC 23009-1, 5.10.3.3). */
export const lastsFor = (eventDuration: number, timescale: number): Rational | undefined =>
  eventDuration === 0xffffffff ? undefined : rational(BigInt(eventDuration), BigInt(timescale));

/** Puts down an event message box at the top level; one that cannot be read is for others to tell of. */
export const noteMessage = (track: Track, box: Box): void => {
  const parsed = parseEventMessage(payloadOf(box));
  if ('broken' in parsed) return;
  const { value: event } = parsed;
  const time = event.version === 1 ? rational(event.presentation_time, BigInt(event.timescale)) : undefined;
  const duration = lastsFor(event.event_duration, event.timescale);
  noteEvent(track, {
    scheme_id_uri: event.scheme_id_uri,
    value: event.value,
    id: event.id,
    ...(time === undefined ? {} : { time }),
    ...(duration === undefined ? {} : { duration }),
    splice: /scte35/i.test(event.scheme_id_uri),
    inBand: true,
  });
};
