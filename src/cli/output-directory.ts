/** The directory that a run is written to. What lay there of an earlier run goes; what is not ours stays. */
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { reasonOf, UsageError } from '../config/index.ts';
import { makeDirectory } from './make-directory.ts';

const beginning = (file: string, bytes: number): string => {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, bytes, 0));
  } finally {
    closeSync(descriptor);
  }
};

const isOurEvents = (file: string): boolean => {
  try {
    const start = beginning(file, 64);
    // A run that was killed at once has left an empty one.
    return start === '' || start.startsWith('{"event":"run-started"');
  } catch {
    return false;
  }
};

const isOurReport = (file: string): boolean => {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as { tool?: { name?: unknown } } | null;
    return report?.tool?.name === 'ingestspec';
  } catch {
    return false;
  }
};

const repetition = /^repeat-\d+$/;

const isOurs = (directory: string): boolean =>
  isOurEvents(path.join(directory, 'events.ndjson')) || isOurReport(path.join(directory, 'run.json'));

const entries = (directory: string): string[] => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};

/** Removes the files of a folder that bear a name of ours, and the folder if nothing else is in it. */
const clearFolder = (folder: string, ours: RegExp): void => {
  for (const name of entries(folder)) if (ours.test(name)) rmSync(path.join(folder, name), { force: true });
  try {
    rmdirSync(folder);
  } catch {
    // It is not there, or holds something of somebody else.
  }
};

const clear = (directory: string): void => {
  for (const name of ['run.json', 'events.ndjson']) rmSync(path.join(directory, name), { force: true });
  clearFolder(path.join(directory, 'trace'), /\.ndjson$/);
  clearFolder(path.join(directory, 'repro'), /\.mjs$/);
  for (const name of entries(directory).filter((one) => repetition.test(one))) {
    const repeated = path.join(directory, name);
    if (!isOurs(repeated)) continue;
    clear(repeated);
    clearFolder(repeated, /^$/);
  }
};

/**
 * Sees that a run can be written to a directory, which is made where it is missing.
 *
 * @param shown how the directory is called in messages
 * @returns what removes the earlier run; to be called when the new one begins
 * @throws UsageError where it cannot be written, or holds something that is not ours
 */
export const claimOutput = (directory: string, shown: string): (() => void) => {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new UsageError(`the output directory ${shown} cannot be written: ${reasonOf(thrown)}`);
  }
  if (entries(directory).length > 0 && !isOurs(directory)) {
    throw new UsageError(
      `the output directory ${shown} holds something that is no run of ours: choose another with --output DIR, or empty it`,
    );
  }
  return () => {
    clear(directory);
  };
};

/**
 * The same for a run that is made of others, which must not lie in it. Without a directory there is nothing to remove.
 *
 * @param output the directory as the user named it
 * @param places the runs that are read, as he named them
 * @param done what is done with them: `judged`
 */
export const claimApart = (
  output: string | undefined,
  places: readonly string[],
  done: string,
  cwd: string,
): (() => void) => {
  if (output === undefined) return () => undefined;
  const directory = path.resolve(cwd, output);
  const within = places.find((place) => !path.relative(directory, path.resolve(cwd, place)).startsWith('..'));
  if (within !== undefined)
    throw new UsageError(
      `--output ${output} would write over ${within}, which is to be ${done}: choose another directory`,
    );
  return claimOutput(directory, output);
};
