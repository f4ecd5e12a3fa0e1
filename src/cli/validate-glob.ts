/** Globs in names of files, for shells that leave them to us and for names in quotes. */

/** Whether a word of the command line has a wildcard in it. */
export const isGlob = (word: string): boolean => /[*?]/.test(word);

/**
 * Whether one name (without slashes) is like a pattern, in which `*` stands for any run of characters and `?` for one.
 * As shells have it, a name that begins with a dot is only like a pattern that does. Time is at most the product of
 * both lengths, whatever the pattern.
 */
export const nameMatches = (name: string, pattern: string): boolean => {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (i < name.length) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      resume = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      resume += 1;
      i = resume;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
};

/** What a glob is matched against: the names in a directory, and whether each is a directory itself. */
export type ListDirectory = (
  directory: string,
) => readonly { readonly name: string; readonly directory: boolean }[];

let collator: Intl.Collator | undefined;

/** Names order as people count: `chunk-2` before `chunk-10`. The tables for that are loaded when names are ordered. */
export const naturally = (a: string, b: string): number => {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
};

const joined = (directory: string, name: string): string =>
  directory === '' ? name : directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;

/** Deeper than this `**` does not go. */
const deepest = 32;

/**
 * The files that are like a glob, in natural order; `**` stands for any number of directories, none included. What
 * cannot be listed has no files in it.
 */
export const expandGlob = (glob: string, list: ListDirectory): readonly string[] => {
  const found = new Set<string>();
  const absolute = glob.startsWith('/');
  const parts = glob
    .split('/')
    .filter((part, index, all) => part !== '' && !(part === '**' && all[index - 1] === '**'));

  const walk = (directory: string, at: number, depth: number): void => {
    const part = parts[at];
    if (part === undefined || depth > deepest) return;
    const last = at === parts.length - 1;
    if (part === '**') {
      if (!last) walk(directory, at + 1, depth);
      for (const entry of list(directory)) {
        const path = joined(directory, entry.name);
        if (entry.directory && !entry.name.startsWith('.')) walk(path, at, depth + 1);
        else if (last && !entry.directory) found.add(path);
      }
      return;
    }
    if (!isGlob(part) && !last) return walk(joined(directory, part), at + 1, depth + 1);
    for (const entry of list(directory)) {
      if (!nameMatches(entry.name, part)) continue;
      const path = joined(directory, entry.name);
      if (last) found.add(path);
      else if (entry.directory) walk(path, at + 1, depth + 1);
    }
  };

  walk(absolute ? '/' : '', 0, 0);
  return [...found].sort(naturally);
};
