/** What a reporter is: something that is told run events and writes text. It decides nothing. */
import type { RunEvent } from '../verdict/run-event.ts';

/** Where a reporter writes: standard output or a file. */
export interface Out {
  write(text: string): void;
  /** Whether it is a terminal: progress lines may be redrawn. */
  readonly terminal: boolean;
  /** Whether colour may be used. */
  readonly color: boolean;
  readonly columns: number;
}

/** Told every event of a run in order; may finish its work after the last one. */
export interface Reporter {
  (event: RunEvent): void | Promise<void>;
  /** Told that no event will follow, for a run that may have been cut before its `run-finished`. */
  end?(): void | Promise<void>;
}

export type ReporterFactory = (out: Out) => Reporter;
