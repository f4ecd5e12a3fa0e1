/** A place where a stream stops being what it was, and what is wrong there, in a sentence. */
export interface FrameBreak {
  readonly offset: number;
  readonly reason: string;
}

/** What a walk over the frames (pages, clusters) of a stream found. */
export interface FrameReading {
  /** Whole frames; what precedes them (a tag, header pages, an EBML header) is not counted. */
  readonly frames: number;
  /** Where the first frame begins. A listener who joins midway may get the end of another frame before it. */
  readonly firstFrame: number | undefined;
  readonly breaks: readonly FrameBreak[];
  /** How long the frames play. */
  readonly milliseconds: number;
  /** The rate of the frames, 0 where there is none to tell. */
  readonly bitsPerSecond: number;
  /** How many bytes follow the last whole frame; without any frame, all bytes. */
  readonly trailing: number;
}

/** The rate of so many bytes in so much time. */
export const rateOf = (bytes: number, milliseconds: number): number =>
  milliseconds > 0 ? (bytes * 8000) / milliseconds : 0;
