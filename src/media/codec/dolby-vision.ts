import { bitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** DOVIDecoderConfigurationRecord (Dolby Vision Streams Within the ISO Base Media File Format, 3.2). */
export interface DolbyVisionConfig {
  readonly dv_version_major: number;
  readonly dv_version_minor: number;
  readonly dv_profile: number;
  readonly dv_level: number;
  readonly rpu_present_flag: boolean;
  readonly el_present_flag: boolean;
  readonly bl_present_flag: boolean;
  /** With which other format a player may show the base layer: 0 is none, 1 HDR10, 2 SDR, 4 HLG. */
  readonly dv_bl_signal_compatibility_id: number;
  /** How many bytes the payload has; 24 are right. */
  readonly length: number;
}

/**
 * Reads the payload of `dvcC`, `dvvC` or `dvwC` (Dolby Vision Streams Within the ISO Base Media File Format, 3.2).
 * Broken is only what ends before the compatibility; how much is reserved behind it is for the caller to judge.
 */
export const parseDolbyVision = (payload: Uint8Array): Parsed<DolbyVisionConfig> => {
  const bits = bitReader(payload);
  const value = {
    dv_version_major: bits.u(8),
    dv_version_minor: bits.u(8),
    dv_profile: bits.u(7),
    dv_level: bits.u(6),
    rpu_present_flag: bits.flag(),
    el_present_flag: bits.flag(),
    bl_present_flag: bits.flag(),
    dv_bl_signal_compatibility_id: bits.u(4),
    length: payload.length,
  };
  return bits.exhausted ? endsEarly('the Dolby Vision configuration', payload) : { value };
};
