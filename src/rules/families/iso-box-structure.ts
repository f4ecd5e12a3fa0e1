import type { StructureFault, StructureFaultKind } from '../../media/isobmff/tree.ts';
import { printable, type Box } from '../../media/isobmff/box.ts';
import { rule, type Broken, type Outcome } from '../rule.ts';

/** Answers a fault in how boxes lie in each other if it is one of these kinds (ISO/IEC 14496-12, 4.2). */
const ofKind =
  (...kinds: readonly StructureFaultKind[]) =>
  (fault: StructureFault): Outcome =>
    kinds.includes(fault.kind) ? fault : undefined;

/** Where user data of QuickTime may name its items with a copyright sign in front. */
const userData = ['udta', 'ilst', 'meta'];

const unprintable = (box: Box): Broken | undefined => {
  const shown = printable(box.type);
  if (shown === box.type) return undefined;
  const isUserItem = box.type.startsWith('\xa9') && printable(box.type.slice(1)) === box.type.slice(1);
  if (isUserItem && userData.includes(box.parent?.type ?? '')) return undefined;
  return {
    says: 'the type of a box has bytes that are no printable ASCII: it may be no box at all',
    box,
    offset: box.start + 4,
    length: 4,
    expected: 'four bytes from 0x20 to 0x7e',
    actual: shown,
  };
};

/** How boxes lie in each other: what the walker and the tree found, told under the right name. */
export const isoBoxStructureRules = {
  'ISO-BOX-001': rule('structure', {
    says: 'Wherever a box can begin there is a whole box header, or the end.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ofKind('short-header'),
  }),
  'ISO-BOX-002': rule('structure', {
    says: 'The size of a box counts its own header.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ofKind('too-small'),
  }),
  'ISO-BOX-003': rule('structure', {
    says: 'A box of size 1 has a 64-bit size that counts its own header.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ofKind('largesize'),
  }),
  'ISO-BOX-004': rule('structure', {
    says: 'Only the last box of an object may reach to its end by a size of 0.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ofKind('to-the-end'),
  }),
  'ISO-BOX-005': rule('structure', {
    says: 'Child boxes fill their parent exactly.',
    decides: ['DI-MT-01a'],
    check: ofKind('overruns-parent', 'trailing'),
  }),
  'ISO-BOX-006': rule('structure', {
    says: 'A box ends within the object that it is in.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ofKind('overruns-object'),
  }),
  'ISO-BOX-007': rule('box', {
    says: 'The type of a box is four printable characters.',
    decides: ['DI-MT-01a'],
    check: unprintable,
  }),
  'ISO-BOX-028': rule('structure', {
    says: 'Boxes are nested no deeper, and are no more, than any real file needs.',
    check: ofKind('resources'),
  }),
};
