import { decodeAs, type Box } from '../media/isobmff/box.ts';
import type { KnownType } from '../media/isobmff/layouts.ts';
import type { Broken } from './rule.ts';

/** Where a field of a box stands, for a finding: the box, the offset of the field, and `length` bytes. */
export const at = <T extends KnownType>(
  box: Box,
  type: T,
  field: string,
  length = 4,
): Pick<Broken, 'box' | 'offset' | 'length'> => {
  const offset = decodeAs(box, type).at[field];
  return offset === undefined ? { box } : { box, offset, length };
};

/** A finding about one field: what is wrong, what would be right, what there is. */
export const fieldIs = <T extends KnownType>(
  box: Box,
  type: T,
  field: string,
  says: string,
  expected: string,
  actual: string,
  length = 4,
): Broken => ({ says, ...at(box, type, field, length), expected, actual });

/** A number as people who read box dumps write it. */
export const hexOf = (value: number, digits = 8): string => `0x${value.toString(16).padStart(digits, '0')}`;
