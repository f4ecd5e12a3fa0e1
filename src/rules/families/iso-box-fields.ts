import { decodeAs, isKnown, type Box } from '../../media/isobmff/box.ts';
import { rule, type Broken } from '../rule.ts';
import type { RuleId } from '../facts/index.ts';
import { versionIsKnown } from './iso-box-versions.ts';

/** Where boxes do not lie right in each other, their fields are judged no further. */
const misplaced: readonly RuleId[] = [
  'ISO-BOX-002',
  'ISO-BOX-003',
  'ISO-BOX-004',
  'ISO-BOX-005',
  'ISO-BOX-006',
  'ISO-BOX-028',
];

/** Boxes that end where their fields do; behind others there may be what we do not read. */
const closed = new Set(
  'mvhd tkhd mdhd vmhd smhd nmhd sthd trex mfhd tfhd tfdt trun mehd mfro elst stts ctts stsc stsz stco co64 stss saiz saio sidx prft btrt pasp'.split(
    ' ',
  ),
);
const exact = new Set(['tfhd', 'trun']);

const endOf = (box: Box): number => box.start + box.size;

const wrongLength = (box: Box): Broken | undefined => {
  const { type } = box;
  if (!isKnown(type) || !versionIsKnown(box) || type === 'meta') return undefined;
  const { fault, end } = decodeAs(box, type);
  if (fault?.kind === 'short' || (fault?.kind === 'count' && type === 'trun')) {
    return {
      says: `${type} is shorter than its version, flags and counts make it`,
      box,
      offset: fault.at,
      expected: 'room for every field',
      actual: fault.says,
    };
  }
  if (fault !== undefined || !closed.has(type) || end >= endOf(box)) return undefined;
  return {
    says: `${type} has bytes behind its last field`,
    box,
    offset: end,
    length: endOf(box) - end,
    expected: `${String(end - box.start)} bytes`,
    actual: `${String(box.size)} bytes`,
    ...(exact.has(type) ? {} : { as: 'warning' }),
  };
};

const overflow = (box: Box, offset: number | undefined, declared: number, room: number): Broken => ({
  says: `${box.type} declares more entries than it has room for`,
  box,
  ...(offset === undefined ? {} : { offset, length: 4 }),
  expected: `at most ${String(room)}`,
  actual: String(declared),
});

/** Bytes that one entry of `tfra` takes, by its version and its `length_sizes` (ISO/IEC 14496-12, 8.8.10). */
const randomAccessEntry = (version: number, lengthSizes: number): number =>
  (version === 1 ? 16 : 8) + ((lengthSizes >> 4) & 3) + ((lengthSizes >> 2) & 3) + (lengthSizes & 3) + 3;

const wrongCount = (box: Box): Broken | undefined => {
  const { type } = box;
  if (!isKnown(type) || type === 'trun' || !versionIsKnown(box)) return undefined;
  const { fault, at } = decodeAs(box, type);
  if (fault?.kind === 'count') {
    return {
      says: `${type} declares more entries than it has room for`,
      box,
      offset: fault.at,
      expected: 'entries that end within the box',
      actual: fault.says,
    };
  }
  if (fault !== undefined) return undefined;
  if (type === 'styp') {
    const left = (box.size - box.header - 8) % 4;
    if (left === 0) return undefined;
    return {
      says: `the compatible brands of ${type} are no whole number of four bytes`,
      box,
      offset: endOf(box) - left,
      length: left,
      expected: 'brands of four bytes each',
      actual: `${String(left)} bytes are left over`,
    };
  }
  if (type === 'stsd' || type === 'dref') {
    const { entry_count } = decodeAs(box, type).value;
    const there = box.children.length;
    return entry_count > there ? overflow(box, at['entry_count'], entry_count, there) : undefined;
  }
  if (type === 'sgpd') {
    const { version, entry_count, default_length = 0, entries } = decodeAs(box, 'sgpd').value;
    const least = version === 1 ? (default_length === 0 ? 4 : default_length) : 1;
    const room = Math.floor(entries.length / least);
    return version > 0 && entry_count > room
      ? overflow(box, at['entry_count'], entry_count, room)
      : undefined;
  }
  if (type === 'subs') {
    const { entry_count, entries } = decodeAs(box, 'subs').value;
    const room = Math.floor(entries.length / 6);
    return entry_count > room ? overflow(box, at['entry_count'], entry_count, room) : undefined;
  }
  if (type === 'tfra') {
    const { version, length_sizes, number_of_entry, entries } = decodeAs(box, 'tfra').value;
    const room = Math.floor(entries.length / randomAccessEntry(version, length_sizes));
    return number_of_entry > room ? overflow(box, at['number_of_entry'], number_of_entry, room) : undefined;
  }
  return undefined;
};

