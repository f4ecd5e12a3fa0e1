import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import {
  emptyEventMessage,
  eventMessage,
  eventMessageInstance,
  schemeList,
} from '../../media/events/event-boxes.ts';
import { spliceInsert } from '../../media/events/encode-splice-info.ts';
import {
  bitrate,
  chunkBoxes,
  headerBoxes,
  type ChunkPlan,
  type HeaderPlan,
} from '../../media/tracks/track-plan.ts';

export const splice = spliceInsert({ eventId: 1, out: true, duration90k: 2 * 90_000, pts90k: 900_000 });

/** An event of two seconds that begins with the sample that carries it. */
export const spliceEvent = (time: bigint, id = 1): Uint8Array =>
  eventMessage({
    version: 1,
    scheme_id_uri: 'urn:scte:scte35:2013:bin',
    value: '',
    timescale: 1000,
    presentation_time: time,
    event_duration: 2000,
    id,
    message_data: splice,
  });

/** A conforming track of timed metadata (`urim`): an event, nothing, another event, two seconds each. */
export const eventTrack = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [
    { samples: [{ bytes: spliceEvent(0n, 1), duration: 2000 }] },
    { samples: [{ bytes: emptyEventMessage(), duration: 2000 }] },
    { samples: [{ bytes: spliceEvent(4000n, 2), duration: 2000 }] },
  ],
): readonly BoxNode[] => [
  ...headerBoxes({
    brands: ['cmfc', 'iso6'],
    timescale: 1000,
    handler: 'meta',
    entry: box(
      'urim',
      { data_reference_index: 1 },
      box('uri ', { theURI: 'urn:mpeg:dash:event:2012' }),
      bitrate(),
    ),
    ...header,
  }),
  ...chunkBoxes(chunks),
];

/** The scheme of the cues of SCTE 35. */
export const spliceScheme = 'urn:scte:scte35:2013:bin';

/** An event instance of two seconds that begins with the sample that carries it. */
export const spliceInstance = (id = 1): Uint8Array =>
  eventMessageInstance({ scheme_id_uri: spliceScheme, event_duration: 2000, id, message_data: splice });

/** `evte` with the list of the schemes of its events. */
export const instanceEntry: BoxNode = box(
  'evte',
  { data_reference_index: 1 },
  rawBox('silb', schemeList([{ scheme_id_uri: spliceScheme }]).subarray(8)),
  bitrate(),
);

/** A conforming track of event instances (`evte`), which later editions have: an event, nothing, another event. */
export const instanceTrack = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [
    { samples: [{ bytes: spliceInstance(1), duration: 2000 }] },
    { samples: [{ bytes: emptyEventMessage(), duration: 2000 }] },
    { samples: [{ bytes: spliceInstance(2), duration: 2000 }] },
  ],
): readonly BoxNode[] => eventTrack({ entry: instanceEntry, ...header }, chunks);
