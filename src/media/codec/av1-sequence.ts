import { bitReader, type BitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';
import type { ColourDescription } from './vui.ts';

/** color_config() (AV1 specification, 5.5.2); colour is unspecified, 2, where it is not described. */
export interface Av1Colour extends ColourDescription {
  readonly high_bitdepth: boolean;
  readonly twelve_bit: boolean;
  readonly bitDepth: number;
  readonly mono_chrome: boolean;
  /** Whether the colour was told, and is not only what holds where it is not. */
  readonly color_description_present_flag: boolean;
  /** 1 for the full range. */
  readonly color_range: number;
  readonly subsampling_x: number;
  readonly subsampling_y: number;
  /** 0, unknown, where there is no chroma or it is not 4:2:0. */
  readonly chroma_sample_position: number;
}

/** How long a tick of the display clock is: `num_units_in_display_tick / time_scale` seconds. */
export interface Av1Timing {
  readonly num_units_in_display_tick: number;
  readonly time_scale: number;
  readonly equal_picture_interval: boolean;
}

/** One choice of layers, and what a decoder needs for it. */
export interface Av1OperatingPoint {
  readonly operating_point_idc: number;
  readonly seq_level_idx: number;
  readonly seq_tier: number;
}

/** sequence_header_obu() (AV1 specification, 5.5.1). */
export interface Av1SequenceHeader {
  readonly seq_profile: number;
  readonly still_picture: boolean;
  readonly reduced_still_picture_header: boolean;
  readonly timing?: Av1Timing;
  /** At least one; `av1C` repeats the level and tier of the first. */
  readonly operatingPoints: readonly Av1OperatingPoint[];
  /** In luma samples: max_frame_width_minus_1 + 1. */
  readonly max_frame_width: number;
  readonly max_frame_height: number;
  readonly color: Av1Colour;
  readonly film_grain_params_present: boolean;
}

interface Operation {
  readonly timing?: Av1Timing;
  readonly operatingPoints: readonly Av1OperatingPoint[];
}

const readTiming = (bits: BitReader): Av1Timing => {
  const num_units_in_display_tick = bits.u(32);
  const time_scale = bits.u(32);
  const equal_picture_interval = bits.flag();
  if (equal_picture_interval) bits.ue(); // num_ticks_per_picture_minus_1
  return { num_units_in_display_tick, time_scale, equal_picture_interval };
};

/** The width of the delays in the decoder model, in bits (AV1 specification, 5.5.4). */
const readDecoderModel = (bits: BitReader): number => {
  const delayBits = bits.u(5) + 1;
  bits.skip(32 + 5 + 5); // num_units_in_decoding_tick and the lengths of two fields of frames
  return delayBits;
};

const readOperation = (bits: BitReader): Operation => {
  const timing = bits.flag() ? readTiming(bits) : undefined;
  const delayBits = timing !== undefined && bits.flag() ? readDecoderModel(bits) : 0;
  const initial_display_delay_present_flag = bits.flag();
  const count = bits.u(5) + 1;
  const operatingPoints = Array.from({ length: count }, (): Av1OperatingPoint => {
    const operating_point_idc = bits.u(12);
    const seq_level_idx = bits.u(5);
    const seq_tier = seq_level_idx > 7 ? bits.u(1) : 0;
    if (delayBits > 0 && bits.flag()) bits.skip(2 * delayBits + 1);
    if (initial_display_delay_present_flag && bits.flag()) bits.skip(4);
    return { operating_point_idc, seq_level_idx, seq_tier };
  });
  return timing === undefined ? { operatingPoints } : { timing, operatingPoints };
};

/** Skips what stands between the size and the colour: identifiers of frames and coding tools. */
const skipCodingTools = (bits: BitReader, isReduced: boolean): void => {
  if (!isReduced && bits.flag()) bits.skip(4 + 3); // lengths of frame identifiers
  bits.skip(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
  if (!isReduced) {
    bits.skip(4); // from enable_interintra_compound to enable_dual_filter
    const enable_order_hint = bits.flag();
    if (enable_order_hint) bits.skip(2); // enable_jnt_comp, enable_ref_frame_mvs
    const seq_choose_screen_content_tools = bits.flag();
    const mayForceIntegerMv = seq_choose_screen_content_tools || bits.flag();
    const seq_choose_integer_mv = !mayForceIntegerMv || bits.flag();
    if (!seq_choose_integer_mv) bits.skip(1); // seq_force_integer_mv
    if (enable_order_hint) bits.skip(3); // order_hint_bits_minus_1
  }
  bits.skip(3); // enable_superres, enable_cdef, enable_restoration
};

/** Which chroma samples there are, by profile (AV1 specification, 5.5.2). */
const readSubsampling = (
  bits: BitReader,
  seq_profile: number,
  bitDepth: number,
): readonly [number, number] => {
  if (seq_profile === 0) return [1, 1];
  if (seq_profile === 1) return [0, 0];
  if (bitDepth !== 12) return [1, 0];
  const x = bits.u(1);
  return [x, x === 1 ? bits.u(1) : 0];
};

const readColour = (bits: BitReader, seq_profile: number): Av1Colour => {
  const high_bitdepth = bits.flag();
  const twelve_bit = seq_profile === 2 && high_bitdepth && bits.flag();
  const bitDepth = twelve_bit ? 12 : high_bitdepth ? 10 : 8;
  const mono_chrome = seq_profile !== 1 && bits.flag();
  const color_description_present_flag = bits.flag();
  const [colour_primaries, transfer_characteristics, matrix_coefficients] = color_description_present_flag
    ? [bits.u(8), bits.u(8), bits.u(8)]
    : [2, 2, 2];
  const isSrgb = colour_primaries === 1 && transfer_characteristics === 13 && matrix_coefficients === 0;
  const color_range = !mono_chrome && isSrgb ? 1 : bits.u(1);
  const [subsampling_x, subsampling_y] = mono_chrome
    ? [1, 1]
    : isSrgb
      ? [0, 0]
      : readSubsampling(bits, seq_profile, bitDepth);
  const hasPosition = !mono_chrome && subsampling_x === 1 && subsampling_y === 1;
  const chroma_sample_position = hasPosition ? bits.u(2) : 0;
  if (!mono_chrome) bits.skip(1); // separate_uv_delta_q
  return {
    high_bitdepth,
    twelve_bit,
    bitDepth,
    mono_chrome,
    color_description_present_flag,
    colour_primaries,
    transfer_characteristics,
    matrix_coefficients,
    color_range,
    subsampling_x,
    subsampling_y,
    chroma_sample_position,
  };
};

/**
 * Reads the payload of an OBU of type 1, a sequence header (AV1 specification, 5.5.1). Broken is only what ends
 * early.
 */
export const parseSequenceHeader = (payload: Uint8Array): Parsed<Av1SequenceHeader> => {
  const bits = bitReader(payload);
  const seq_profile = bits.u(3);
  const still_picture = bits.flag();
  const reduced_still_picture_header = bits.flag();
  const operation: Operation = reduced_still_picture_header
    ? { operatingPoints: [{ operating_point_idc: 0, seq_level_idx: bits.u(5), seq_tier: 0 }] }
    : readOperation(bits);
  const [widthBits, heightBits] = [bits.u(4) + 1, bits.u(4) + 1];
  const [max_frame_width, max_frame_height] = [bits.u(widthBits) + 1, bits.u(heightBits) + 1];
  skipCodingTools(bits, reduced_still_picture_header);
  const color = readColour(bits, seq_profile);
  const film_grain_params_present = bits.flag();
  if (bits.exhausted) return endsEarly('the sequence header', payload);
  return {
    value: {
      seq_profile,
      still_picture,
      reduced_still_picture_header,
      ...operation,
      max_frame_width,
      max_frame_height,
      color,
      film_grain_params_present,
    },
  };
};
