/** From the words of the command line to the tracks that are to be judged. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../config/read-text.ts';
import { expandGlob, isGlob, naturally, type ListDirectory } from './validate-glob.ts';
import { groupObjects, type FoundObject, type TrackObjects } from './validate-grouping.ts';
import type { PublishedFolder } from './validate-publication.ts';
import { sniffFile } from './validate-sniff.ts';

/** A track to be judged, and the word of the command line that it came from. */
export interface TrackToRead extends TrackObjects {
  readonly word: string;
}

/** The tracks, the directories with manifests, and a line for each word that is neither. */
export interface Inputs {
  readonly tracks: readonly TrackToRead[];
  readonly publications: readonly PublishedFolder[];
  readonly complaints: readonly string[];
}

/** The word for standard input. */
export const standardInput = '-';

/** Directories in directories are read to this depth. */
const deepest = 8;

const listIn =
  (cwd: string): ListDirectory =>
  (directory) => {
    try {
      return readdirSync(path.resolve(cwd, directory), { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        directory:
          entry.isDirectory() ||
          (entry.isSymbolicLink() &&
            statSync(path.resolve(cwd, directory, entry.name), { throwIfNoEntry: false })?.isDirectory() ===
              true),
      }));
    } catch {
      return [];
    }
  };

/** Every file in a directory and the directories in it, but for hidden ones; links to directories are not followed. */
const filesIn = (cwd: string, directory: string, depth = 0): readonly string[] =>
  readdirSync(path.resolve(cwd, directory), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => naturally(a.name, b.name))
    .flatMap((entry) => {
      const name = `${directory.replace(/\/+$/, '')}/${entry.name}`;
      if (entry.isDirectory()) return depth < deepest ? filesIn(cwd, name, depth + 1) : [];
      return entry.isFile() || entry.isSymbolicLink() ? [name] : [];
    });

const sniffed = (cwd: string, file: string, complain: (line: string) => void): readonly FoundObject[] => {
  try {
    const found = sniffFile(path.resolve(cwd, file), file);
    return found === undefined ? [] : [found];
  } catch (thrown) {
    complain(`${file} cannot be read: ${reasonOf(thrown)}`);
    return [];
  }
};

/** What a word stands for. */
interface Named {
  readonly tracks: readonly TrackObjects[];
  readonly publication?: PublishedFolder;
}

const manifestName = /\.(?:mpd|m3u8)$/i;

/** A directory: its tracks, and what is published there where manifests lie in it. */
const directory = async (word: string, cwd: string, complain: (line: string) => void): Promise<Named> => {
  const files = filesIn(cwd, word);
  const publication = files.some((file) => manifestName.test(file))
    ? await (await import('./validate-publication.ts')).publishedFolder(cwd, word, files)
    : undefined;
  const found = files.flatMap((file) => sniffed(cwd, file, complain));
  if (found.length === 0 && publication === undefined)
    complain(`${word} has no media in it: no file there begins with a box`);
  const tracks = groupObjects(found, word, publication?.headers);
  return publication === undefined ? { tracks } : { tracks, publication };
};

/** A word: a directory, a glob, or a file. */
const namedBy = async (word: string, cwd: string, complain: (line: string) => void): Promise<Named> => {
  if (word === standardInput) return { tracks: [{ name: standardInput, objects: [standardInput] }] };
  const stat = statSync(path.resolve(cwd, word), { throwIfNoEntry: false });
  if (stat === undefined && isGlob(word)) {
    const files = expandGlob(word, listIn(cwd));
    if (files.length === 0) complain(`no file is like ${word}`);
    return { tracks: files.map((file) => ({ name: file, objects: [file] })) };
  }
  if (stat === undefined) {
    complain(`${word} cannot be read: there is no such file`);
    return { tracks: [] };
  }
  if (stat.isDirectory()) return directory(word, cwd, complain);
  return { tracks: [{ name: word, objects: [word] }] };
};

/**
 * The tracks that the words name, each once and in their order: a file is a track, a directory has one or several, a
 * glob as many as files are like it; and the directories with manifests. Words that name nothing become complaints of one
 * line.
 */
export const inputsOf = async (words: readonly string[], cwd: string): Promise<Inputs> => {
  const complaints: string[] = [];
  const complain = (line: string): void => {
    complaints.push(line);
  };
  const tracks = new Map<string, TrackToRead>();
  const publications = new Map<string, PublishedFolder>();
  for (const word of words) {
    let named: Named = { tracks: [] };
    try {
      named = await namedBy(word, cwd, complain);
    } catch (thrown) {
      complain(`${word} cannot be read: ${reasonOf(thrown)}`);
    }
    const { publication } = named;
    const folder = path.resolve(cwd, word);
    if (publication && !publications.has(folder)) publications.set(folder, publication);
    for (const track of named.tracks) {
      const key = track.name === standardInput ? standardInput : path.resolve(cwd, track.name);
      if (!tracks.has(key)) tracks.set(key, { ...track, word });
    }
  }
  return { tracks: [...tracks.values()], publications: [...publications.values()], complaints };
};
