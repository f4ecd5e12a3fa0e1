import type { BitReader } from './bits.ts';

/** The general fields of profile_tier_level(), which `hvcC` repeats (ISO/IEC 23008-2, 7.3.3). */
export interface HevcProfile {
  readonly general_profile_space: number;
  readonly general_tier_flag: number;
  readonly general_profile_idc: number;
  /** 32 bits; that of profile 0 is the highest. */
  readonly general_profile_compatibility_flags: number;
  /** 48 bits, from general_progressive_source_flag on. */
  readonly general_constraint_indicator_flags: number;
  /** Thirty times the number of the level. */
  readonly general_level_idc: number;
}

/** Reads the twelve bytes, which are the same in `hvcC` and in a parameter set; else the reader is exhausted. */
export const readHevcProfile = (bits: BitReader): HevcProfile => ({
  general_profile_space: bits.u(2),
  general_tier_flag: bits.u(1),
  general_profile_idc: bits.u(5),
  general_profile_compatibility_flags: bits.u(32),
  general_constraint_indicator_flags: bits.u(48),
  general_level_idc: bits.u(8),
});

/** Skips what profile_tier_level() says of sub-layers (ISO/IEC 23008-2, 7.3.3). */
export const skipSubLayerProfiles = (bits: BitReader, maxSubLayersMinus1: number): void => {
  if (maxSubLayersMinus1 === 0) return;
  const present = Array.from({ length: maxSubLayersMinus1 }, () => [bits.flag(), bits.flag()] as const);
  bits.skip(2 * (8 - maxSubLayersMinus1));
  for (const [profile, level] of present) bits.skip((profile ? 88 : 0) + (level ? 8 : 0));
};
