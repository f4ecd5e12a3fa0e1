import { bitReader, unescape, type BitReader } from './bits.ts';
import { readHevcProfile, skipSubLayerProfiles, type HevcProfile } from './hevc-profile.ts';
import { skipShortTermRefPicSets } from './hevc-ref-pic-sets.ts';
import { hevcNalHeader } from './nal.ts';
import { endsEarly, type Parsed } from './parsed.ts';
import { readSharedVui, readVuiTiming, type SharedVui, type VuiTiming } from './vui.ts';

/** A tick is a picture: the picture rate is time_scale / num_units_in_tick. */
export interface HevcVui extends SharedVui {
  readonly timing?: VuiTiming;
}

/** What a sequence parameter set says (ISO/IEC 23008-2, 7.3.2.2.1). */
export interface HevcSps extends HevcProfile {
  readonly sps_video_parameter_set_id: number;
  readonly sps_max_sub_layers_minus1: number;
  readonly sps_temporal_id_nesting_flag: boolean;
  readonly sps_seq_parameter_set_id: number;
  readonly chroma_format_idc: number;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
  /** Luma samples inside the conformance window. */
  readonly width: number;
  readonly height: number;
  readonly vui?: HevcVui;
}

const skipCodes = (bits: BitReader, count: number): void => {
  for (let i = 0; i < count; i++) bits.ue();
};

/** Only how long the lists are matters here (ISO/IEC 23008-2, 7.3.4). */
const skipScalingLists = (bits: BitReader): void => {
  for (let sizeId = 0; sizeId < 4; sizeId++)
    for (let matrixId = 0; matrixId < 6; matrixId += sizeId === 3 ? 3 : 1) {
      // A code that is signed has the same length as one that is not.
      if (!bits.flag()) bits.ue();
      else skipCodes(bits, Math.min(64, 1 << (4 + sizeId * 2)) + (sizeId > 1 ? 1 : 0));
    }
};

/** Width and height after the conformance window is cut out (ISO/IEC 23008-2, 7.4.3.2.1). */
const readSize = (bits: BitReader, chromaArrayType: number): readonly [number, number] => {
  const [width, height] = [bits.ue(), bits.ue()];
  if (!bits.flag()) return [width, height];
  const [left, right, top, bottom] = [bits.ue(), bits.ue(), bits.ue(), bits.ue()];
  const unitX = chromaArrayType === 1 || chromaArrayType === 2 ? 2 : 1;
  const unitY = chromaArrayType === 1 ? 2 : 1;
  return [width - unitX * (left + right), height - unitY * (top + bottom)];
};

/** Skips the coding tools between the bit depths and the VUI; says whether they can be right. */
const skipCodingTools = (bits: BitReader, maxSubLayersMinus1: number): boolean => {
  const orderCountBits = bits.ue() + 4;
  if (orderCountBits > 16) return false;
  const hasOrderingForEach = bits.flag();
  skipCodes(bits, 3 * (hasOrderingForEach ? maxSubLayersMinus1 + 1 : 1));
  skipCodes(bits, 6); // from log2_min_luma_coding_block_size_minus3 to max_transform_hierarchy_depth_intra
  const scaling_list_enabled_flag = bits.flag();
  if (scaling_list_enabled_flag && bits.flag()) skipScalingLists(bits);
  bits.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
  if (bits.flag()) {
    bits.skip(8); // pcm_sample_bit_depth_luma_minus1, pcm_sample_bit_depth_chroma_minus1
    skipCodes(bits, 2);
    bits.skip(1); // pcm_loop_filter_disabled_flag
  }
  if (!skipShortTermRefPicSets(bits)) return false;
  if (bits.flag()) {
    const num_long_term_ref_pics_sps = bits.ue();
    if (num_long_term_ref_pics_sps > 32) return false;
    bits.skip(num_long_term_ref_pics_sps * (orderCountBits + 1));
  }
  bits.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
  return true;
};

const readVui = (bits: BitReader): HevcVui => {
  const shared = readSharedVui(bits);
  bits.skip(3); // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
  if (bits.flag()) skipCodes(bits, 4); // default display window
  return bits.flag() ? { ...shared, timing: readVuiTiming(bits) } : shared;
};

/**
 * Reads a sequence parameter set of the base layer, NAL unit type 33 with its header (ISO/IEC 23008-2, 7.3.2.2.1), as
 * far as the timing in its VUI. Those of other layers have another syntax, and are told to be unreadable. Broken is
 * also what ends early or has a value that makes the rest unreadable. Linear in its length.
 */
export const parseHevcSps = (nal: Uint8Array): Parsed<HevcSps> => {
  const header = hevcNalHeader(nal);
  if (header?.nal_unit_type !== 33)
    return { broken: 'the NAL unit is not an HEVC sequence parameter set', at: 0 };
  if (header.nuh_layer_id !== 0)
    return { broken: `the parameter set is for layer ${header.nuh_layer_id}, not the base layer`, at: 0 };
  const bits = bitReader(unescape(nal.subarray(2)));
  const sps_video_parameter_set_id = bits.u(4);
  const sps_max_sub_layers_minus1 = bits.u(3);
  const sps_temporal_id_nesting_flag = bits.flag();
  const profile = readHevcProfile(bits);
  skipSubLayerProfiles(bits, sps_max_sub_layers_minus1);
  const sps_seq_parameter_set_id = bits.ue();
  if (sps_seq_parameter_set_id > 15) return { broken: 'sps_seq_parameter_set_id is above 15' };
  const chroma_format_idc = bits.ue();
  if (chroma_format_idc > 3) return { broken: 'chroma_format_idc is above 3' };
  const separate_colour_plane_flag = chroma_format_idc === 3 && bits.flag();
  const [width, height] = readSize(bits, separate_colour_plane_flag ? 0 : chroma_format_idc);
  const bit_depth_luma_minus8 = bits.ue();
  const bit_depth_chroma_minus8 = bits.ue();
  if (!skipCodingTools(bits, sps_max_sub_layers_minus1))
    return { broken: 'the reference picture fields are out of range' };
  const vui = bits.flag() ? readVui(bits) : undefined;
  if (bits.exhausted) return endsEarly('the sequence parameter set', nal);
  if (width <= 0 || height <= 0) return { broken: 'the conformance window leaves nothing of the picture' };
  return {
    value: {
      ...profile,
      sps_video_parameter_set_id,
      sps_max_sub_layers_minus1,
      sps_temporal_id_nesting_flag,
      sps_seq_parameter_set_id,
      chroma_format_idc,
      bit_depth_luma_minus8,
      bit_depth_chroma_minus8,
      width,
      height,
      ...(vui && { vui }),
    },
  };
};
