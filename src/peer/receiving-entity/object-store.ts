/**
 * Objects by their paths (interface 2): what is uploaded becomes the object of its path in one step, when it is whole.
 * What a reader has begun to read stays as it is. Bounded.
 */
import { objectTypes } from '../../manifest/object-types.ts';
import { extensionOf } from '../../scenario/ingest/object-step.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal } from './refusal.ts';
import type { Content, Opened, Shelf } from './shelf.ts';

/** What the head of an upload says of an object. */
export interface ObjectFacts {
  /** Content-Type as it was sent, as latin1; `undefined` where none was. */
  readonly contentType: string | undefined;
  /** How the bytes are coded, as readers are told. */
  readonly coding: 'identity' | 'gzip';
}

export interface StoredObject extends ObjectFacts {
  readonly path: string;
  readonly content: Content;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** A strong entity tag with its quotation marks: no two versions of an object have the same. */
  readonly tag: string;
}

/** An object that is being uploaded. */
export interface Upload extends ObjectFacts {
  readonly path: string;
  readonly size: number;
  readonly state: 'growing' | 'whole' | 'broken';
  append(bytes: Uint8Array): Refusal | undefined;
  /** Begins to read: what has come so far, and then more. */
  open(): Opened;
  /** Calls once when more has come, or the upload is over. */
  onceChanged(call: () => void): void;
  /** It is whole. Gives the object that was there before, if one was. */
  finish(): { readonly before: StoredObject | undefined } | Refusal;
  /** It will never be whole. */
  breakOff(): void;
}

/** An upload as the store knows it. */
type Growing = Upload & { size: number; state: Upload['state'] };

export interface ObjectStore {
  find(path: string): StoredObject | undefined;
  /** The upload of a path that has no object yet, while it is under way. */
  growing(path: string): Upload | undefined;
  /** Begins an upload; `shown` says that it may be read while it grows. */
  begin(path: string, facts: ObjectFacts, shown: boolean): Upload;
  /** Puts whole bytes in place of what a path has. */
  put(path: string, facts: ObjectFacts, bytes: Uint8Array): Refusal | undefined;
  /** Deletes an object, and the folders that are empty without it; tells whether there was one. */
  remove(path: string): boolean;
  /** Names in a folder, whose path ends with a slash; folders in it end with one. `undefined` where it is not there. */
  list(folder: string): readonly string[] | undefined;
  all(): readonly StoredObject[];
  /** Calls once when a path is given another object. */
  oncePut(path: string, call: () => void): void;
  /** Uploads under way, the newest last. */
  uploads(): readonly Upload[];
  /** How many further bytes there is room for. */
  room(): number;
}

export interface StoreOptions {
  readonly shelf: Shelf;
  /** How much is kept in all, in bytes. */
  readonly keepBytes: number;
  /** Folders that are there though nothing is in them, with a slash at the end: the publishing points. */
  readonly roots: readonly string[];
  /** Empty folders stay: a quirk. */
  readonly keepsFolders: boolean;
}

/** What an object costs beside its bytes, in bytes. */
const objectCost = 512;

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const parentOf = (folder: string): string => folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);

const noRoom: Refusal = { status: 507, why: 'there is no room left' };

const guessedType = (path: string): string => {
  const extension = extensionOf(path);
  const known = Object.entries(objectTypes).find(([each]) => each === extension);
  return known?.[1][0] ?? 'application/octet-stream';
};

