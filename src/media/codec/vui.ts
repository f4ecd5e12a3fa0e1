import type { BitReader } from './bits.ts';

/** Code points of ISO/IEC 23091-2. */
export interface ColourDescription {
  readonly colour_primaries: number;
  readonly transfer_characteristics: number;
  readonly matrix_coefficients: number;
}

/** The shape of a sample; 0:0 where it is unspecified or the code is reserved. */
export interface AspectRatio {
  readonly aspect_ratio_idc: number;
  readonly sar_width: number;
  readonly sar_height: number;
}

export interface VideoSignal {
  readonly video_format: number;
  readonly video_full_range_flag: boolean;
  readonly colour_description?: ColourDescription;
}

/** The part of the video usability information whose syntax AVC and HEVC share; what is not signalled is absent. */
export interface SharedVui {
  readonly aspect_ratio?: AspectRatio;
  readonly video_signal?: VideoSignal;
}

/** How long a tick is: `num_units_in_tick / time_scale` seconds. */
export interface VuiTiming {
  readonly num_units_in_tick: number;
  readonly time_scale: number;
}

/** By aspect_ratio_idc (ISO/IEC 14496-10, table E-1; ISO/IEC 23008-2, table E.1). */
const sampleAspectRatios: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
];

/** The value of aspect_ratio_idc that says that the ratio follows in numbers. */
const extendedSar = 255;

const readAspectRatio = (bits: BitReader): AspectRatio => {
  const aspect_ratio_idc = bits.u(8);
  if (aspect_ratio_idc === extendedSar)
    return { aspect_ratio_idc, sar_width: bits.u(16), sar_height: bits.u(16) };
  const [sar_width, sar_height] = sampleAspectRatios[aspect_ratio_idc] ?? [0, 0];
  return { aspect_ratio_idc, sar_width, sar_height };
};

const readColourDescription = (bits: BitReader): ColourDescription => ({
  colour_primaries: bits.u(8),
  transfer_characteristics: bits.u(8),
  matrix_coefficients: bits.u(8),
});

const readVideoSignal = (bits: BitReader): VideoSignal => {
  const video_format = bits.u(3);
  const video_full_range_flag = bits.flag();
  return bits.flag()
    ? { video_format, video_full_range_flag, colour_description: readColourDescription(bits) }
    : { video_format, video_full_range_flag };
};

/**
 * Reads vui_parameters() from aspect_ratio_info_present_flag to the chroma sample location (ISO/IEC 14496-10, E.1.1;
 * ISO/IEC 23008-2, E.2.1). Where the bits end first, the reader is exhausted.
 */
export const readSharedVui = (bits: BitReader): SharedVui => {
  const aspect_ratio = bits.flag() ? readAspectRatio(bits) : undefined;
  if (bits.flag()) bits.skip(1); // overscan_appropriate_flag
  const video_signal = bits.flag() ? readVideoSignal(bits) : undefined;
  if (bits.flag()) {
    bits.ue(); // chroma_sample_loc_type_top_field
    bits.ue(); // chroma_sample_loc_type_bottom_field
  }
  return { ...(aspect_ratio && { aspect_ratio }), ...(video_signal && { video_signal }) };
};

/** Reads num_units_in_tick and time_scale, in the same places of both standards. */
export const readVuiTiming = (bits: BitReader): VuiTiming => ({
  num_units_in_tick: bits.u(32),
  time_scale: bits.u(32),
});
