/** A CMAF header without what carries no meaning, so that two headers can be compared field by field. */
import { decodeAs, isKnown, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { configFields } from './config-fields.ts';
import type { Header } from './header.ts';
import { textOf } from './text-of.ts';

/** One difference between two headers, in words that name no one of them: `a` and `b` say what each has. */
export interface HeaderDifference {
  /** Types from the top, without numbers: `moov/trak/tkhd`. */
  readonly path: string;
  /** The field, where both have the box: `track_ID`. */
  readonly field?: string;
  /** `moov/trak/tkhd differs in track_ID`, `only the first has moov/trak/mdia/elng`. */
  readonly says: string;
  /** What each has, short enough for a line; an empty string for a box that is not there. */
  readonly a: string;
  readonly b: string;
  /** The box in the second header, or its nearest parent there. */
  readonly box?: Box;
  /** Absolute offset of the field in the second header, where it has one. */
  readonly offset?: number;
}

/** A box as it counts: what it says, and the boxes inside that count, those of one type together. */
export interface NormalisedBox {
  readonly type: string;
  readonly path: string;
  readonly box: Box;
  readonly fields: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string, readonly NormalisedBox[]>;
}

/** Boxes that say nothing of the media. */
const meaningless: ReadonlySet<string> = new Set(['free', 'skip', 'wide', 'uuid', 'meta']);
/** What counts of user data. */
const inUserData: ReadonlySet<string> = new Set(['kind', 'cprt']);
/** Boxes whose version only says how wide their times are. */
const wideByVersion: ReadonlySet<string> = new Set(['mvhd', 'tkhd', 'mdhd', 'mehd', 'elst']);
/** Types of which the order means nothing. */
const unordered: ReadonlySet<string> = new Set(['kind', 'cprt', 'pssh']);

const counts = (field: string, type: string): boolean =>
  field !== 'creation_time' &&
  field !== 'modification_time' &&
  field !== 'compressorname' &&
  !(field === 'name' && type === 'hdlr') &&
  !(field === 'version' && wideByVersion.has(type));

const fieldsOf = (box: Box): ReadonlyMap<string, string> => {
  if (!isKnown(box.type)) return configFields(box.type, payloadOf(box));
  const { value } = decodeAs(box, box.type);
  const entries = Object.entries<unknown>({ ...value })
    .filter(([field]) => counts(field, box.type))
    .map(([field, held]): [string, string] => [
      field,
      box.type === 'ftyp' && field === 'compatible_brands'
        ? [...new Set(held as readonly string[])].sort().join(' ')
        : textOf(held),
    ]);
  return new Map(entries);
};

/** Everything that a box says, as one text: only to put boxes whose order means nothing into one. */
const wholeText = (node: NormalisedBox): string => [...node.fields].map(([, text]) => text).join('\n');

const normalisedBox = (box: Box, parentPath: string): NormalisedBox => {
  const path = parentPath === '' ? box.type : `${parentPath}/${box.type}`;
  const children = new Map<string, NormalisedBox[]>();
  for (const inner of box.children) {
    if (meaningless.has(inner.type) || (box.type === 'udta' && !inUserData.has(inner.type))) continue;
    const made = normalisedBox(inner, path);
    if (inner.type === 'udta' && made.children.size === 0) continue;
    const same = children.get(inner.type);
    if (same === undefined) children.set(inner.type, [made]);
    else same.push(made);
  }
  for (const [type, same] of children) {
    if (unordered.has(type)) same.sort((x, y) => (wholeText(x) < wholeText(y) ? -1 : 1));
  }
  return { type: box.type, path, box, fields: fieldsOf(box), children };
};

const made = new WeakMap<Header, ReadonlyMap<string, NormalisedBox>>();

/**
 * ftyp and moov of a header without free space, private boxes, meta, user data other than kind and cprt, creation and
 * modification times, names of handlers and encoders, and SEI messages; brands as a set; times whatever their width
 * (DASH-IF live media ingest, failover: sources send the same CMAF header). Made once for each header.
 */
export const normalisedHeader = (header: Header): ReadonlyMap<string, NormalisedBox> => {
  const known = made.get(header);
  if (known !== undefined) return known;
  const tops = [header.ftyp, header.moov].filter((box) => box !== undefined);
  const normalised = new Map(tops.map((box) => [box.type, normalisedBox(box, '')]));
  made.set(header, normalised);
  return normalised;
};

/** A value that fits a line. */
const shortened = (text: string): string => (text.length <= 72 ? text : `${text.slice(0, 69)}...`);

const fieldDifferences = (a: NormalisedBox, b: NormalisedBox): readonly HeaderDifference[] =>
  [...new Set([...a.fields.keys(), ...b.fields.keys()])].flatMap((field) => {
    const [inA, inB] = [a.fields.get(field) ?? '', b.fields.get(field) ?? ''];
    if (inA === inB) return [];
    const offset = isKnown(b.type) ? decodeAs(b.box, b.type).at[field] : undefined;
    return [
      {
        path: b.path,
        field,
        says: `${b.path} differs in ${field}`,
        a: shortened(inA),
        b: shortened(inB),
        box: b.box,
        ...(offset === undefined ? {} : { offset }),
      },
    ];
  });

const onlyIn = (which: 'first' | 'second', node: NormalisedBox, near: Box | undefined): HeaderDifference => ({
  path: node.path,
  says: `only the ${which} has ${node.path}`,
  a: which === 'first' ? 'there' : '',
  b: which === 'first' ? '' : 'there',
  ...(near === undefined ? {} : { box: near }),
});

/** Differences between two boxes of one type, those of the boxes inside included. */
const boxDifferences = (a: NormalisedBox, b: NormalisedBox): readonly HeaderDifference[] => [
  ...fieldDifferences(a, b),
  ...[...new Set([...a.children.keys(), ...b.children.keys()])].flatMap((type) =>
    listDifferences(a.children.get(type) ?? [], b.children.get(type) ?? [], b.box),
  ),
];

const listDifferences = (
  a: readonly NormalisedBox[],
  b: readonly NormalisedBox[],
  parent: Box | undefined,
): readonly HeaderDifference[] =>
  Array.from({ length: Math.max(a.length, b.length) }).flatMap((_, i) => {
    const [inA, inB] = [a[i], b[i]];
    if (inA !== undefined && inB !== undefined) return boxDifferences(inA, inB);
    if (inB !== undefined) return [onlyIn('second', inB, inB.box)];
    return inA === undefined ? [] : [onlyIn('first', inA, parent)];
  });

/**
 * In what two headers differ when both are normalised: in the order of the boxes, one entry for each field, or for a
 * box that only one of them has. Empty where they mean the same.
 */
export const differences = (a: Header, b: Header): readonly HeaderDifference[] => {
  const [first, second] = [normalisedHeader(a), normalisedHeader(b)];
  return ['ftyp', 'moov'].flatMap((type) => {
    const [inA, inB] = [first.get(type), second.get(type)];
    return listDifferences(inA === undefined ? [] : [inA], inB === undefined ? [] : [inB], undefined);
  });
};

/** Whether two headers have the same bytes in all boxes that were sent before the media. */
export const sameBytes = (a: Header, b: Header): boolean => {
  if (a.boxes.length !== b.boxes.length) return false;
  return a.boxes.every((box, i) => {
    const other = b.boxes[i];
    if (other === undefined || other.size !== box.size || other.type !== box.type) return false;
    const [inBox, inOther] = [payloadOf(box), payloadOf(other)];
    return inBox.length === inOther.length && inBox.every((byte, at) => byte === inOther[at]);
  });
};
