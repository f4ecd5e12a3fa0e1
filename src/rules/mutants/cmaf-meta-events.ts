import { ascii, concat } from '../../media/bytes.ts';
import { spliceInsert } from '../../media/events/encode-splice-info.ts';
import { emptyEventMessage, eventMessage, eventMessageInstance } from '../../media/events/event-boxes.ts';
import {
  eventTrack,
  instanceTrack,
  splice,
  spliceEvent,
  spliceInstance,
  spliceScheme,
} from '../examples/metadata.ts';
import type { ChunkPlan } from '../../media/tracks/track-plan.ts';
import type { RuleId } from '../facts/index.ts';
import { broken, oneTrack, type Mutant } from './mutant.ts';

const later = { head: true };

const fragment = (bytes: Uint8Array, duration = 2000): ChunkPlan => ({ samples: [{ bytes, duration }] });

const messages = (...chunks: readonly ChunkPlan[]) => oneTrack(eventTrack({}, chunks), 'track.cmfm');
const instances = (...chunks: readonly ChunkPlan[]) => oneTrack(instanceTrack({}, chunks), 'track.cmfm');

/** Events of the first two samples; the third lies from 4 to 6 s and holds what is given. */
const third = (
  what: string,
  wrong: Uint8Array,
  right = spliceEvent(4000n, 3),
  also: readonly RuleId[] = [],
): Mutant => {
  const input = (bytes: Uint8Array) =>
    messages(fragment(spliceEvent(0n, 1)), fragment(emptyEventMessage()), fragment(bytes));
  return broken(
    what,
    () => input(right),
    () => input(wrong),
    { also },
  );
};

/** The same with event instances. */
const thirdInstance = (
  what: string,
  wrong: Uint8Array,
  right = spliceInstance(3),
  also: readonly RuleId[] = [],
): Mutant => {
  const input = (bytes: Uint8Array) =>
    instances(fragment(spliceInstance(1)), fragment(emptyEventMessage()), fragment(bytes));
  return broken(
    what,
    () => input(right),
    () => input(wrong),
    { also, settings: later },
  );
};

interface Event {
  readonly scheme?: string;
  readonly timescale?: number;
  readonly time?: bigint;
  readonly duration?: number;
  readonly id?: number;
  readonly data?: Uint8Array;
}

const words = ascii('words');
const event = ({
  scheme = 'urn:example:words',
  timescale = 1000,
  time = 4000n,
  duration = 2000,
  id = 3,
  data = words,
}: Event) =>
  eventMessage({
    version: 1,
    scheme_id_uri: scheme,
    timescale,
    presentation_time: time,
    event_duration: duration,
    id,
    message_data: data,
  });

const delayed = (delta: number) =>
  eventMessage({
    version: 0,
    scheme_id_uri: 'urn:example:words',
    timescale: 1000,
    presentation_time_delta: delta,
    event_duration: 2000,
    id: 3,
    message_data: words,
  });

const instance = (delta: bigint, duration: number) =>
  eventMessageInstance({
    scheme_id_uri: 'urn:example:words',
    presentation_time_delta: delta,
    event_duration: duration,
    id: 3,
    message_data: words,
  });

const renamed = (bytes: Uint8Array, type: string): Uint8Array =>
  concat(bytes.subarray(0, 4), ascii(type), bytes.subarray(8));

const byteSet = (bytes: Uint8Array, at: number, value: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? value : byte));

const id3 = (length: number): Uint8Array =>
  concat(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, length), new Uint8Array(10));
const id3Event = (data: Uint8Array) => event({ scheme: 'https://aomedia.org/emsg/ID3', data });

/** A fragment whose event is announced by an empty sample in front of it. */
const announced = (empty: number): ChunkPlan => ({
  samples: [
    { bytes: emptyEventMessage(), duration: empty },
    { bytes: spliceEvent(BigInt(2000 + empty), 2), duration: 2000 },
  ],
});

export const metaEventMutants = {
  'CMAF-META-010': [
    third('a box that is no event', renamed(spliceEvent(4000n, 3), 'emsX')),
    third('an event instance', instance(0n, 2000)),
    third('an empty box beside an event', concat(spliceEvent(4000n, 3), emptyEventMessage())),
    third('a bare section', splice),
    third('an empty box that is misspelt', ascii('\0\0\0\x08embe'), emptyEventMessage()),
    third('an empty box of WebVTT', ascii('\0\0\0\x08vtte'), emptyEventMessage()),
  ],
  'CMAF-META-012': [
    thirdInstance('an empty box beside an instance', concat(emptyEventMessage(), spliceInstance(3))),
    thirdInstance('an event message', spliceEvent(4000n, 3)),
    thirdInstance('an instance with flags', byteSet(spliceInstance(3), 11, 1)),
    thirdInstance('an instance with reserved bits', byteSet(spliceInstance(3), 15, 1)),
    thirdInstance(
      'an instance that is cut',
      concat(ascii('\0\0\0\x14emib'), new Uint8Array(12)),
      emptyEventMessage(),
    ),
  ],
  'CMAF-META-013': [
    thirdInstance('an instance that is over', instance(-3000n, 2000), instance(-1000n, 2000)),
    thirdInstance('an instance that comes later', instance(2000n, 1000), instance(1000n, 1000)),
  ],
  'CMAF-META-014': [
    third('ninety ticks a millisecond', event({ timescale: 90_000, time: 360_000n, duration: 180_000 })),
  ],
  'CMAF-META-015': [
    third('an event that is over', event({ time: 1000n })),
    third('an event that comes later', event({ time: 5000n })),
    third('an event that goes on', event({ time: 3000n })),
    third('an event with a delta', delayed(1000), delayed(0)),
  ],
  'CMAF-META-017': [third('an event twice as long as its sample', event({ duration: 4000 }))],
  'CMAF-META-018': [
    third(
      'an id for another event',
      event({
        scheme: spliceScheme,
        id: 1,
        data: spliceInsert({ eventId: 2, out: true, duration90k: 180_000 }),
      }),
    ),
    thirdInstance('an id for an event at another time', spliceInstance(1)),
  ],
  'CMAF-META-019': [
    third('an event without a scheme', event({ scheme: '' })),
    third('words as a scheme', event({ scheme: 'words and more' })),
  ],
  'CMAF-META-021': [
    broken(
      'a splice that is announced a second ahead',
      () => messages(fragment(emptyEventMessage(), 2000), announced(4000)),
      () => messages(fragment(emptyEventMessage(), 2000), announced(1000)),
      { settings: later },
    ),
  ],
  'CMAF-META-023': [
    third(
      'a scheme without its end',
      byteSet(concat(ascii('\0\0\0\x24emsg'), Uint8Array.of(1), new Uint8Array(27).fill(0x61)), 15, 0xe8),
    ),
    third('a timescale of 0', event({ timescale: 0 })),
    third('an event with flags', byteSet(spliceEvent(4000n, 3), 11, 1)),
  ],
  'CMAF-ID3-001': [third('a tag of a wrong size', id3Event(id3(11)), id3Event(id3(10)))],
} as const;
