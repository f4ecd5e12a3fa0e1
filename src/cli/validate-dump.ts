/** `validate --dump`: the boxes of a file with their offsets and values. */
import { bytesOf, everyBox, decodeAs, isKnown, printable, type Box } from '../media/isobmff/box.ts';
import type { OtherFields } from '../media/mp4box-fields.ts';
import { readTree } from '../media/isobmff/tree.ts';
import { walker } from '../media/isobmff/walker.ts';
import { line } from '../report/text.ts';
import type { Reader } from './validate-read.ts';

/** Reads what we have no table for, by the offset of the box in the header that it is given. */
export type ReadOthers = (header: Uint8Array) => ReadonlyMap<number, OtherFields>;

export interface Dump extends Reader {
  end(): void;
}

const shown = { bytes: 16, items: 4, text: 160 };

const hexOf = (bytes: Uint8Array): string => {
  const digits = Array.from(bytes.subarray(0, shown.bytes), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join(' ');
  return bytes.length <= shown.bytes ? digits : `${digits} … (${String(bytes.length)} bytes)`;
};

/** A value as one short piece of text. */
export const valueText = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as unknown as ArrayLike<unknown>);
    const told = items.slice(0, shown.items).map(valueText).join(', ');
    return items.length <= shown.items ? `[${told}]` : `[${told}, … ${String(items.length)} in all]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${name} ${valueText(field)}`);
    return `{${fields.slice(0, 16).join(', ')}}`;
  }
  return String(value);
};

const placed = (offset: number): string => `@ ${String(offset)} (0x${offset.toString(16)})`;

const fieldLine = (indent: string, name: string, value: unknown, offset: number | undefined): string =>
  `${indent}${name} = ${line(valueText(value), shown.text)}${offset === undefined ? '' : `  @ ${String(offset)}`}`;

const fieldLines = (box: Box, indent: string, others: ReadonlyMap<number, OtherFields>): string[] => {
  if (!isKnown(box.type)) {
    const fields = Object.entries(others.get(box.start) ?? {});
    return fields.map(([name, value]) => fieldLine(indent, name, value, undefined));
  }
  const { value, at, fault } = decodeAs(box, box.type);
  const values = value as unknown as Readonly<Record<string, unknown>>;
  const lines = Object.keys(at).map((name) => fieldLine(indent, name, values[name], at[name]));
  return fault === undefined
    ? lines
    : [...lines, `${indent}! ${fault.field}: ${fault.says}  @ ${String(fault.at)}`];
};

const boxLines = (box: Box, depth: number, others: ReadonlyMap<number, OtherFields>): string[] => {
  const indent = '  '.repeat(depth);
  const name = box.usertype === undefined ? printable(box.type) : `uuid ${box.usertype}`;
  return [
    `${indent}${name} ${placed(box.start)}, ${String(box.size)} bytes`,
    ...fieldLines(box, `${indent}    `, others),
    ...box.children.flatMap((child) => boxLines(child, depth + 1, others)),
  ];
};

const nameOf = (type: number): string =>
  printable(String.fromCharCode(type >>> 24, (type >>> 16) & 255, (type >>> 8) & 255, type & 255));

/** What another parser reads of a header in whose boxes and fields nothing is wrong. */
const othersOf = (
  box: Box,
  faults: readonly unknown[],
  read: ReadOthers,
): ReadonlyMap<number, OtherFields> => {
  if (box.type !== 'moov' || faults.length > 0) return new Map();
  let unknown = false;
  for (const each of everyBox(box)) {
    if (!isKnown(each.type)) unknown = true;
    else if (decodeAs(each, each.type).fault !== undefined) return new Map();
  }
  if (!unknown) return new Map();
  return new Map([...read(bytesOf(box))].map(([at, fields]) => [at + box.start, fields]));
};

/**
 * Writes the boxes of one object as lines while its bytes come: each box with its absolute offset and its length, its
 * fields by our tables with the offset of each, and what is wrong with how boxes lie in each other. Never throws.
 */
export const dump = (write: (text: string) => void, read: ReadOthers): Dump => {
  const print = (lines: readonly string[]): void => {
    write(lines.map((each) => `${each}\n`).join(''));
  };
  const faultLine = (fault: {
    readonly says: string;
    readonly box: string;
    readonly offset: number;
  }): string => `! ${line(fault.box, shown.text)} ${fault.says} ${placed(fault.offset)}`;
  const reader = walker({
    box: (view, at, size, start) => {
      const copy = new Uint8Array(view.buffer, view.byteOffset + at, size).slice();
      const { boxes, faults } = readTree(copy, start);
      for (const box of boxes) print(boxLines(box, 0, othersOf(box, faults, read)));
      print(faults.map(faultLine));
    },
    data: (start, size, _header, type) => {
      print([
        `${nameOf(type)} ${placed(start)}, ${size === undefined ? 'to the end' : `${String(size)} bytes`}`,
      ]);
      return 0;
    },
    payload: () => undefined,
    fault: (fault) => {
      print([faultLine(fault)]);
    },
  });
  return {
    push: reader.push,
    skippable: reader.skippable,
    skip: reader.skip,
    end: () => {
      reader.end(true);
    },
  };
};
