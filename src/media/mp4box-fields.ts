/** What mp4box reads of boxes for which we have no table. It is loaded only for a dump. */
import { createFile, Log, MP4BoxBuffer } from 'mp4box';

/** Fields of a box by name, as mp4box spells them. */
export type OtherFields = Readonly<Record<string, unknown>>;

/** A header larger than this is not given to another parser. */
const mostGiven = 2 ** 20;

/** What mp4box keeps for itself, or what are boxes again. */
const own = new Set(
  'boxes entries box_name original_size hdr_size start size type uuid data parent samples subBoxNames'.split(
    ' ',
  ),
);

interface Parsed {
  readonly start?: number;
  readonly boxes?: readonly unknown[];
  readonly entries?: readonly unknown[];
}

const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value);

const fieldsOf = (box: object): OtherFields =>
  Object.fromEntries(
    Object.entries(box).filter(
      ([name, value]) => !own.has(name) && typeof value !== 'function' && isPlain(value),
    ),
  );

/**
 * The fields of every box in a CMAF header (ISO/IEC 23000-19, 7.3.1) by the offset of the box in `header`. Only for
 * headers in whose structure no fault was found: empty where mp4box cannot read it, or where it is larger than 1 MiB.
 */
export const mp4boxFields = (header: Uint8Array): ReadonlyMap<number, OtherFields> => {
  const found = new Map<number, OtherFields>();
  if (header.length > mostGiven) return found;
  const visit = (list: readonly unknown[] | undefined, depth: number): void => {
    if (!Array.isArray(list) || depth > 16) return;
    for (const each of list as readonly unknown[]) {
      if (typeof each !== 'object' || each === null) continue;
      const { start, boxes, entries } = each as Parsed;
      if (typeof start === 'number') found.set(start, fieldsOf(each));
      visit(boxes, depth + 1);
      visit(entries, depth + 1);
    }
  };
  // It prints what it thinks of a box, which is no part of a dump.
  const { error } = Log;
  Log.error = () => undefined;
  try {
    const file = createFile(false);
    const copy = new ArrayBuffer(header.length);
    new Uint8Array(copy).set(header);
    file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(copy, 0), true);
    visit(file.boxes, 1);
  } catch {
    found.clear();
  } finally {
    Log.error = error;
  }
  return found;
};
