/** What a reader of foreign bytes gives back: a value, or the reason why there is none and the line, from 1. */
export type Reading<T> = { readonly value: T } | Broken;

/** Why nothing could be read, and on which line, from 1, where that is known. */
export interface Broken {
  readonly broken: string;
  readonly line?: number;
}

/** One departure from the grammar in a document that can be read all the same; the line counts from 1. */
export interface Fault {
  readonly line: number;
  readonly says: string;
}

/** Beyond this many bytes (or UTF-16 code units of text) a manifest is refused: 8 MiB. */
export const manifestLimit = 8 * 1024 * 1024;

/** How many faults are told of one document; one that is wrong in every line is told well enough by these. */
export const faultLimit = 1000;

/** Whether a reading is broken; narrows the type. */
export const isBroken = (reading: Reading<unknown>): reading is Broken => 'broken' in reading;

/** Takes faults in the order in which they are found, and keeps the first `faultLimit` of them. */
export type TakeFault = (line: number, says: string) => void;

/** A list of faults that stops growing at `faultLimit`, and what adds to it. */
export const faultList = (): { readonly faults: readonly Fault[]; readonly take: TakeFault } => {
  const faults: Fault[] = [];
  const take = (line: number, says: string): void => {
    if (faults.length < faultLimit) faults.push({ line, says });
  };
  return { faults, take };
};

/** Foreign text for a message: quoted, without control characters, cut after 80 characters. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
