import { decodeAs, isKnown, type Box } from '../../media/isobmff/box.ts';
import { layouts } from '../../media/isobmff/layouts.ts';
import { hexOf } from '../point.ts';
import { rule, type Broken } from '../rule.ts';

/** Boxes without which a track cannot be read: a version of theirs that nobody knows is an error. */
const essential = new Set(
  'mvhd tkhd mdhd hdlr vmhd smhd nmhd sthd dref stsd stts stsc stsz stco co64 trex mfhd tfhd tfdt trun'.split(
    ' ',
  ),
);

/** The highest version of FullBoxes that have any but version 0 (ISO/IEC 14496-12 and 23001-7, box by box). */
const highest: Readonly<Record<string, number>> = {
  mvhd: 1,
  tkhd: 1,
  mdhd: 1,
  mehd: 1,
  elst: 1,
  tfdt: 1,
  sidx: 1,
  emsg: 1,
  prft: 1,
  tfra: 1,
  trun: 1,
  saio: 1,
  sgpd: 2,
  sbgp: 1,
  subs: 1,
  pssh: 1,
  tenc: 1,
  cslg: 1,
  ctts: 1,
  stsd: 1,
};

/** Boxes whose flags anybody may set, or whose flags newer editions define. */
const freeFlags = new Set(['subs', 'sgpd', 'sbgp', 'prft', 'meta']);

/** The bits that are defined; none where nothing is said. */
const defined: Readonly<Record<string, number>> = {
  tfhd: 0x03003b,
  trun: 0x000f05,
  tkhd: 0x00000f,
  vmhd: 1,
  'url ': 1,
  'urn ': 1,
  saiz: 1,
  saio: 1,
  senc: 2,
  elst: 1,
  schm: 1,
};

/** Version and flags of a FullBox whose layout is known and which has room for them. */
const fullOf = (box: Box): { version: number; flags: number } | undefined => {
  if (!isKnown(box.type) || !layouts[box.type].full || box.type === 'meta') return undefined;
  if (box.size - box.header < 4) return undefined;
  const { version, flags } = decodeAs(box, box.type).value;
  return { version, flags };
};

/** Whether the version of a box is one that its standard defines; true for what is no FullBox. */
export const versionIsKnown = (box: Box): boolean => {
  const full = fullOf(box);
  return full === undefined || full.version <= (highest[box.type] ?? 0);
};

const unknownVersion = (box: Box): Broken | undefined => {
  if (versionIsKnown(box)) return undefined;
  const most = highest[box.type] ?? 0;
  return {
    says: `a version of ${box.type} that its standard does not define`,
    box,
    offset: box.start + box.header,
    length: 1,
    expected: most === 0 ? 'version 0' : `version 0 to ${String(most)}`,
    actual: `version ${String(fullOf(box)?.version ?? 0)}`,
    ...(essential.has(box.type) ? {} : { as: 'warning' }),
  };
};

const undefinedFlags = (box: Box): Broken | undefined => {
  const full = fullOf(box);
  if (full === undefined || freeFlags.has(box.type)) return undefined;
  const strange = full.flags & ~(defined[box.type] ?? 0);
  if (strange === 0) return undefined;
  return {
    says: `flags of ${box.type} that are not defined`,
    box,
    offset: box.start + box.header + 1,
    length: 3,
    expected: `no bits but ${hexOf(defined[box.type] ?? 0, 6)}`,
    actual: `${hexOf(full.flags, 6)}: ${hexOf(strange, 6)} is undefined`,
  };
};

/** Versions and flags of FullBoxes. */
export const isoBoxVersionRules = {
  'ISO-BOX-010': rule('box', {
    says: 'The version of a FullBox is one that its standard defines.',
    decides: ['DI-MT-01a'],
    check: unknownVersion,
  }),
  'ISO-BOX-011': rule('box', {
    says: 'The flags of a FullBox have no bits that its standard leaves undefined.',
    decides: ['DI-MT-01a'],
    unless: ['ISO-BOX-010'],
    check: undefinedFlags,
  }),
};
