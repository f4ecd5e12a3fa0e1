import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { RuleId } from '../facts/index.ts';
import { blankChunk, type Chunk } from '../model/chunk.ts';
import type { Fragment, PastChunk, Track } from '../model/track.ts';
import type { Outcome } from '../rule.ts';
import { silencedBy, type Asking } from './asking.ts';
import { opensFragment } from './classify.ts';
import type { Whereabouts } from './collector.ts';
import { openFragment } from './fragments.ts';
import type { growingGrid } from './grid.ts';
import type { KnownShape } from './shapes.ts';
import type { Ready } from './sift.ts';

/** Where the times of a track may lie from its origin before that moves, in units of 2^32 ticks. */
const farthest = 2 ** 20;

/** What goes on from chunk to chunk of one track; a file of several has one of these for each. */
export interface ChunkJudge {
  /** The chunk whose numbers are filled in, used again for each. */
  readonly chunk: Chunk;
  /** Whether it has judged none yet. */
  isFresh(): boolean;
  /** Judges the chunk, now that its mdat is known (or that there is none), and takes it into its fragment. */
  finish(known: KnownShape, copy: Box | undefined): void;
  /** Adds to what tells the payload of the fragment from others. */
  payload(print: number): void;
  /** Ends the fragment that is open. */
  end(): void;
}

/** What judges of several tracks of one file share. */
export interface Shared {
  readonly track: Track;
  readonly asking: Asking;
  readonly add: ReturnType<typeof growingGrid>['add'];
  /** What fired on the chunk that is judged; on the newest header. */
  chunkFired(): Set<RuleId>;
  headerFired(): ReadonlySet<RuleId>;
  /** Told of every chunk with whether it opens a fragment. */
  onChunk(chunk: Chunk, opens: boolean | undefined): void;
}

const none: readonly string[] = [];

const brandsOf = (boxes: readonly Box[]): readonly string[] => {
  const styp = boxes.findLast(({ type }) => type === 'styp');
  if (styp === undefined) return [];
  const { major_brand, compatible_brands } = decodeAs(styp, 'styp').value;
  return [major_brand, ...compatible_brands];
};

/** The numbers of a chunk that is over. */
const remembered = (chunk: Chunk, before: PastChunk | undefined): PastChunk => {
  const { sizes, durations, listed } = chunk.listed;
  let print = 0x811c9dc5;
  for (let i = 0; i < listed; i++) {
    print = Math.imul(print ^ (sizes[i] ?? 0), 0x01000193);
    print = Math.imul(print ^ (durations[i] ?? 0), 0x01000193);
  }
  return {
    object: chunk.object,
    ordinal: chunk.ordinal,
    start: chunk.start,
    sequence: chunk.sequence,
    time: chunk.timed ? chunk.time : before === undefined ? 0 : before.time + before.duration,
    duration: chunk.duration,
    samples: chunk.samples,
    bytes: chunk.bytes,
    sound: chunk.shape.faults.length === 0,
    print: print >>> 0,
  };
};

export const chunkJudge = ({ track, asking, add, chunkFired, headerFired, onChunk }: Shared): ChunkJudge => {
  const chunk = blankChunk();
  const fragment = openFragment();
  let fragments = 0;
  let marked = false;
  let first = true;
  let previous: PastChunk | undefined;
  let previousFragment: Fragment | undefined;
  let haveOrigin = false;
  let origin = 0n;
  let originHigh = 0;
  let originLow = 0;
  let payloadPrint = 0;

  const closeFragment = (last: boolean): void => {
    const print = fragment.print();
    const closed = fragment.close(last);
    if (closed === undefined) return;
    track.previousFragment = previousFragment;
    const where = (): Whereabouts => ({
      object: closed.object,
      box: `moof[${String(closed.ordinal)}]`,
      offset: closed.start,
    });
    asking.ask('fragment', closed, where, undefined, chunkFired(), headerFired());
    add(closed, origin, print, payloadPrint);
    payloadPrint = 0;
    fragment.settle();
    previousFragment = closed;
  };

  /** Moves the origin to the time of the chunk. */
  const moveOrigin = ({ timeHigh, timeLow }: Chunk): void => {
    const now = (BigInt(timeHigh) << 32n) | BigInt(timeLow);
    if (haveOrigin && previous !== undefined) {
      previous = { ...previous, time: previous.time - Number(now - origin) };
    }
    if (haveOrigin) closeFragment(true);
    haveOrigin = true;
    origin = now;
    originHigh = timeHigh;
    originLow = timeLow;
  };

  /** Sets the time of a chunk relative to the origin, which moves where the distance grows beyond exact numbers. */
  const setTime = (): void => {
    if (!chunk.timed) {
      chunk.time = NaN;
      return;
    }
    if (!haveOrigin || Math.abs(chunk.timeHigh - originHigh) > farthest) moveOrigin(chunk);
    chunk.time = (chunk.timeHigh - originHigh) * 2 ** 32 + (chunk.timeLow - originLow);
  };

  /** Takes down what a rule said of the chunk. */
  const tell = (
    { id, unless }: Ready<'chunk'>,
    outcome: Outcome,
    { shape: { moof }, fired: byShape }: KnownShape,
  ): void => {
    const fired = chunkFired();
    if (silencedBy(unless, fired, byShape, headerFired())) return;
    const where: Whereabouts = {
      object: chunk.object,
      box: `moof[${String(chunk.ordinal)}]`,
      offset: chunk.start,
      shift: chunk.start - moof.start,
      moof,
    };
    if (asking.notes.take(id, outcome, where)) {
      fired.add(id);
      asking.trackFired.add(id);
    }
  };

  const judge = (known: KnownShape): void => {
    const list = asking.applying('chunk');
    for (let i = 0; i < list.length; i++) {
      const each = list[i];
      if (each === undefined) break;
      const outcome = each.check(chunk, track);
      if (outcome !== undefined) tell(each, outcome, known);
    }
  };

  return {
    chunk,
    isFresh: () => first,
    finish: (known, copy) => {
      setTime();
      track.origin = origin;
      track.previous = previous;
      const brands = chunk.preceding.length === 0 ? none : brandsOf(chunk.preceding);
      const opens = opensFragment(chunk, track, brands, marked);
      chunk.opensFragment = opens;
      if (opens === true && (brands.length > 0 || (chunk.opensObject && track.chunks > 0))) marked = true;
      if (opens === true) closeFragment(chunk.resumes);
      chunk.moof = copy ?? known.shape.moof;
      // The numbers of a moof that is broken say nothing: its faults have been told.
      if (known.shape.faults.length === 0) judge(known);
      if (known.fired.size > 0) for (const id of known.fired) chunkFired().add(id);

      if (chunk.nonSync > 0) track.nonSync = true;
      if (chunk.reordered) track.reordered = true;
      if (opens === true) {
        fragment.open(chunk, fragments, first || chunk.resumes, brands, track.trak?.kind === 'video');
        fragments += 1;
      } else if (opens === undefined) fragment.discard();
      else if (fragment.isOpen()) fragment.add(chunk);
      first = false;
      onChunk(chunk, opens);
      previous = remembered(chunk, previous);
      track.previous = previous;
      track.chunks += 1;
      track.duration += chunk.duration;
      track.bytes += chunk.bytes;
    },
    payload: (print) => {
      payloadPrint = Math.imul(payloadPrint ^ print, 0x01000193) >>> 0;
    },
    end: () => closeFragment(true),
  };
};
