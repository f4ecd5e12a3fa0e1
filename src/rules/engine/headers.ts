import { pathOf, type Box } from '../../media/isobmff/box.ts';
import type { StructureFault } from '../../media/isobmff/tree.ts';
import type { RuleId } from '../facts/index.ts';
import { headerOf, type Header } from '../model/header.ts';
import type { Track } from '../model/track.ts';
import type { Asking } from './asking.ts';
import { noteObject } from './box-objects.ts';

/** Headers of one track that are kept; boxes beside ftyp and moov that are, and their bytes. */
const mostHeaders = 16;
const mostBeside = 64;
const mostBytesBeside = 4 * 2 ** 20;
/** Bytes of headers beyond which only the first and the newest are kept. */
const mostHeaderBytes = 4 * 2 ** 20;

const sizesOf = (headers: readonly Header[]): number =>
  headers.reduce((sum, { boxes }) => sum + boxes.reduce((size, box) => size + box.size, 0), 0);

/** Gathers the boxes of a header until the first box of media, and judges it then. */
export interface HeaderReader {
  /** Takes a top-level box that may belong to a header. */
  take(object: string, box: Box, faults: readonly StructureFault[]): void;
  /** Judges what was gathered. Answers whether there was a moov, so that what follows goes by a new header. */
  settle(object: string): boolean;
  isOpen(): boolean;
  hasMoov(): boolean;
  /** What fired on the newest header. */
  fired(): ReadonlySet<RuleId>;
}

export const headerReader = (track: Track & { readonly headers: Header[] }, asking: Asking): HeaderReader => {
  let boxes: Box[] = [];
  let faults: StructureFault[] = [];
  let beside = 0;
  let fired = new Set<RuleId>();
  let settledMoov = false;
  let count = 0;

  const settle = (object: string): boolean => {
    const before = settledMoov;
    settledMoov = false;
    if (boxes.length === 0) return before;
    const [gathered, wrong] = [boxes, faults];
    boxes = [];
    faults = [];
    beside = 0;
    if (!gathered.some(({ type }) => type === 'ftyp' || type === 'moov')) {
      asking.tree(object, gathered, wrong, new Set());
      return before;
    }
    const first = track.headers[0];
    const header = headerOf(object, gathered, wrong, count);
    count += 1;
    track.headers.push(header);
    while (track.headers.length > (sizesOf(track.headers) > mostHeaderBytes ? 2 : mostHeaders))
      track.headers.splice(1, 1);
    const [trak] = header.traks;
    if (trak !== undefined) track.trak = trak;
    fired = new Set();
    const where = { object, box: '', offset: gathered[0]?.start ?? 0 };
    asking.tree(object, gathered, wrong, fired);
    // Where boxes could not be followed, what is missing behind them is no fault of its own.
    if (wrong.every(({ kind }) => kind === 'trailing')) {
      asking.ask('header', header, where, fired);
      for (const each of header.traks) {
        asking.ask('trak', each, { object, box: pathOf(each.box), offset: each.box.start }, fired);
      }
    }
    if (first !== undefined) asking.ask('header again', { before: first, now: header }, where, fired);
    return before || header.moov !== undefined;
  };

  return {
    take: (object, box, wrong) => {
      noteObject(box, object);
      if (box.type === 'ftyp' && boxes.some(({ type }) => type === 'ftyp')) settledMoov = settle(object);
      const isBeside = box.type !== 'ftyp' && box.type !== 'moov';
      if (isBeside && (boxes.length >= mostBeside || beside + box.size > mostBytesBeside)) {
        asking.tree(object, [box], wrong, new Set());
        return;
      }
      if (isBeside) beside += box.size;
      // A header has one moov; a few more are kept to be told of, not any number.
      if (boxes.length < 2 * mostBeside) boxes.push(box);
      faults.push(...wrong);
    },
    settle,
    isOpen: () => boxes.length > 0,
    hasMoov: () => boxes.some(({ type }) => type === 'moov'),
    fired: () => fired,
  };
};
