/** The objects that a source stored with our scripted receiving entity, for as long as there is room for them. */
import { join } from '../../media/bytes.ts';

export interface StoredObject {
  /** Content-Type and Content-Encoding as they were sent. */
  readonly contentType: string | undefined;
  readonly coding: string | undefined;
  /** Undefined where there was no room for it. */
  readonly bytes: Uint8Array | undefined;
}

/** An upload under way: nobody sees it before it is kept. */
export interface Incoming {
  push(bytes: Uint8Array): void;
  /** Stores it in place of what had its path; says whether that was nothing. */
  keep(facts: Pick<StoredObject, 'contentType' | 'coding'>): boolean;
  drop(): void;
}

export interface ObjectStore {
  incoming(path: string): Incoming;
  find(path: string): StoredObject | undefined;
  has(path: string): boolean;
  /** Says whether there was one. */
  remove(path: string): boolean;
}

/** Bytes of all objects together; of what comes beyond, the objects that have not been written for longest go. */
export const mostBytes = 64 * 1024 * 1024;

/** More objects than a source has; the oldest are gone beyond. */
const mostObjects = 100_000;

export const objectStore = (most = mostBytes): ObjectStore => {
  const objects = new Map<string, StoredObject>();
  /** Bytes that are held, of uploads under way too. */
  let held = 0;
  let underWay = 0;

  /** The paths whose bytes are held, oldest first. */
  const holding = new Set<string>();

  const release = (path: string): void => {
    held -= objects.get(path)?.bytes?.length ?? 0;
    holding.delete(path);
  };

  const makeRoom = (length: number): boolean => {
    for (const oldest of holding) {
      if (held + length <= most) break;
      const object = objects.get(oldest);
      release(oldest);
      if (object !== undefined) objects.set(oldest, { ...object, bytes: undefined });
    }
    return held + length <= most;
  };
  const remove = (path: string): boolean => {
    release(path);
    return objects.delete(path);
  };

  const incoming = (path: string): Incoming => {
    let parts: Uint8Array[] = [];
    let length = 0;
    let fits = true;
    const letGo = (): void => {
      held -= length;
      underWay -= length;
      parts = [];
      length = 0;
    };
    return {
      push: (bytes) => {
        if (!fits) return;
        // What is under way is never more than half of it, so that there is room for what is stored.
        fits = underWay + bytes.length <= most / 2 && makeRoom(bytes.length);
        if (!fits) {
          letGo();
          return;
        }
        parts.push(new Uint8Array(bytes));
        length += bytes.length;
        held += bytes.length;
        underWay += bytes.length;
      },
      keep: (facts) => {
        const bytes = fits ? join(parts) : undefined;
        letGo();
        const isNew = !remove(path);
        objects.set(path, { ...facts, bytes });
        if (bytes !== undefined) {
          held += bytes.length;
          holding.add(path);
        }
        const [oldest] = objects.keys();
        if (objects.size > mostObjects && oldest !== undefined) remove(oldest);
        return isNew;
      },
      drop: letGo,
    };
  };

  return { incoming, find: (path) => objects.get(path), has: (path) => objects.has(path), remove };
};
