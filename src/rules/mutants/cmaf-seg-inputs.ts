/** Inputs that the mutants of segments are made of. */
import { box, type BoxNode } from '../../media/build/node.ts';
import { edited, type Edit } from '../../media/build/edit.ts';
import { auto, write } from '../../media/build/write.ts';
import { eventTrack, splice, spliceEvent } from '../examples/metadata.ts';
import type { ChunkPlan } from '../../media/tracks/track-plan.ts';
import { pictures, video } from '../examples/video.ts';
import type { Input } from '../input.ts';

/** Ticks of a fragment of the example. */
export const fragment = 25_600;

/** A styp of some brands, the first of which is the major one. */
export const styp = (...brands: readonly string[]): BoxNode =>
  box('styp', { major_brand: brands[0] ?? 'cmfs', compatible_brands: brands });

/** A video track whose fragments have these boxes in front of them. */
export const videoBehind =
  (before: (i: number) => readonly BoxNode[], samples: readonly (readonly [number, number])[] = whole) =>
  (): readonly BoxNode[] => {
    const gop = pictures();
    const chunks = samples.map(([from, to], i): ChunkPlan => ({
      samples: gop.slice(from, to),
      before: before(i),
    }));
    return video({}, chunks);
  };

const whole = [
  [0, 50],
  [0, 50],
  [0, 50],
] as const;

/** Two fragments of two chunks, and one of one. */
export const inChunks = [
  [0, 25],
  [25, 50],
  [0, 25],
  [25, 50],
  [0, 50],
] as const;

/** A video track with a styp in front of every fragment. */
export const typed = (...brands: readonly string[]) => videoBehind(() => [styp(...brands)]);

/** Its objects, one for the header and one for each styp. */
export const inObjects = (boxes: readonly BoxNode[], name = 'track.cmfv'): Input => {
  const parts: BoxNode[][] = [[]];
  for (const node of boxes) {
    if (node.type === 'styp') parts.push([]);
    parts.at(-1)?.push(node);
  }
  return {
    tracks: [{ name, objects: parts.map((part, i) => ({ name: `${String(i)}.m4s`, bytes: write(part) })) }],
  };
};

/** A sidx over all fragments of the example. */
export const index = (durations: readonly number[] = [fragment, fragment, fragment]): BoxNode =>
  box('sidx', { reference_ID: 1, timescale: 12_800, references: auto, durations } as never);

/** A video track with an index in front of its fragments. */
export const indexed = (): readonly BoxNode[] => videoBehind((i) => (i === 0 ? [index()] : []))();

/** A producer reference time for fragment `i`: the wall clock runs with the media. */
export const clock = (i: number, fields: Readonly<Record<string, unknown>> = {}): BoxNode =>
  box('prft', {
    version: 1,
    flags: 24,
    reference_track_ID: 1,
    ntp_timestamp: BigInt(3_900_000_000 + 2 * i) << 32n,
    media_time: BigInt(i * fragment),
    ...fields,
  });

/** A video track with a styp and a prft in front of every fragment. */
export const clocked = videoBehind((i) => [styp('cmfs'), clock(i)]);

/** An event message as a box beside the media, by default in the timescale of the event track. */
export const message = (fields: Readonly<Record<string, unknown>> = {}): BoxNode =>
  box('emsg', {
    version: 1,
    timescale: 1000,
    presentation_time: 2000n,
    event_duration: 1000,
    id: 7,
    scheme_id_uri: 'urn:scte:scte35:2013:bin',
    value: '',
    message_data: splice,
    ...fields,
  });

/** An event track that has a message beside its samples too, in front of the second fragment: no media is disturbed. */
export const eventsBehind =
  (fields: Readonly<Record<string, unknown>> = {}) =>
  (): readonly BoxNode[] =>
    eventTrack({}, [
      { samples: [{ bytes: spliceEvent(0n, 1), duration: 2000 }], before: [styp('cmfs')] },
      {
        samples: [{ bytes: spliceEvent(2000n, 2), duration: 2000 }],
        before: [styp('cmfs'), message(fields)],
      },
      { samples: [{ bytes: spliceEvent(4000n, 3), duration: 2000 }], before: [styp('cmfs')] },
    ]);

/** The same boxes with edits, as objects. */
export const editedObjects =
  (boxes: () => readonly BoxNode[], ...edits: readonly Edit[]) =>
  (): Input =>
    inObjects(edited(boxes(), ...edits));