/** Strings that a zero byte must end, by box. */
const strings: Readonly<Record<string, readonly string[]>> = {
  hdlr: ['name'],
  elng: ['extended_language'],
  kind: ['schemeURI', 'value'],
  emsg: ['scheme_id_uri', 'value'],
  'uri ': ['theURI'],
  mime: ['content_type'],
  stpp: ['namespace', 'schema_location', 'auxiliary_mime_types'],
  'url ': ['location'],
  'urn ': ['name', 'location'],
  schm: ['scheme_uri'],
};

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const slice = (box: Box, from: number, to: number): Uint8Array =>
  new Uint8Array(box.view.buffer, box.view.byteOffset + box.at + (from - box.start), Math.max(0, to - from));

/** What real files leave out without harm: undefined where it is to be passed over, else how grave it is. */
const unendedWeight = (box: Box, field: string, at: number): 'silent' | 'warning' | 'error' => {
  // Deployed files leave out the optional strings of a subtitle entry altogether.
  if (box.type === 'stpp' && field !== 'namespace') return 'silent';
  if (box.type === 'mime') return 'warning';
  if (box.type !== 'hdlr') return 'error';
  // QuickTime writes a length in front of the name instead, or no name; ID3 metadata comes with no name too.
  if (at >= endOf(box)) return box.parent?.type === 'meta' ? 'silent' : 'warning';
  const pascal = slice(box, at, at + 1)[0];
  return pascal === endOf(box) - at - 1 ? 'warning' : 'error';
};

const wrongString = (box: Box): Broken | undefined => {
  const { type } = box;
  const names = strings[type];
  if (names === undefined || !isKnown(type) || !versionIsKnown(box)) return undefined;
  const { fault, at } = decodeAs(box, type);
  if (fault?.kind === 'string') {
    const weight = unendedWeight(box, fault.field, fault.at);
    if (weight === 'silent') return undefined;
    return {
      says: `no zero byte ends ${fault.field}`,
      box,
      offset: fault.at,
      length: Math.max(0, endOf(box) - fault.at),
      expected: 'a zero byte within the box',
      actual: `the box ends after ${String(Math.max(0, endOf(box) - fault.at))} bytes`,
      ...(weight === 'warning' ? { as: 'warning' } : {}),
    };
  }
  for (const name of names) {
    const from = at[name];
    if (from === undefined || from > endOf(box)) continue;
    const rest = slice(box, from, endOf(box));
    const zero = rest.indexOf(0);
    const text = zero < 0 ? rest : rest.subarray(0, zero);
    if (!isUtf8(text)) {
      return {
        says: `${name} is no UTF-8`,
        box,
        offset: from,
        length: text.length,
        expected: 'UTF-8',
        actual: 'bytes that no character has',
      };
    }
  }
  return undefined;
};

/** What stands inside a box: its length, its counts, its strings. */
export const isoBoxFieldRules = {
  'ISO-BOX-012': rule('box', {
    says: 'A box is as long as its version, flags and counts make it.',
    decides: ['DI-MT-01a'],
    unless: misplaced,
    check: wrongLength,
  }),
  'ISO-BOX-013': rule('box', {
    says: 'The entries that a table declares end within its box.',
    decides: ['DI-MT-01a'],
    unless: misplaced,
    check: wrongCount,
  }),
  'ISO-BOX-014': rule('box', {
    says: 'Strings are UTF-8 and end with a zero byte within their box.',
    decides: ['DI-MT-01a'],
    unless: misplaced,
    check: wrongString,
  }),
};
