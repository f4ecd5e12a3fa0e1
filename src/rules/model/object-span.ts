/** The time that the media of one object takes, as the grid of its track has it. */
import type { Publication, StoredObject } from './publication.ts';
import type { Track } from './track.ts';

export interface ObjectSpan {
  /** Ticks a second of the track. */
  readonly timescale: number;
  /** baseMediaDecodeTime of its first fragment, absolute, and the sum of durations, in ticks. */
  readonly time: bigint;
  readonly duration: bigint;
  /** Earliest presentation time, before edits and after. */
  readonly earliest: bigint;
  readonly presentation: bigint;
  readonly samples: number;
}

type Spans = ReadonlyMap<string, ObjectSpan>;

const known = new WeakMap<Publication, Map<Track, Spans | undefined>>();

const spansOf = (track: Track): Spans => {
  const { grid, trak } = track;
  const timescale = trak?.timescale ?? 0;
  const spans = new Map<string, ObjectSpan>();
  for (let i = 0; i < grid.count; i++) {
    const [name, time, duration] = [grid.object(i), grid.time(i), BigInt(grid.duration(i))];
    const span = spans.get(name);
    if (span === undefined) {
      const earliest = time + BigInt(Math.trunc(grid.earliest(i)) || 0);
      const presentation = earliest - (trak?.mediaTime ?? 0n);
      spans.set(name, { timescale, time, duration, earliest, presentation, samples: grid.samples(i) });
    } else if (time === span.time + span.duration) {
      spans.set(name, {
        ...span,
        duration: span.duration + duration,
        samples: span.samples + grid.samples(i),
      });
    }
  }
  return spans;
};

/** Nothing, where fragments go on from one object to the next: then no object has a time of its own. */
const ofTrack = (track: Track, publication: Publication): Spans | undefined => {
  if (track.trak === undefined || track.trak.timescale === 0 || track.trak.header.traks.length > 1)
    return undefined;
  const spans = spansOf(track);
  const whole = publication.objects.every(
    (object) => object.track !== track || !object.hasMedia || spans.has(object.name),
  );
  return whole ? spans : undefined;
};

/** The span of an object; `undefined` where it is not known, and where a fragment spans several objects. */
export const spanOf = (object: StoredObject, publication: Publication): ObjectSpan | undefined => {
  const { track } = object;
  if (track === undefined) return undefined;
  const tracks = known.get(publication) ?? new Map<Track, Spans | undefined>();
  known.set(publication, tracks);
  if (!tracks.has(track)) tracks.set(track, ofTrack(track, publication));
  return tracks.get(track)?.get(object.name);
};
