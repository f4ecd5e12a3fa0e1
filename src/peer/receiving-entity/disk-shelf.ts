/**
 * Keeps objects as files below one directory. A file is written under another name and renamed when it is whole, so that
 * nobody sees half of one. Calls of the file system are made at once, not put off: they end in the page cache, and cost
 * less than handing them to another thread.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Refusal } from './refusal.ts';
import type { Body, Content, Opened, Shelf } from './shelf.ts';

/** The folder of files that are not whole yet; no object has such a path. */
const unfinished = '.incoming';
/** More files than this are not looked at when a store is opened. */
const mostFound = 100_000;

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'unknown';

const refusalOf = (thrown: unknown): Refusal => {
  const code = codeOf(thrown);
  switch (code) {
    case 'EISDIR':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOTEMPTY':
      return { status: 409, why: 'the path is that of a folder, or lies below an object' };
    case 'ENAMETOOLONG':
      return { status: 400, why: 'the name is too long' };
    case 'ENOSPC':
    case 'EDQUOT':
      return { status: 507, why: 'there is no room left' };
    default:
      return { status: 500, why: `the object cannot be written (${code})` };
  }
};

const nothing = new Uint8Array(0);

const filled = (fd: number, from: number, most: number): Uint8Array => {
  const bytes = Buffer.allocUnsafe(most);
  return bytes.subarray(0, fs.readSync(fd, bytes, 0, most, from));
};

const openedFile = (file: string, size: () => number): Opened | undefined => {
  try {
    const fd = fs.openSync(file, 'r');
    return {
      read: (from, most) => {
        const length = Math.min(most, size() - from);
        try {
          return length <= 0 ? nothing : filled(fd, from, length);
        } catch {
          return nothing;
        }
      },
      close: () => fs.closeSync(fd),
    };
  } catch {
    return undefined;
  }
};

const contentOf = (file: string, size: number): Content => ({
  size,
  cost: size,
  open: () => openedFile(file, () => size),
});

/** All files below a folder, by their paths. */
const filesBelow = (directory: string, below: string, found: string[]): void => {
  for (const entry of fs.readdirSync(path.join(directory, below), { withFileTypes: true })) {
    if (found.length >= mostFound) return;
    const name = `${below}/${entry.name}`;
    if (entry.isDirectory() && name !== `/${unfinished}`) filesBelow(directory, name, found);
    else if (entry.isFile()) found.push(name);
  }
};

const nameless: Refusal = { status: 403, why: 'no object may have such a name' };

const refusingBody: Body = {
  size: 0,
  cost: 0,
  append: () => nameless,
  open: () => ({ read: () => nothing, close: () => undefined }),
  keep: () => nameless,
  drop: () => undefined,
};

/** A body as the shelf knows it. */
type Kept = Body & { size: number; cost: number };

/** @throws where the directory cannot be made or read */
export const diskShelf = (directory: string): Shelf => {
  const root = path.resolve(directory);
  const incoming = path.join(root, unfinished);
  fs.rmSync(incoming, { recursive: true, force: true });
  fs.mkdirSync(incoming, { recursive: true });
  let uploads = 0;

  /** The file of a path; `undefined` where that would lie elsewhere. */
  const fileOf = (objectPath: string): string | undefined => {
    const segments = objectPath.split('/').slice(1);
    const odd = segments.some(
      (segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\0'),
    );
    if (odd || segments[0] === unfinished) return undefined;
    if (path.sep !== '/' && segments.some((segment) => /[\\:]/.test(segment))) return undefined;
    return `${root}${path.sep}${segments.join(path.sep)}`;
  };

  const put = (temporary: string, file: string): void => {
    try {
      fs.renameSync(temporary, file);
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOENT') throw thrown;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.renameSync(temporary, file);
    }
  };

  const fileBody = (file: string): Body => {
    const temporary = `${incoming}${path.sep}${String((uploads += 1))}`;
    let fd: number | undefined;

    const close = (): void => {
      if (fd !== undefined) fs.closeSync(fd);
      fd = undefined;
    };

    const drop = (): void => {
      if (fd === undefined) return;
      close();
      fs.rmSync(temporary, { force: true });
    };

    const body: Kept = {
      size: 0,
      cost: 0,
      append: (bytes) => {
        try {
          fd ??= fs.openSync(temporary, 'wx+');
          for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
          body.size += bytes.length;
          body.cost = body.size;
          return undefined;
        } catch (thrown) {
          return refusalOf(thrown);
        }
      },
      open: () => {
        try {
          fd ??= fs.openSync(temporary, 'wx+');
        } catch {
          // What cannot be written cannot be read either.
        }
        return openedFile(temporary, () => body.size) ?? refusingBody.open();
      },
      keep: () => {
        try {
          fd ??= fs.openSync(temporary, 'wx+');
          close();
          put(temporary, file);
          return contentOf(file, body.size);
        } catch (thrown) {
          close();
          fs.rmSync(temporary, { force: true });
          return refusalOf(thrown);
        }
      },
      drop,
    };
    return body;
  };

  return {
    body: (objectPath) => {
      const file = fileOf(objectPath);
      if (file !== undefined) return fileBody(file);
      return refusingBody;
    },
    remove: (objectPath) => {
      const file = fileOf(objectPath);
      if (file !== undefined) fs.rmSync(file, { force: true });
    },
    removeFolder: (folder) => {
      const file = fileOf(folder);
      try {
        if (file !== undefined) fs.rmdirSync(file);
      } catch {
        // Somebody else has put something into it.
      }
    },
    found: () => {
      const paths: string[] = [];
      filesBelow(root, '', paths);
      return paths.flatMap((each) => {
        const file = path.join(root, each);
        const facts = fs.statSync(file, { throwIfNoEntry: false });
        if (facts === undefined) return [];
        return [{ path: each, modified: Math.floor(facts.mtimeMs), content: contentOf(file, facts.size) }];
      });
    },
  };
};
