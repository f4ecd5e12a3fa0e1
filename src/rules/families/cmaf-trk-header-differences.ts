import { bytesOf, decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { Header } from '../model/header.ts';

/** Where two headers differ, by what it means: the first box of each kind. */
export interface Differences {
  codec?: Box;
  times?: Box;
  language?: Box;
  /** Track, timescale and handler: told apart, for they may never change. */
  identity?: Box;
  other?: Box;
}

type Masked = readonly (readonly [field: string, length: number])[];

const timesOf = (box: Box): Masked => {
  const length = box.view.getUint8(box.at + box.header) === 1 ? 8 : 4;
  return [
    ['creation_time', length],
    ['modification_time', length],
  ];
};

/** A copy of a box in which fields are zero. */
const masked = (box: Box, type: 'mvhd' | 'tkhd' | 'mdhd' | 'trex' | 'hdlr', fields: Masked): Uint8Array => {
  const copy = bytesOf(box).slice();
  const { at } = decodeAs(box, type);
  for (const [field, length] of fields) {
    const from = (at[field] ?? box.start + box.size) - box.start;
    copy.fill(0, from, from + length);
  }
  return copy;
};

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Fields of a box that may differ between headers of one track, in the order in which they are looked at. */
const lenient = {
  mvhd: { identity: [['next_track_ID', 4]] },
  tkhd: { identity: [['track_ID', 4]] },
  mdhd: { language: [['language', 2]], identity: [['timescale', 4]] },
  trex: { identity: [['track_ID', 4]] },
  hdlr: { identity: [['handler_type', 4]] },
} as const satisfies Record<string, Partial<Record<'language' | 'identity', Masked>>>;

const isLenient = (type: string): type is keyof typeof lenient => Object.hasOwn(lenient, type);

const leaf = (before: Box, now: Box, found: Differences, inEntry: boolean): void => {
  const { type } = now;
  if (equal(bytesOf(before), bytesOf(now))) return;
  if (!isLenient(type) || before.size !== now.size || now.size < now.header + 4) {
    if (type === 'elng') found.language ??= now;
    else if (inEntry && type !== 'btrt') found.codec ??= now;
    else found.other ??= now;
    return;
  }
  let fields: Masked = [];
  const own: Partial<Record<'language' | 'identity', Masked>> = lenient[type];
  const timed = type === 'mvhd' || type === 'tkhd' || type === 'mdhd';
  for (const kind of ['times', 'language', 'identity'] as const) {
    const more = kind === 'times' ? (timed ? timesOf(now) : []) : (own[kind] ?? []);
    if (more.length === 0) continue;
    const differed = !equal(masked(before, type, fields), masked(now, type, fields));
    fields = [...fields, ...more];
    const differ = !equal(masked(before, type, fields), masked(now, type, fields));
    if (differed && !differ) found[kind] ??= now;
    if (!differ) return;
  }
  found.other ??= now;
};

const ownBytes = (box: Box): Uint8Array =>
  bytesOf(box).subarray(box.header, (box.children[0]?.start ?? box.start + box.size) - box.start);

/** Compares two boxes of one type, and all that they contain. Linear in their bytes; as deep as trees are read. */
const compare = (before: Box, now: Box, found: Differences, inEntry: boolean): void => {
  if (before.children.length === 0 && now.children.length === 0) return leaf(before, now, found, inEntry);
  const children = (box: Box): readonly Box[] => box.children.filter(({ type }) => type !== 'elng');
  const [old, young] = [children(before), children(now)];
  const elng = (box: Box): Box | undefined => box.children.find(({ type }) => type === 'elng');
  const [oldTag, tag] = [elng(before), elng(now)];
  if (oldTag !== undefined && tag !== undefined) leaf(oldTag, tag, found, inEntry);
  else if (oldTag !== tag) found.language ??= tag ?? now;
  const inside = inEntry || now.type === 'stsd';
  const sameShape = old.length === young.length && old.every(({ type }, i) => type === young[i]?.type);
  if (!sameShape || !equal(ownBytes(before), ownBytes(now))) {
    if (inside) found.codec ??= now;
    else found.other ??= now;
    if (!sameShape) return;
  }
  for (const [i, each] of old.entries()) {
    const other = young[i];
    if (other !== undefined) compare(each, other, found, inside);
  }
};

/**
 * Compares two headers, box by box (ISO/IEC 23000-19, 7.3.2.1): the first box that differs of each kind. What only one of
 * them has is a difference of the box around it; parts that are missing altogether are for others to tell.
 */
export const differences = (before: Header, now: Header): Differences => {
  const found: Differences = {};
  for (const part of ['ftyp', 'moov'] as const) {
    const [a, b] = [before[part], now[part]];
    if (a !== undefined && b !== undefined) compare(a, b, found, false);
  }
  return found;
};
