import type { FragmentGrid } from '../model/track.ts';

/** Fragments whose times are kept; of longer tracks the first ones. */
const most = 65_536;

interface Row {
  readonly time: bigint;
  readonly duration: number;
  readonly samples: number;
  readonly sequence: number;
  readonly earliest: number;
  readonly print: number;
  readonly payload: number;
  readonly bytes: number;
  readonly object: string;
  readonly start: number;
}

const nothing: Row = {
  time: 0n,
  duration: 0,
  samples: 0,
  sequence: 0,
  earliest: 0,
  print: 0,
  payload: 0,
  bytes: 0,
  object: '',
  start: 0,
};

/** A grid that rows are added to: at most so many, so that the longest track takes a bounded memory. */
export const growingGrid = (): { readonly grid: FragmentGrid; add(row: Row): void } => {
  const rows: Row[] = [];
  const at = (i: number): Row => rows[i] ?? nothing;
  return {
    grid: {
      get count() {
        return rows.length;
      },
      time: (i) => at(i).time,
      duration: (i) => at(i).duration,
      samples: (i) => at(i).samples,
      sequence: (i) => at(i).sequence,
      earliest: (i) => at(i).earliest,
      print: (i) => at(i).print,
      payload: (i) => at(i).payload,
      bytes: (i) => at(i).bytes,
      object: (i) => at(i).object,
      start: (i) => at(i).start,
    },
    add: (row) => {
      if (rows.length < most) rows.push(row);
    },
  };
};
