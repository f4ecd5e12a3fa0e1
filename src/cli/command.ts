/** What a command is: what may stand on its line, and what it does. */
import type { Io } from './io.ts';

/** An option of a command. */
export interface Flag {
  readonly describe: string;
  /** A switch takes no value; a list may be given more than once. */
  readonly kind: 'switch' | 'text' | 'list';
  /** What its value is called in the help: `FILE`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What the option means where it stands without a value; a value is given with `=` only, then. */
  readonly bare?: string;
  /** Whether an empty value means something. */
  readonly mayBeEmpty?: true;
}

/** What stood on the line. */
export interface Args {
  readonly positionals: readonly string[];
  /** What stood after `--`; absent where there was no `--`. */
  readonly rest?: readonly string[];
  has(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
}

export interface Command {
  readonly flags: Readonly<Record<string, Flag>>;
  /** What each word that is no option stands for, and how many there may be. */
  readonly positionals: {
    readonly names: readonly string[];
    readonly least: number;
    readonly most: number;
  };
  /** Whether a command to run may follow after `--`. */
  readonly takesRest?: true;
  /** Whether a signal is how it ends, and no interruption. */
  readonly endsOnSignal?: true;
  readonly examples: readonly (readonly [line: string, says: string])[];
  /** Resolves with the exit code. */
  run(args: Args, io: Io): Promise<number>;
}
