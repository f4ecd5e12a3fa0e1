import type { StructureFault } from '../../media/isobmff/tree.ts';

/** Watches for an mdat of size 0 ("to the end") that takes in what should follow it. */
export interface EndlessMdat {
  /** An mdat began at `start`; its samples end at `samplesEnd`, or it is none of those watched. */
  begins(start: number, samplesEnd: number | undefined): void;
  /** The object is over at `end`: the fault, if there were bytes enough behind the samples for another box. */
  ends(end: number): StructureFault | undefined;
}

export const endlessMdat = (): EndlessMdat => {
  let open: { readonly start: number; readonly samplesEnd: number } | undefined;
  return {
    begins: (start, samplesEnd) => {
      open = samplesEnd === undefined ? undefined : { start, samplesEnd };
    },
    ends: (end) => {
      const watched = open;
      open = undefined;
      if (watched === undefined || end - watched.samplesEnd < 8) return undefined;
      return {
        kind: 'to-the-end',
        offset: watched.start,
        box: 'mdat',
        says: 'an mdat of size 0 ("to the end") takes in all that follows its samples',
        expected: 'a size, except in the last box of an object',
        actual: `${String(end - watched.samplesEnd)} bytes behind the samples`,
      };
    },
  };
};
