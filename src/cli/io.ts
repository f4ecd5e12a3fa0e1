/** All that a command knows of the world; a test gives its own. */
import { once } from 'node:events';
import type { Environment } from '../config/index.ts';

/** Standard output or standard error. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface Io {
  /** The report. */
  readonly stdout: Stream;
  /** Everything else. */
  readonly stderr: Stream;
  readonly env: Environment;
  /** The working directory: what relative paths on the command line start from. */
  readonly cwd: string;
  /** Aborted with `SIGINT` or `SIGTERM` as its reason. */
  readonly signal: AbortSignal;
}

/** Says a line that is not part of the report. */
export const note = (io: Io, text: string): void => {
  io.stderr.write(`ingestspec: ${text}\n`);
};

/** Resolves with SIGINT or SIGTERM. */
export const untilInterrupted = async ({ signal }: Io): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};
