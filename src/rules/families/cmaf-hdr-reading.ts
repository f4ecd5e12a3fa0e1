import { decodeAs, type Box, type Decoded } from '../../media/isobmff/box.ts';
import type { KnownType } from '../../media/isobmff/layouts.ts';

/**
 * The fields of a box that is there and long enough for all of them; undefined otherwise. A box that is too short is
 * told once, by the rules about boxes, and its zeros are no values.
 */
export const valuesOf = <T extends KnownType>(
  box: Box | undefined,
  type: T,
): Decoded<T>['value'] | undefined => {
  if (box === undefined) return undefined;
  const { value, fault } = decodeAs(box, type);
  return fault === undefined ? value : undefined;
};

/** The duration that says "not known": all bits set, 32 or 64 of them by the version (ISO/IEC 14496-12, 8.2.2.3). */
export const unknownDuration = (version: number): bigint =>
  version === 0 ? 0xffff_ffffn : 0xffff_ffff_ffff_ffffn;

/** Length in bytes of a time or a duration, by the version of its box. */
export const timeLength = (version: number): number => (version === 0 ? 4 : 8);

/** The nine values that leave a picture as it is (ISO/IEC 14496-12, 6.2.2). */
export const unity: readonly number[] = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

/** Whether a matrix is that one. */
export const isUnity = (matrix: readonly { readonly value: number }[]): boolean =>
  matrix.length === 9 && matrix.every(({ value }, i) => value === unity[i]);

/** The nine values of a matrix as people write them: fixed-point 16.16, and 2.30 in the last column. */
export const matrixText = (matrix: readonly { readonly value: number }[]): string =>
  matrix.map(({ value }, i) => String(value / (i % 3 === 2 ? 0x40000000 : 0x10000))).join(' ');
