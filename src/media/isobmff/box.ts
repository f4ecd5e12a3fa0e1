import { readFields, type Layout, type LayoutValues, type Reading } from './layout.ts';
import { layouts, type KnownType } from './layouts.ts';

/** A box as it stands in the bytes. Nothing is copied: `view` is the bytes that were given. */
export interface Box {
  /** The four-character code, one character a byte. */
  readonly type: string;
  /** Absolute offset of the box in its object. */
  readonly start: number;
  /** Length in bytes, header included; what is there of it when it overruns. */
  readonly size: number;
  /** Length of the header: 8, or 16 with a 64-bit size, and 16 more for a `uuid`. */
  readonly header: number;
  /** The usertype of a `uuid` box, as 32 hexadecimal digits. */
  readonly usertype?: string;
  readonly view: DataView;
  /** Offset of the box in `view`. */
  readonly at: number;
  /** The child boxes, where the type is known to have them. */
  readonly children: readonly Box[];
  readonly parent?: Box;
  /** How many boxes of this type precede it: among its siblings, or at the top of the object. */
  readonly ordinal: number;
}

/** `moov/trak/mdia/mdhd`, `moof[3]/traf/trun[1]`: where a box stands, in words that `--dump` prints too. */
export const pathOf = (box: Box): string => {
  const own =
    box.ordinal > 0 || (box.parent === undefined && (box.type === 'moof' || box.type === 'mdat'))
      ? `${printable(box.type)}[${String(box.ordinal)}]`
      : printable(box.type);
  return box.parent === undefined ? own : `${pathOf(box.parent)}/${own}`;
};

/** A four-character code that can be printed: bytes outside ASCII as `\xNN`. */
export const printable = (type: string): string =>
  type.replace(/[^\x20-\x7e]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** The bytes behind the header. */
export const payloadOf = (box: Box): Uint8Array =>
  new Uint8Array(
    box.view.buffer,
    box.view.byteOffset + box.at + box.header,
    Math.max(0, box.size - box.header),
  );

/** The whole box, header included. */
export const bytesOf = (box: Box): Uint8Array =>
  new Uint8Array(box.view.buffer, box.view.byteOffset + box.at, box.size);

/** The first child of a type. */
export const child = (box: Box | undefined, type: string): Box | undefined =>
  box?.children.find((each) => each.type === type);

/** All children of a type. */
export const childrenOf = (box: Box | undefined, type: string): readonly Box[] =>
  box?.children.filter((each) => each.type === type) ?? [];

/** The first box along a path of types: `find(moov, 'trak/mdia/mdhd')`. */
export const find = (box: Box | undefined, path: string): Box | undefined =>
  path.split('/').reduce<Box | undefined>((inner, type) => child(inner, type), box);

/** A box and all that it contains, the outer before the inner, in the order of the bytes. */
export const everyBox = function* (box: Box): Generator<Box> {
  yield box;
  for (const inner of box.children) yield* everyBox(inner);
};

/** What was read of a box whose type we know; offsets are absolute in the object. */
export type Decoded<T extends KnownType> = Reading<LayoutValues<(typeof layouts)[T]>>;

const readings = new WeakMap<Box, Reading<unknown>>();

/** The fields of a box by the layout of a type, with absolute offsets. Reads each box once; never throws. */
export const decodeAs = <T extends KnownType>(box: Box, type: T): Decoded<T> => {
  const known = readings.get(box);
  if (known !== undefined) return known as Decoded<T>;
  const layout = layouts[type] as Layout<LayoutValues<(typeof layouts)[T]>>;
  const reading = readFields(layout, box.view, box.at + box.header, box.at + box.size);
  const shift = box.start - box.at;
  const absolute: Decoded<T> = {
    value: reading.value,
    at: Object.fromEntries(Object.entries(reading.at).map(([name, at]) => [name, at + shift])),
    end: reading.end + shift,
    ...(reading.fault === undefined ? {} : { fault: { ...reading.fault, at: reading.fault.at + shift } }),
  };
  readings.set(box, absolute);
  return absolute;
};

/** Whether we have a layout for a type. */
export const isKnown = (type: string): type is KnownType => Object.hasOwn(layouts, type);

/** The fields of the first child of a type along a path, if there is such a box: `fieldsAt(moov, 'mvhd')`. */
export const fieldsAt = <T extends KnownType>(
  box: Box | undefined,
  path: T | `${string}/${T}`,
): LayoutValues<(typeof layouts)[T]> | undefined => {
  const found = find(box, path);
  return found === undefined ? undefined : decodeAs(found, found.type as T).value;
};
