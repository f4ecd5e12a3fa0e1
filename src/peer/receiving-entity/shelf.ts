/** Where the bytes of objects are kept: in memory, or in files. */
import type { Refusal } from './refusal.ts';

/** An object that is being read. */
export interface Opened {
  /** Some bytes from an offset, no more than so many; none where there are none, or none yet. */
  read(from: number, most: number): Uint8Array;
  close(): void;
}

/** The bytes of a whole object. They stay as they are, whatever becomes of its path. */
export interface Content {
  readonly size: number;
  /** How much of what may be kept this takes, in bytes. */
  readonly cost: number;
  /** Begins to read; `undefined` where that is no longer possible. */
  open(): Opened | undefined;
}

/** The bytes of an object that is being uploaded. */
export interface Body {
  readonly size: number;
  readonly cost: number;
  append(bytes: Uint8Array): Refusal | undefined;
  /** Begins to read: what has come so far, and then more. What is read goes on when the body is kept or dropped. */
  open(): Opened;
  /** Puts it where readers find it, in one step. */
  keep(): Content | Refusal;
  /** Forgets it. */
  drop(): void;
}

export interface Shelf {
  /** Begins an object for a path, which has no dot segments and no empty ones. */
  body(path: string): Body;
  /** Forgets the object of a path. */
  remove(path: string): void;
  /** Forgets a folder that is empty. */
  removeFolder(folder: string): void;
  /** What is there already: paths, and when they were changed, in milliseconds since 1970. */
  found(): readonly { readonly path: string; readonly modified: number; readonly content: Content }[];
}
