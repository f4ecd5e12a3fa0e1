import { viewOf } from '../bytes.ts';
import { isKnown, pathOf, type Box } from './box.ts';
import { readFields } from './layout.ts';
import { layouts } from './layouts.ts';
import { audioEntries } from './sample-entry-layouts.ts';

/** What can be wrong with the way boxes lie in each other. */
export type StructureFaultKind =
  /** Fewer than eight bytes where a box should begin. */
  | 'short-header'
  /** A size smaller than the header that says it. */
  | 'too-small'
  /** A 64-bit size that is none. */
  | 'largesize'
  /** Size 0 where more can follow. */
  | 'to-the-end'
  /** A child that ends behind its parent. */
  | 'overruns-parent'
  /** A top-level box that ends behind the object. */
  | 'overruns-object'
  /** Bytes between the last child and the end of the parent. */
  | 'trailing'
  /** Deeper, or more boxes, than any real file has. */
  | 'resources';

export interface StructureFault {
  readonly kind: StructureFaultKind;
  /** Absolute offset where it shows. */
  readonly offset: number;
  /** Path of the box at fault, or of its parent. */
  readonly box: string;
  readonly says: string;
  readonly expected: string;
  readonly actual: string;
}

/** Nesting deeper than this is not followed. */
export const deepest = 16;
/** More boxes than this in one tree are not read. */
export const mostBoxes = 100_000;

/** What stands in front of a box: its size as declared, its type, and how long the header is. */
export interface BoxHeader {
  /** As declared, 0 for "to the end". May be beyond 2^53, then only roughly. */
  readonly size: number;
  readonly type: string;
  readonly header: number;
}

const typeAt = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** How many bytes the header of the box at `at` has; undefined while too few are there to tell. */
export const headerLength = (view: DataView, at: number, end: number): number | undefined => {
  if (end - at < 8) return undefined;
  const large = view.getUint32(at) === 1 ? 8 : 0;
  return 8 + large + (view.getUint32(at + 4) === 0x75756964 ? 16 : 0);
};

/** The header of the box at `at`, or undefined where it does not fit (ISO/IEC 14496-12, 4.2). */
export const readHeader = (view: DataView, at: number, end: number): BoxHeader | undefined => {
  const header = headerLength(view, at, end);
  if (header === undefined || end - at < header) return undefined;
  const small = view.getUint32(at);
  const size = small === 1 ? view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12) : small;
  return { size, type: typeAt(view, at + 4), header };
};

const hex = (view: DataView, at: number, length: number): string =>
  Array.from({ length }, (_, i) =>
    view
      .getUint8(at + i)
      .toString(16)
      .padStart(2, '0'),
  ).join('');

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Reading {
  readonly view: DataView;
  /** What to add to an offset in the view for an absolute one. */
  readonly shift: number;
  readonly faults: StructureFault[];
  boxes: number;
}

/** Children of a `stsd` are sample entries, whatever their type; an unknown one is a leaf. */
const childrenStart = (reading: Reading, box: Box): number | undefined => {
  const { view } = reading;
  const from = box.at + box.header;
  const to = box.at + box.size;
  if (!isKnown(box.type)) return undefined;
  const layout = layouts[box.type];
  if (!layout.container) return undefined;
  // A QuickTime `meta` has no version and flags: its children begin at once.
  if (box.type === 'meta' && to - from >= 8 && typeAt(view, from + 4) === 'hdlr') return from;
  const start = readFields(layout, view, from, to).end;
  if ((audioEntries as readonly string[]).includes(box.type) && to - from >= 28) {
    // Versions 1 and 2 of QuickTime's sound description have 16 and 36 bytes more.
    const version = view.getUint16(from + 8);
    return Math.min(to, start + (version === 1 ? 16 : version === 2 ? 36 : 0));
  }
  return start;
};

