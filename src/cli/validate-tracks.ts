/** Judging the tracks that were named: each while it is read, then together. */
import path from 'node:path';
import { judgeTogether, type TogetherReport } from '../rules/engine/together.ts';
import type { TrackReport } from '../rules/engine/contract.ts';
import { trackValidator } from '../rules/engine/track-validator.ts';
import type { Rules } from '../rules/rule.ts';
import type { Settings } from '../rules/settings.ts';
import type { Io } from './io.ts';
import type { Excerpts } from './validate-excerpt.ts';
import { standardInput, type TrackToRead } from './validate-inputs.ts';
import type { Together } from './validate-options.ts';
import type { ReadingProgress } from './validate-progress.ts';
import { readInto, readPieces, type Reader } from './validate-read.ts';

/** Reads one object into a reader: standard input by its word, everything else by its path. */
export const readObject = async (
  object: string,
  reader: Reader,
  io: Io,
  progress: ReadingProgress,
): Promise<void> => {
  const onProgress = progress.of(object);
  if (object !== standardInput) return readInto(path.resolve(io.cwd, object), reader, io.signal, onProgress);
  return readPieces(process.stdin as AsyncIterable<Uint8Array>, reader, io.signal, onProgress);
};

/**
 * Judges one track, object by object.
 *
 * @throws what the file system says of an object that cannot be read
 */
export const judgeObjects = async (
  { name, objects }: TrackToRead,
  rules: Rules,
  settings: Settings,
  io: Io,
  excerpts: Excerpts,
  progress: ReadingProgress,
): Promise<TrackReport> => {
  const validator = trackValidator(name, rules, settings);
  for (const object of objects) {
    validator.open(object);
    await readObject(object, excerpts.watched(object, validator), io, progress);
    validator.close(!io.signal.aborted);
    if (io.signal.aborted) break;
  }
  return validator.end();
};

/** The names of the tracks that came from a word, however the word spells its path. */
const namesOf = (word: string, tracks: readonly TrackToRead[], cwd: string): readonly string[] => {
  const wanted = path.resolve(cwd, word);
  return tracks
    .filter((track) => [track.name, track.word].some((one) => path.resolve(cwd, one) === wanted))
    .map(({ name }) => name);
};

/** Which tracks of two redundant sources are one: the first of each, the second of each. */
const pairsOf = (
  { redundant }: Together,
  names: (word: string) => readonly string[],
): readonly { readonly a: string; readonly b: string }[] => {
  if (redundant === undefined) return [];
  const others = names(redundant.b);
  return names(redundant.a).flatMap((a, index) => {
    const b = others[index];
    return b === undefined ? [] : [{ a, b }];
  });
};

/**
 * Judges tracks together that were judged one by one: in the sets that were declared, or else in those that are found,
 * and in pairs of redundant sources. The second source of a pair repeats the first, so no set is looked for in it.
 */
export const judgeSets = (
  reports: readonly TrackReport[],
  tracks: readonly TrackToRead[],
  together: Together,
  rules: Rules,
  settings: Settings,
  cwd: string,
): readonly TogetherReport[] => {
  const names = (word: string): readonly string[] => namesOf(word, tracks, cwd);
  const { switchingSets, alignedSets, presentation } = together;
  const pairs = pairsOf(together, names);
  const declared = switchingSets.length > 0;
  const copies = new Set(declared ? [] : pairs.map(({ b }) => b));
  const known = reports.map(({ track }) => track);
  return [
    ...judgeTogether(
      known.filter(({ name }) => !copies.has(name)),
      {
        tracks: [],
        ...(declared ? { switchingSets: switchingSets.map((set) => set.flatMap(names)) } : {}),
        ...(alignedSets.length > 0 ? { alignedSets: alignedSets.map((set) => set.flatMap(names)) } : {}),
        presentation,
      },
      rules,
      settings,
    ),
    ...pairs.flatMap((redundant) =>
      judgeTogether(
        known.filter(({ name }) => name === redundant.a || name === redundant.b),
        { tracks: [], switchingSets: [], redundant },
        rules,
        settings,
      ),
    ),
  ];
};
