import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a directory and those above it. Node's own way to do that never returns where the file system says that
 * a directory cannot be made because it is not there, as that of /proc does.
 */
export const makeDirectory = (directory: string): void => {
  const there = statSync(directory, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw Object.assign(new Error(`${directory} is not a directory`), { code: 'ENOTDIR' });
  const above = path.dirname(directory);
  if (above !== directory) makeDirectory(above);
  mkdirSync(directory);
};
