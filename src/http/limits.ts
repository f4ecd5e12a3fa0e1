/** Bounds on what is read; a declared length is never trusted to allocate. All in bytes, but for `headLines`. */
export interface Limits {
  readonly startLine: number;
  readonly headBytes: number;
  readonly headLines: number;
  readonly chunkLine: number;
  readonly trailerBytes: number;
}

export const defaultLimits: Limits = {
  startLine: 8 * 1024,
  headBytes: 64 * 1024,
  headLines: 256,
  chunkLine: 4 * 1024,
  trailerBytes: 16 * 1024,
};