export const objectStore = ({ shelf, keepBytes, roots, keepsFolders }: StoreOptions): ObjectStore => {
  const objects = new Map<string, StoredObject>();
  const growing = new Map<string, Upload>();
  const underWay = new Set<Upload>();
  /** Names in each folder. */
  const folders = new Map<string, Set<string>>();
  const awaited = new Map<string, (() => void)[]>();
  const epoch = Date.now().toString(36);
  let versions = 0;
  /** Bytes that are held, of objects and of uploads. */
  let held = 0;

  const costOf = ({ path, content }: StoredObject): number => content.cost + path.length + objectCost;

  /** Notes a name in its folder, and the folder in its own. */
  const enter = (folder: string, name: string): void => {
    const names = folders.get(folder);
    if (names !== undefined) {
      names.add(name);
      return;
    }
    folders.set(folder, new Set([name]));
    const parent = parentOf(folder);
    if (parent !== '') enter(parent, folder.slice(parent.length));
  };

  const leave = (folder: string, name: string): void => {
    const names = folders.get(folder);
    names?.delete(name);
    if (names?.size !== 0 || roots.includes(folder) || keepsFolders) return;
    folders.delete(folder);
    shelf.removeFolder(folder.slice(0, -1));
    const parent = parentOf(folder);
    if (parent !== '') leave(parent, folder.slice(parent.length));
  };

  for (const root of roots) folders.set(root, new Set());

  const place = (object: StoredObject): StoredObject | undefined => {
    const { path } = object;
    const before = objects.get(path);
    objects.set(path, object);
    if (before === undefined) {
      const folder = folderOf(path);
      enter(folder, path.slice(folder.length));
    } else held -= costOf(before);
    held += costOf(object);
    if (awaited.size > 0) {
      const calls = awaited.get(path) ?? [];
      awaited.delete(path);
      for (const call of calls) call();
    }
    return before;
  };

  const newTag = (): string => `"${epoch}-${(versions += 1).toString(36)}"`;

  const begin = (path: string, facts: ObjectFacts, shown: boolean): Upload => {
    const body = shelf.body(path);
    let waiting: (() => void)[] = [];
    let counted = 0;

    const count = (cost: number): void => {
      held += cost - counted;
      counted = cost;
    };

    const changed = (): void => {
      if (waiting.length === 0) return;
      const calls = waiting;
      waiting = [];
      for (const call of calls) call();
    };

    const end = (next: 'whole' | 'broken'): void => {
      upload.state = next;
      underWay.delete(upload);
      if (growing.get(path) === upload) growing.delete(path);
      count(0);
      changed();
    };

    // No getters: an object with some has a shape of its own, which costs more than all else that is done for a small one.
    const upload: Growing = {
      path,
      contentType: facts.contentType,
      coding: facts.coding,
      size: 0,
      state: 'growing',
      append: (bytes) => {
        if (upload.state !== 'growing') return undefined;
        if (held + bytes.length > keepBytes) return noRoom;
        const refusal = body.append(bytes);
        upload.size = body.size;
        count(body.cost);
        changed();
        return refusal;
      },
      open: () => body.open(),
      onceChanged: (call) => {
        if (upload.state === 'growing') waiting.push(call);
        else call();
      },
      finish: () => {
        const hasRoom = held + path.length + objectCost <= keepBytes;
        const content = hasRoom ? body.keep() : noRoom;
        if (isRefusal(content)) {
          end('broken');
          body.drop();
          return content;
        }
        const { contentType, coding } = facts;
        const before = place({ path, contentType, coding, content, modified: Date.now(), tag: newTag() });
        end('whole');
        return { before };
      },
      breakOff: () => {
        if (upload.state !== 'growing') return;
        end('broken');
        body.drop();
      },
    };
    underWay.add(upload);
    if (shown && !objects.has(path) && !growing.has(path)) growing.set(path, upload);
    return upload;
  };

  for (const { path, modified, content } of shelf.found()) {
    place({ path, contentType: guessedType(path), coding: 'identity', content, modified, tag: newTag() });
  }

  return {
    find: (path) => objects.get(path),
    growing: (path) => growing.get(path),
    begin,
    put: (path, facts, bytes) => {
      const upload = begin(path, facts, false);
      const refusal = upload.append(bytes);
      if (refusal !== undefined) {
        upload.breakOff();
        return refusal;
      }
      const done = upload.finish();
      return isRefusal(done) ? done : undefined;
    },
    remove: (path) => {
      const object = objects.get(path);
      if (object === undefined) return false;
      objects.delete(path);
      held -= costOf(object);
      shelf.remove(path);
      const folder = folderOf(path);
      leave(folder, path.slice(folder.length));
      return true;
    },
    list: (folder) => {
      const names = folders.get(folder);
      return names === undefined ? undefined : [...names].sort();
    },
    all: () => [...objects.values()],
    oncePut: (path, call) => {
      awaited.set(path, [...(awaited.get(path) ?? []), call]);
    },
    uploads: () => [...underWay],
    room: () => Math.max(0, keepBytes - held),
  };
};

/** All bytes of an object. */
export const bytesOfObject = ({ content }: StoredObject): Uint8Array => {
  const whole = new Uint8Array(content.size);
  const opened = content.open();
  if (opened === undefined) return new Uint8Array(0);
  for (let at = 0; at < whole.length;) {
    const bytes = opened.read(at, whole.length - at);
    if (bytes.length === 0) break;
    whole.set(bytes, at);
    at += bytes.length;
  }
  opened.close();
  return whole;
};
