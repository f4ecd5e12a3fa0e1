/** Reading what the user named; what the file system says becomes one line that a person can act on. */
import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'it is not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'there is something of that name already',
};

export const reasonOf = (thrown: unknown): string => {
  const code = (thrown as { code?: string } | undefined)?.code;
  return reasons[code ?? ''] ?? (thrown instanceof Error ? thrown.message : String(thrown));
};

/**
 * @param what is read, as the message begins: `the baseline`
 * @param shown how the file is called in messages
 */
export const readText = (what: string, file: string, shown: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new UsageError(`${what} ${shown} cannot be read: ${reasonOf(thrown)}`);
  }
};
