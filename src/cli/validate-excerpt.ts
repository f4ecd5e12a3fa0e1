/** The bytes around findings, read again when they are told. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ReportedPlace } from '../report/validation/document.ts';
import { excerptRange, type Excerpt } from '../report/validation/excerpt.ts';
import { standardInput } from './validate-inputs.ts';
import type { Reader } from './validate-read.ts';

/** The most that is kept of what cannot be read again. */
const mostKept = 2 ** 20;

export interface Excerpts {
  /** A reader that keeps the beginning of an object where it cannot be read again, as of a pipe. */
  watched(object: string, reader: Reader): Reader;
  /** The bytes around a place; nothing where they cannot be had again. */
  at(place: ReportedPlace): Excerpt | undefined;
}

interface Kept {
  readonly bytes: Uint8Array;
  length: number;
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

const again = (file: string, start: number, length: number): Uint8Array | undefined => {
  try {
    // To open a pipe again would be to wait for somebody who writes into it.
    if (!isFile(file)) return undefined;
    const descriptor = openSync(file, 'r');
    try {
      const bytes = new Uint8Array(length);
      const read = readSync(descriptor, bytes, 0, length, start);
      return bytes.subarray(0, read);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
};

/** Excerpts from the files of a directory, and from what was kept of pipes: at most the first 1 MiB of each. */
export const excerptsIn = (cwd: string): Excerpts => {
  const kept = new Map<string, Kept>();
  return {
    watched: (object, reader) => {
      if (object !== standardInput && isFile(path.resolve(cwd, object))) return reader;
      const known: Kept = { bytes: new Uint8Array(mostKept), length: 0 };
      kept.set(object, known);
      return {
        push: (bytes) => {
          const part = bytes.subarray(0, mostKept - known.length);
          known.bytes.set(part, known.length);
          known.length += part.length;
          reader.push(bytes);
        },
        skippable: () => reader.skippable(),
        skip: (count) => {
          reader.skip(count);
        },
      };
    },
    at: ({ object, offset }) => {
      const { start, length } = excerptRange(offset);
      const own = kept.get(object);
      const bytes =
        own === undefined
          ? again(path.resolve(cwd, object), start, length)
          : own.bytes.slice(start, Math.min(own.length, start + length));
      return bytes === undefined || bytes.length === 0 ? undefined : { start, bytes };
    },
  };
};
