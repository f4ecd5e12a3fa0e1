/** Reads the numbers of moofs: whose they are, when they play, how much they say they have. */
import { blankChunk, nonSyncBit, readNumbers } from '../../rules/model/chunk.ts';
import type { Chunk } from '../../rules/model/chunk.ts';
import type { SampleDefaults } from '../../rules/model/header.ts';
import { hasShape, shapeOf } from '../../rules/model/shape.ts';
import type { Shape } from '../../rules/model/shape.ts';
import type { Problem } from './body-reader.ts';

/** What one moof says. */
export interface MoofFacts {
  trackId: number;
  /** mfhd.sequence_number. */
  sequence: number;
  /** baseMediaDecodeTime in ticks, NaN without tfdt; exact up to 2^53. */
  time: number;
  /** In ticks. */
  duration: number;
  /** Bytes of all samples. */
  bytes: number;
  /** Whether the first sample is a sync sample, so that a fragment can begin here. */
  opens: boolean;
}

export interface MoofReader {
  /** The same value each time: nothing may keep it. */
  read(
    view: DataView,
    at: number,
    size: number,
    defaults: (trackId: number) => SampleDefaults | undefined,
  ): MoofFacts | Problem;
}

/** Shapes that are remembered at a time. */
const mostShapes = 32;

const broken = (why: string): Problem => ({ kind: 'fragment', why });

const faultOf = ({ faults, trafs, sequenceAt }: Shape): Problem | undefined => {
  const [fault] = faults;
  if (fault !== undefined) return broken(`${fault.box || 'a box'} ${fault.says}`);
  const [traf, more] = trafs;
  if (traf === undefined || sequenceAt < 0) return broken('a moof lacks mfhd or traf');
  if (more !== undefined) return broken('a moof has fragments of more than one track');
  if (traf.tfhd === undefined) return broken('a traf lacks tfhd');
  const endless = traf.truns.some(({ count, listed, stride }) => count > (stride > 0 ? listed : 1e6));
  return endless ? broken('a trun declares more samples than it has') : undefined;
};

/** Moofs of one source repeat their shape, so that most are a comparison and a few sums. */
export const moofReader = (): MoofReader => {
  const chunk: Chunk = blankChunk();
  const facts: MoofFacts = { trackId: 0, sequence: 0, time: NaN, duration: 0, bytes: 0, opens: false };
  let known: { readonly shape: Shape; readonly fault: Problem | undefined }[] = [];

  const find = (view: DataView, at: number, size: number): (typeof known)[number] | undefined => {
    for (let i = 0; i < known.length; i += 1) {
      const each = known[i];
      if (each === undefined || !hasShape(each.shape, view, at, size)) continue;
      if (i > 0) {
        known.splice(i, 1);
        known.unshift(each);
      }
      return each;
    }
    const shape = shapeOf(new Uint8Array(view.buffer, view.byteOffset + at, size).slice(), 0, 0);
    if (shape === undefined) return undefined;
    const one = { shape, fault: faultOf(shape) };
    // The large ones are those that nobody sends twice.
    if (size < 2 ** 16) known = [one, ...known.slice(0, mostShapes - 1)];
    return one;
  };

  return {
    read: (view, at, size, defaults) => {
      const one = find(view, at, size);
      const traf = one?.shape.trafs[0];
      if (one === undefined || traf === undefined) return one?.fault ?? broken('a moof cannot be read');
      if (one.fault !== undefined) return one.fault;
      chunk.shape = one.shape;
      chunk.traf = traf;
      readNumbers(chunk, view, at, defaults(traf.trackId));
      facts.trackId = traf.trackId;
      facts.sequence = chunk.sequence;
      facts.time = chunk.timed ? chunk.timeHigh * 2 ** 32 + chunk.timeLow : NaN;
      facts.duration = chunk.duration;
      facts.bytes = chunk.bytes;
      facts.opens = (chunk.firstFlags & nonSyncBit) === 0;
      return facts;
    },
  };
};
