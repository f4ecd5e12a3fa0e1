/** The reporters of a run, each with the place that it writes to. */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { reasonOf, UsageError } from '../config/index.ts';
import { reporters } from '../report/index.ts';
import type { Out, Reporter, ReporterName } from '../report/index.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import type { Io } from './io.ts';
import { makeDirectory } from './make-directory.ts';

export interface Choice {
  readonly name: string;
  readonly path?: string;
}

export interface Reporting {
  tell(event: RunEvent): void;
  /** Resolves when every reporter has written all it has to. */
  end(): Promise<void>;
}

const wantsColor = ({ stdout, env }: Io): boolean => stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '';

const standardOutput = (io: Io): Out => ({
  write: (text) => {
    io.stdout.write(text);
  },
  terminal: io.stdout.isTTY === true,
  color: wantsColor(io),
  columns: io.stdout.columns ?? 100,
});

const fileOf = (name: string, cwd: string): { out: Out; close: () => void } => {
  const file = path.resolve(cwd, name);
  try {
    makeDirectory(path.dirname(file));
    const descriptor = openSync(file, 'w');
    const write = (text: string): void => {
      writeSync(descriptor, text);
    };
    return {
      out: { write, terminal: false, color: false, columns: 100 },
      close: () => {
        closeSync(descriptor);
      },
    };
  } catch (thrown) {
    throw new UsageError(`the report ${name} cannot be written: ${reasonOf(thrown)}`);
  }
};

/**
 * The reporters that are asked for; a person at the terminal gets `pretty` where none of them takes standard output.
 *
 * @throws UsageError where two of them would write to the same place
 */
export const choicesOf = (asked: readonly Choice[]): readonly Choice[] => {
  const places = asked.map((choice) => choice.path ?? 'standard output');
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) {
    const names = asked
      .filter((choice) => (choice.path ?? 'standard output') === twice)
      .map(({ name }) => name);
    throw new UsageError(
      `${names.join(' and ')} both write to ${twice}: give one of them a file, as in --reporter ${names[0] ?? ''}:FILE`,
    );
  }
  return asked.some((choice) => choice.path === undefined) ? asked : [{ name: 'pretty' }, ...asked];
};

/** Opens every file at once, so that one that cannot be written is known before anything runs. */
export const openReporters = (choices: readonly Choice[], io: Io): Reporting => {
  const opened = choices.map(({ name, path: file }) => {
    const place =
      file === undefined ? { out: standardOutput(io), close: () => undefined } : fileOf(file, io.cwd);
    const reporter: Reporter = reporters[name as ReporterName](place.out);
    return { reporter, close: place.close };
  });
  let told = Promise.resolve();
  return {
    tell: (event) => {
      const unfinished = opened.map(({ reporter }) => reporter(event)).filter((one) => one !== undefined);
      if (unfinished.length > 0) told = told.then(() => Promise.all(unfinished)).then(() => undefined);
    },
    end: async () => {
      await told;
      for (const { reporter, close } of opened) {
        await reporter.end?.();
        close();
      }
    },
  };
};
