/** A command line as somebody types it, and what comes of it; for tests. */
import { cli } from './cli.ts';

export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Told of each piece of standard output as it comes. */
  readonly onOut?: (text: string) => void;
}

export const typed = async (argv: readonly string[], place: Place = {}): Promise<Typed> => {
  let out = '';
  let err = '';
  const code = await cli(argv, {
    stdout: {
      write: (text) => {
        out += text;
        place.onOut?.(text);
      },
    },
    stderr: {
      write: (text) => {
        err += text;
      },
    },
    env: place.env ?? {},
    cwd: place.cwd ?? process.cwd(),
    signal: place.signal ?? new AbortController().signal,
  });
  return { code, out, err };
};
