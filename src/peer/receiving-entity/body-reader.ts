/** Tells the objects of a body apart as it comes: CMAF headers, media fragments, mfra; and what is none of them. */
import type { Box } from '../../media/isobmff/box.ts';
import { readTree } from '../../media/isobmff/tree.ts';
import type { StructureFault } from '../../media/isobmff/tree.ts';
import { nameOf, numberOf, walker } from '../../media/isobmff/walker.ts';

/** What a body has that no source should send. */
export type ProblemKind =
  /** No CMAF at all. */
  | 'foreign'
  /** A box whose size cannot be. */
  | 'hostile'
  /** A CMAF header that cannot be read, or is none. */
  | 'header'
  /** A header of media that we do not know. */
  | 'codec'
  /** A moof that cannot be read, or an mdat that it does not fit. */
  | 'fragment'
  /** A fragment without tfdt. */
  | 'no-tfdt'
  /** A fragment of a track whose header has not come; one with another track_ID. */
  | 'no-header'
  | 'foreign-track'
  /** The body ends inside an object. */
  | 'cut';

export interface Problem {
  readonly kind: ProblemKind;
  /** A sentence without its full stop. */
  readonly why: string;
}

/** Told in the order of the bytes. Views are valid during the call only; offsets are bytes of the body. */
export interface BodyListener {
  /** ftyp to moov. The boxes are copies and stay. */
  header(boxes: readonly Box[], faults: readonly StructureFault[], from: number, to: number): void;
  /** A moof is whole; its mdat is to come. */
  moof(view: DataView, at: number, size: number, start: number): void;
  /** The header of its mdat: how many bytes of payload follow, undefined for "to the end". */
  data(payload: number | undefined): void;
  /** A fragment is whole: what stood before its moof, the moof, and the mdat. */
  fragment(from: number, to: number): void;
  mfra(from: number, to: number): void;
  /** A box before a moof: styp, prft, emsg, sidx. */
  beside(type: string): void;
  problem(problem: Problem): void;
}

export interface BodyReader {
  push(bytes: Uint8Array): void;
  /** The body is over; `complete` says whether it ended as its sender meant it to. What comes next is another body. */
  end(complete: boolean): void;
}

const [ftyp, moov, moof, mfra, mdat] = ['ftyp', 'moov', 'moof', 'mfra', 'mdat'].map(numberOf);
const beside = ['styp', 'prft', 'emsg', 'sidx', 'ssix', 'free', 'skip', 'uuid', 'meta', 'pdin'].map(numberOf);
const isTop = (type: number): boolean =>
  type === ftyp || type === moov || type === moof || type === mfra || type === mdat || beside.includes(type);

/** More of one mdat than this is no fragment of a live track. */
const mostData = 2 ** 30;

/** Reads bodies, one after the other. Nothing throws; after a problem the caller may push on, or stop. */
export const bodyReader = (listener: BodyListener): BodyReader => {
  /** Where the object that is being read begins, and where its mdat ends, -1 before that is known. */
  let from = 0;
  let ends = -1;
  let awaits: 'anything' | 'moov' | 'mdat' | 'its end' = 'anything';
  let boxes: Box[] = [];
  let faults: StructureFault[] = [];
  let first = true;

  const problem = (kind: ProblemKind, why: string): void => listener.problem({ kind, why });

  /** Ends the fragment that the bytes up to an offset have made whole. */
  const settle = (upTo: number): void => {
    if (ends < 0 || upTo < ends) return;
    const [begin, end] = [from, ends];
    ends = -1;
    from = end;
    awaits = 'anything';
    listener.fragment(begin, end);
  };

  /** Whether the box may stand here, by what was to come. */
  const fits = (type: number): boolean => {
    if (awaits === 'mdat' && type !== mdat) {
      awaits = 'anything';
      problem('fragment', 'a moof has no mdat behind it');
      return false;
    }
    if (awaits === 'moov' && (type === moof || type === mfra || type === mdat)) {
      awaits = 'anything';
      problem('header', 'ftyp has no moov behind it');
      return false;
    }
    return true;
  };

  const take = (view: DataView, at: number, size: number): void => {
    const read = readTree(new Uint8Array(view.buffer, view.byteOffset + at, size).slice());
    boxes.push(...read.boxes);
    faults.push(...read.faults);
  };

  const onBox = (view: DataView, at: number, size: number, start: number, type: number): void => {
    settle(start);
    if (first && !isTop(type)) {
      first = false;
      problem('foreign', 'the body is no CMAF');
      return;
    }
    first = false;
    if (!fits(type)) return;
    switch (type) {
      case ftyp:
        boxes = [];
        faults = [];
        from = start;
        awaits = 'moov';
        take(view, at, size);
        return;
      case moov: {
        if (awaits !== 'moov') {
          problem('header', 'moov has no ftyp before it');
          return;
        }
        take(view, at, size);
        const [all, wrong, begin] = [boxes, faults, from];
        boxes = [];
        faults = [];
        awaits = 'anything';
        from = start + size;
        listener.header(all, wrong, begin, from);
        return;
      }
      case moof:
        awaits = 'mdat';
        listener.moof(view, at, size, start);
        return;
      case mfra:
        from = start + size;
        listener.mfra(start, from);
        return;
      default:
        if (awaits === 'anything' && isTop(type)) listener.beside(nameOf(type));
    }
  };

  const onData = (start: number, size: number | undefined, header: number, type: number): number => {
    settle(start);
    const opens = first;
    first = false;
    if (type !== mdat) {
      if (isTop(type)) problem('hostile', `${nameOf(type)} declares a size that cannot be`);
      else if (opens) problem('foreign', 'the body is no CMAF');
      else problem('hostile', 'a box declares a size that cannot be');
      return 0;
    }
    if (awaits !== 'mdat') {
      problem(opens ? 'foreign' : 'fragment', 'an mdat has no moof before it');
      return 0;
    }
    if (size !== undefined && size - header > mostData) {
      problem('hostile', 'mdat declares a size that cannot be');
      return 0;
    }
    awaits = 'its end';
    ends = size === undefined ? Infinity : start + size;
    listener.data(size === undefined ? undefined : size - header);
    return 0;
  };

  const reader = walker({
    box: onBox,
    data: onData,
    payload: () => {},
    fault: ({ kind, says, box }) => {
      const opens = first;
      first = false;
      if (kind === 'too-small' || kind === 'largesize') {
        problem('hostile', `a box declares a size that cannot be: ${box || 'it'} has ${says}`);
      } else if (opens && !isTop(numberOf(box.padEnd(4)))) problem('foreign', 'the body is no CMAF');
      else problem('cut', 'the body ends inside a box');
    },
  });

  const finish = (complete: boolean): void => {
    if (ends === Infinity && complete) ends = reader.position();
    settle(reader.position());
    const awaited = awaits;
    awaits = 'anything';
    if (complete && awaited === 'moov') problem('header', 'ftyp has no whole moov behind it');
    reader.end(complete);
    if (!complete) return;
    if (awaited === 'mdat') problem('cut', 'the body ends before the mdat of a moof');
    else if (awaited === 'its end') problem('cut', 'the body ends inside an mdat');
  };

  return {
    push: (bytes) => {
      const { length } = bytes;
      if (length <= reader.skippable()) reader.skip(length);
      else reader.push(bytes);
      if (ends >= 0) settle(reader.position());
    },
    end: (complete) => {
      finish(complete);
      from = 0;
      ends = -1;
      awaits = 'anything';
      if (boxes.length > 0) boxes = [];
      if (faults.length > 0) faults = [];
      first = true;
    },
  };
};