const readSiblings = (
  reading: Reading,
  from: number,
  to: number,
  parent: Box | undefined,
  depth: number,
): Box[] => {
  const { view, shift, faults } = reading;
  const boxes: Box[] = [];
  const seen = new Map<string, number>();
  const where = parent === undefined ? '' : pathOf(parent);
  let at = from;
  while (at < to) {
    const left = to - at;
    const header = readHeader(view, at, to);
    if (header === undefined) {
      // QuickTime ends user data with a 32-bit zero; a sample entry may have zero bytes behind its boxes.
      const zeros = left === 4 && view.getUint32(at) === 0;
      if (!(zeros && parent?.type === 'udta')) {
        faults.push({
          kind: parent === undefined ? 'short-header' : 'trailing',
          offset: at + shift,
          box: where,
          says: `${String(left)} bytes are left over where a box should begin`,
          expected:
            parent === undefined
              ? 'a box header of at least 8 bytes, or the end'
              : 'child boxes that fill their parent',
          actual: `${String(left)} bytes: ${hex(view, at, Math.min(left, 8))}`,
        });
      }
      break;
    }
    const ordinal = seen.get(header.type) ?? 0;
    seen.set(header.type, ordinal + 1);
    const box: Mutable<Box> = {
      type: header.type,
      start: at + shift,
      size: header.size,
      header: header.header,
      ...(header.type === 'uuid' ? { usertype: hex(view, at + header.header - 16, 16) } : {}),
      view,
      at,
      children: [],
      ...(parent === undefined ? {} : { parent }),
      ordinal,
    };
    const fault = (kind: StructureFaultKind, says: string, expected: string): void => {
      faults.push({
        kind,
        offset: at + shift,
        box: pathOf(box),
        says,
        expected,
        actual: `size ${String(header.size)}`,
      });
    };
    if (header.size === 0) {
      if (parent !== undefined) {
        fault(
          'to-the-end',
          'a size of 0 ("to the end") inside another box',
          'a size, except in the last top-level box',
        );
      }
      box.size = left;
    } else if (header.size < header.header) {
      const large = header.header !== 8 && view.getUint32(at) === 1;
      fault(
        large ? 'largesize' : 'too-small',
        `a size of ${String(header.size)} is less than the ${String(header.header)} bytes of the header`,
        `at least ${String(header.header)}`,
      );
      break;
    } else if (header.size > left) {
      fault(
        parent === undefined ? 'overruns-object' : 'overruns-parent',
        `ends ${String(header.size - left)} bytes behind its ${parent === undefined ? 'object' : 'parent'}`,
        `at most ${String(left)}`,
      );
      box.size = left;
    }
    reading.boxes += 1;
    if (reading.boxes > mostBoxes || depth > deepest) {
      faults.push({
        kind: 'resources',
        offset: at + shift,
        box: pathOf(box),
        says: 'the boxes are nested deeper, or are more, than are read',
        expected: `at most ${String(deepest)} levels and ${String(mostBoxes)} boxes`,
        actual: depth > deepest ? `level ${String(depth)}` : `${String(reading.boxes)} boxes`,
      });
      break;
    }
    const inner = childrenStart(reading, box);
    if (inner !== undefined) box.children = readSiblings(reading, inner, at + box.size, box, depth + 1);
    boxes.push(box);
    at += box.size;
  }
  return boxes;
};

/** A tree of boxes, and what is wrong with how they lie in each other. */
export interface BoxTree {
  readonly boxes: readonly Box[];
  readonly faults: readonly StructureFault[];
}

/**
 * Reads boxes that lie behind each other in `bytes`, with all that they contain. `base` is the absolute offset of the
 * first byte, `ordinal` the number of boxes of the first one's type before it. Never throws; time and memory are
 * bounded by the bytes.
 */
export const readTree = (bytes: Uint8Array, base = 0, ordinal = 0): BoxTree => {
  const reading: Reading = { view: viewOf(bytes), shift: base, faults: [], boxes: 0 };
  const boxes = readSiblings(reading, 0, bytes.length, undefined, 1);
  const [first, ...others] = boxes;
  if (ordinal > 0 && first !== undefined) {
    // Children point to their parent, so that its number is set in place.
    (first as Mutable<Box>).ordinal = ordinal;
    return { boxes: [first, ...others], faults: reading.faults };
  }
  return { boxes, faults: reading.faults };
};
