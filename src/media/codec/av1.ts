import { bitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** AV1CodecConfigurationRecord (AV1 in ISOBMFF, 2.3.3). */
export interface Av1Config {
  readonly marker: number;
  readonly version: number;
  readonly seq_profile: number;
  readonly seq_level_idx_0: number;
  readonly seq_tier_0: number;
  readonly high_bitdepth: boolean;
  readonly twelve_bit: boolean;
  readonly monochrome: boolean;
  readonly chroma_subsampling_x: number;
  readonly chroma_subsampling_y: number;
  readonly chroma_sample_position: number;
  readonly initial_presentation_delay_present: boolean;
  /** Reserved, and to be 0, where initial_presentation_delay_present is false. */
  readonly initial_presentation_delay_minus_one: number;
  /** Units to be walked with `walkObus`; they begin at offset 4 of the payload. */
  readonly configOBUs: Uint8Array;
}

/**
 * Reads the payload of `av1C` (AV1 in ISOBMFF, 2.3.3). Values are given as read, also wrong ones; broken is only a
 * record that ends before configOBUs.
 */
export const parseAv1C = (payload: Uint8Array): Parsed<Av1Config> => {
  const bits = bitReader(payload);
  const value = {
    marker: bits.u(1),
    version: bits.u(7),
    seq_profile: bits.u(3),
    seq_level_idx_0: bits.u(5),
    seq_tier_0: bits.u(1),
    high_bitdepth: bits.flag(),
    twelve_bit: bits.flag(),
    monochrome: bits.flag(),
    chroma_subsampling_x: bits.u(1),
    chroma_subsampling_y: bits.u(1),
    chroma_sample_position: bits.u(2),
    reserved: bits.u(3),
    initial_presentation_delay_present: bits.flag(),
    initial_presentation_delay_minus_one: bits.u(4),
  };
  if (bits.exhausted) return endsEarly('the AV1 configuration', payload);
  const { reserved: _, ...fields } = value;
  return { value: { ...fields, configOBUs: payload.subarray(4) } };
};
