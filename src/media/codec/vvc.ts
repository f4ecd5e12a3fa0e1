import { bitReader, type BitReader } from './bits.ts';
import { readConfigNals, type ConfigNal } from './parameter-sets.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** VvcPTLRecord (ISO/IEC 14496-15, 11.2.4.2.2). */
export interface VvcProfile {
  readonly num_bytes_constraint_info: number;
  readonly general_profile_idc: number;
  readonly general_tier_flag: number;
  readonly general_level_idc: number;
  readonly ptl_frame_only_constraint_flag: boolean;
  readonly ptl_multi_layer_enabled_flag: boolean;
  /** From the highest sub-layer but one down; only those that are present. */
  readonly sublayer_level_idc: readonly number[];
  readonly general_sub_profile_idc: readonly number[];
}

/** What stands in the record only where ptl_present_flag is set. */
export interface VvcTrack {
  readonly ols_idx: number;
  readonly num_sublayers: number;
  readonly constant_frame_rate: number;
  readonly chroma_format_idc: number;
  readonly bit_depth_minus8: number;
  readonly native_ptl: VvcProfile;
  readonly max_picture_width: number;
  readonly max_picture_height: number;
  /** Frames in 256 seconds; 0 is unspecified. */
  readonly avg_frame_rate: number;
}

/** NAL units of one type in `vvcC`. */
export interface VvcNalArray {
  readonly array_completeness: boolean;
  readonly NAL_unit_type: number;
  readonly nalus: readonly ConfigNal[];
}

/** VvcDecoderConfigurationRecord (ISO/IEC 14496-15, 11.2.4.2). */
export interface VvcConfig {
  readonly version: number;
  readonly LengthSizeMinusOne: number;
  readonly ptl_present_flag: boolean;
  readonly track?: VvcTrack;
  readonly arrays: readonly VvcNalArray[];
  /** How many bytes follow what the syntax knows. */
  readonly trailingBytes: number;
}

/** Of these types, operating point and decoding capability information, there is one without a count. */
const typesWithoutCount: ReadonlySet<number> = new Set([12, 13]);

const readProfile = (bits: BitReader, num_sublayers: number): VvcProfile => {
  bits.skip(2);
  const num_bytes_constraint_info = bits.u(6);
  const general_profile_idc = bits.u(7);
  const general_tier_flag = bits.u(1);
  const general_level_idc = bits.u(8);
  const ptl_frame_only_constraint_flag = bits.flag();
  const ptl_multi_layer_enabled_flag = bits.flag();
  // The constraints share their first byte with the two flags.
  bits.skip(Math.max(0, num_bytes_constraint_info * 8 - 2));
  bits.align();
  let levels = 0;
  for (let i = 0; i < num_sublayers - 1; i++) levels += bits.u(1);
  bits.align();
  const sublayer_level_idc = Array.from({ length: levels }, () => bits.u(8));
  const ptl_num_sub_profiles = bits.u(8);
  return {
    num_bytes_constraint_info,
    general_profile_idc,
    general_tier_flag,
    general_level_idc,
    ptl_frame_only_constraint_flag,
    ptl_multi_layer_enabled_flag,
    sublayer_level_idc,
    general_sub_profile_idc: Array.from({ length: ptl_num_sub_profiles }, () => bits.u(32)),
  };
};

const readTrack = (bits: BitReader): VvcTrack => {
  const ols_idx = bits.u(9);
  const num_sublayers = bits.u(3);
  const constant_frame_rate = bits.u(2);
  const chroma_format_idc = bits.u(2);
  const bit_depth_minus8 = bits.u(3);
  bits.skip(5);
  return {
    ols_idx,
    num_sublayers,
    constant_frame_rate,
    chroma_format_idc,
    bit_depth_minus8,
    native_ptl: readProfile(bits, num_sublayers),
    max_picture_width: bits.u(16),
    max_picture_height: bits.u(16),
    avg_frame_rate: bits.u(16),
  };
};

/**
 * Reads the payload of `vvcC`, version and flags included (ISO/IEC 14496-15, 11.2.4.2). Values are given as read,
 * also wrong ones; broken is only a record that is shorter than it says.
 */
export const parseVvcC = (payload: Uint8Array): Parsed<VvcConfig> => {
  const bits = bitReader(payload);
  const version = bits.u(8);
  bits.skip(24 + 5);
  const LengthSizeMinusOne = bits.u(2);
  const ptl_present_flag = bits.flag();
  const track = ptl_present_flag ? readTrack(bits) : undefined;
  const num_of_arrays = bits.u(8);
  const arrays: VvcNalArray[] = [];
  for (let i = 0; i < num_of_arrays && !bits.exhausted; i++) {
    const array_completeness = bits.flag();
    bits.skip(2);
    const NAL_unit_type = bits.u(5);
    const count = typesWithoutCount.has(NAL_unit_type) ? 1 : bits.u(16);
    arrays.push({ array_completeness, NAL_unit_type, nalus: readConfigNals(bits, count) });
  }
  if (bits.exhausted) return endsEarly('the VVC configuration', payload);
  return {
    value: {
      version,
      LengthSizeMinusOne,
      ptl_present_flag,
      ...(track && { track }),
      arrays,
      trailingBytes: bits.left / 8,
    },
  };
};
