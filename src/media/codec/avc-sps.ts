import { bitReader, unescape, type BitReader } from './bits.ts';
import { avcNalHeader } from './nal.ts';
import { endsEarly, type Parsed } from './parsed.ts';
import { readSharedVui, readVuiTiming, type SharedVui, type VuiTiming } from './vui.ts';

export interface AvcTiming extends VuiTiming {
  readonly fixed_frame_rate_flag: boolean;
}

/** A tick is a field, so that a frame takes two: the frame rate is time_scale / (2 × num_units_in_tick). */
export interface AvcVui extends SharedVui {
  readonly timing?: AvcTiming;
}

/** What a sequence parameter set says (ISO/IEC 14496-10, 7.3.2.1.1). */
export interface AvcSps {
  readonly profile_idc: number;
  /** The byte between profile_idc and level_idc, which `avcC` calls profile_compatibility. */
  readonly constraintFlags: number;
  readonly level_idc: number;
  readonly seq_parameter_set_id: number;
  readonly chroma_format_idc: number;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
  readonly max_num_ref_frames: number;
  readonly frame_mbs_only_flag: boolean;
  /** Luma samples after cropping. */
  readonly width: number;
  readonly height: number;
  readonly vui?: AvcVui;
}

/** The profiles whose parameter sets tell the chroma format (ISO/IEC 14496-10, 7.3.2.1.1). */
const highProfiles: ReadonlySet<number> = new Set([
  100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
]);

interface ChromaFields {
  readonly chroma_format_idc: number;
  readonly separatePlanes: boolean;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
}

/** Only how long the list is matters here (ISO/IEC 14496-10, 7.3.2.1.1.1). */
const skipScalingList = (bits: BitReader, size: number): void => {
  let last = 8;
  for (let i = 0; i < size; i++) {
    const next = (last + bits.se() + 256) % 256;
    if (next === 0) return;
    last = next;
  }
};

const readChroma = (bits: BitReader, profile_idc: number): ChromaFields => {
  if (!highProfiles.has(profile_idc))
    return {
      chroma_format_idc: 1,
      separatePlanes: false,
      bit_depth_luma_minus8: 0,
      bit_depth_chroma_minus8: 0,
    };
  const chroma_format_idc = bits.ue();
  const separatePlanes = chroma_format_idc === 3 && bits.flag();
  const bit_depth_luma_minus8 = bits.ue();
  const bit_depth_chroma_minus8 = bits.ue();
  bits.skip(1); // qpprime_y_zero_transform_bypass_flag
  if (bits.flag())
    for (let i = 0; i < (chroma_format_idc === 3 ? 12 : 8); i++)
      if (bits.flag()) skipScalingList(bits, i < 6 ? 16 : 64);
  return { chroma_format_idc, separatePlanes, bit_depth_luma_minus8, bit_depth_chroma_minus8 };
};

/** Skips the picture order count fields; says whether they can be right. */
const skipOrderCount = (bits: BitReader): boolean => {
  const pic_order_cnt_type = bits.ue();
  if (pic_order_cnt_type === 0) bits.ue(); // log2_max_pic_order_cnt_lsb_minus4
  if (pic_order_cnt_type === 1) {
    bits.skip(1); // delta_pic_order_always_zero_flag
    bits.se(); // offset_for_non_ref_pic
    bits.se(); // offset_for_top_to_bottom_field
    const cycle = bits.ue();
    if (cycle > 255) return false;
    for (let i = 0; i < cycle; i++) bits.se(); // offset_for_ref_frame
  }
  return pic_order_cnt_type <= 2;
};

const readVui = (bits: BitReader): AvcVui => {
  const shared = readSharedVui(bits);
  if (!bits.flag()) return shared;
  return { ...shared, timing: { ...readVuiTiming(bits), fixed_frame_rate_flag: bits.flag() } };
};

/** Luma samples for one step of the crop offsets (ISO/IEC 14496-10, equations 7-19 to 7-22). */
const cropUnits = (chroma: ChromaFields, fieldsPerFrame: number): readonly [number, number] => {
  const format = chroma.separatePlanes ? 0 : chroma.chroma_format_idc;
  return [format === 1 || format === 2 ? 2 : 1, (format === 1 ? 2 : 1) * fieldsPerFrame];
};

/**
 * Reads a sequence parameter set, NAL unit type 7 or 15 with its header (ISO/IEC 14496-10, 7.3.2.1.1), as far as the
 * timing in its VUI. Broken is what ends early or has a value that makes the rest unreadable. Linear in its length.
 */
export const parseAvcSps = (nal: Uint8Array): Parsed<AvcSps> => {
  const type = avcNalHeader(nal)?.nal_unit_type;
  if (type !== 7 && type !== 15)
    return { broken: 'the NAL unit is not an AVC sequence parameter set', at: 0 };
  const bits = bitReader(unescape(nal.subarray(1)));
  const profile_idc = bits.u(8);
  const constraintFlags = bits.u(8);
  const level_idc = bits.u(8);
  const seq_parameter_set_id = bits.ue();
  if (seq_parameter_set_id > 31) return { broken: 'seq_parameter_set_id is above 31' };
  const chroma = readChroma(bits, profile_idc);
  const { chroma_format_idc, bit_depth_luma_minus8, bit_depth_chroma_minus8 } = chroma;
  if (chroma_format_idc > 3) return { broken: 'chroma_format_idc is above 3' };
  bits.ue(); // log2_max_frame_num_minus4
  if (!skipOrderCount(bits)) return { broken: 'the picture order count fields are out of range' };
  const max_num_ref_frames = bits.ue();
  bits.skip(1); // gaps_in_frame_num_value_allowed_flag
  const widthInMbs = bits.ue() + 1;
  const heightInMapUnits = bits.ue() + 1;
  const frame_mbs_only_flag = bits.flag();
  if (!frame_mbs_only_flag) bits.skip(1); // mb_adaptive_frame_field_flag
  bits.skip(1); // direct_8x8_inference_flag
  const fieldsPerFrame = frame_mbs_only_flag ? 1 : 2;
  let [width, height] = [widthInMbs * 16, heightInMapUnits * 16 * fieldsPerFrame];
  if (bits.flag()) {
    const [left, right, top, bottom] = [bits.ue(), bits.ue(), bits.ue(), bits.ue()];
    const [unitX, unitY] = cropUnits(chroma, fieldsPerFrame);
    width -= unitX * (left + right);
    height -= unitY * (top + bottom);
  }
  const vui = bits.flag() ? readVui(bits) : undefined;
  if (bits.exhausted) return endsEarly('the sequence parameter set', nal);
  if (width <= 0 || height <= 0) return { broken: 'cropping leaves nothing of the picture' };
  return {
    value: {
      profile_idc,
      constraintFlags,
      level_idc,
      seq_parameter_set_id,
      chroma_format_idc,
      bit_depth_luma_minus8,
      bit_depth_chroma_minus8,
      max_num_ref_frames,
      frame_mbs_only_flag,
      width,
      height,
      ...(vui && { vui }),
    },
  };
};
