/** Which known name was probably meant. */

/** Edits that lead from one word to the other: insert, delete, replace, swap neighbours. */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const best = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Infinity,
      );
      rows[row]?.push(best);
    }
  }
  return at(a.length, b.length);
};

/** A name of several parts may be meant by its last one alone. */
const closeness = (word: string, name: string): number => {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return Math.min(distance(word, name), distance(word, last));
};

/** Longer words than any name of ours are not compared at all. */
const longest = 100;

/** The known name that is nearest to a word, where one is near. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > longest) return undefined;
  const [best] = known
    .map((name) => ({ name, edits: closeness(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const beginning = known.find((name) => wanted.length >= 3 && name.toLowerCase().startsWith(wanted));
  // What stands before the last slash is often right, and then says nothing about the rest.
  const own = wanted.length - 1 - wanted.lastIndexOf('/');
  if (best === undefined || best.edits > Math.max(1, Math.floor(own / 3))) return beginning;
  return best.name;
};

/** How many names a complaint may list in full. */
const few = 8;

/** What to do about a name that is not known: the nearest one, all of them where they are few, or where to look. */
export const suggestion = (word: string, known: readonly string[], look: string): string => {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean “${near}”?`;
  if (known.length > 0 && known.length <= few) return `known are ${known.join(', ')}`;
  return look;
};
