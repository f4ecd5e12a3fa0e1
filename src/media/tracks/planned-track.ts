import { write } from '../build/write.ts';
import type { BoxNode } from '../build/node.ts';
import { join } from '../bytes.ts';
import { bitRateOf } from './bit-rate.ts';
import { restamped, stampPlaces, type StampPlaces } from './restamp.ts';
import type { MediaKind, SourceTrack } from './test-track.ts';
import { chunkBoxes, headerBoxes, type HeaderPlan, type SamplePlan } from './track-plan.ts';

/** What a track that goes on for ever is made of. */
export interface TrackPlan {
  readonly name: string;
  readonly kind: MediaKind;
  readonly extension: string;
  readonly contentType: string;
  readonly header: Omit<HeaderPlan, 'entry'>;
  /** The sample entry with its bit rate box. */
  readonly entry: (rate: BoxNode) => BoxNode;
  /** Ticks of one fragment. */
  readonly fragmentDuration: number;
  /** The samples of each chunk of a fragment, as many chunks in every fragment. */
  readonly samples: (number: number) => readonly (readonly SamplePlan[])[];
  /** After how many fragments as many bytes come again. */
  readonly period: number;
  /** Whether the samples repeat too, bit by bit, so that chunks are kept and only their numbers written anew. */
  readonly repeats: boolean;
  readonly says: (number: number) => boolean;
}

interface Kept {
  readonly chunk: Uint8Array;
  readonly places: StampPlaces;
}

/** A track by its plan: every fragment follows from its number, whichever was made before. */
export const plannedTrack = (plan: TrackPlan): SourceTrack => {
  const { header, fragmentDuration, period, samples } = plan;
  const { timescale } = header;
  const first = Array.from({ length: period }, (_, number) => samples(number));
  const chunksEach = first[0]?.length ?? 1;
  const rate = bitRateOf(first.flat(2), timescale);
  const kept = new Map<number, readonly Kept[]>();

  const written = (number: number): Uint8Array[] => {
    let time = BigInt(number) * BigInt(fragmentDuration);
    return samples(number).map((each, i) => {
      const chunk = write(chunkBoxes([{ samples: each, time, sequence: sequenceOf(number, i) }]));
      time += BigInt(each.reduce((sum, { duration }) => sum + duration, 0));
      return chunk;
    });
  };

  const sequenceOf = (number: number, chunk: number): number => (number * chunksEach + chunk + 1) >>> 0;

  /** Chunks of a fragment of the first period, from which others differ by their numbers only. */
  const keptOf = (number: number): readonly Kept[] => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const made = written(number).map((chunk) => {
      const places = stampPlaces(chunk);
      if (places === undefined) throw new Error(`no numbers in a chunk of ${plan.name}`);
      return { chunk, places };
    });
    kept.set(number, made);
    return made;
  };

  const chunks = (number: number): readonly Uint8Array[] => {
    if (!plan.repeats) return written(number);
    const of = number % period;
    const later = BigInt(number - of) * BigInt(fragmentDuration);
    return keptOf(of).map(({ chunk, places }, i) => {
      const view = new DataView(chunk.buffer, chunk.byteOffset);
      return restamped(chunk, places, sequenceOf(number, i), view.getBigUint64(places.time) + later);
    });
  };

  return {
    name: plan.name,
    kind: plan.kind,
    extension: plan.extension,
    contentType: plan.contentType,
    timescale,
    fragmentDuration,
    header: write(headerBoxes({ ...header, entry: plan.entry(rate) })),
    chunks,
    says: plan.says,
  };
};

/** The bytes of a whole fragment: its chunks, one behind the other. */
export const fragmentOf = (track: SourceTrack, number: number): Uint8Array => join(track.chunks(number));
