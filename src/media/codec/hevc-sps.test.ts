import { expect, test } from 'vitest';
import { parseHevcSps } from './hevc-sps.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const hdr10 = hex(
  '420101022000000300900000030000030078a003c08010e4d96566924caf016a1220120800001f480003a98040',
);

test('1080p of Main 10 with the colours of HDR10', () => {
  expect(parseHevcSps(hdr10)).toEqual({
    value: {
      general_profile_space: 0,
      general_tier_flag: 0,
      general_profile_idc: 2,
      general_profile_compatibility_flags: 0x20000000,
      general_constraint_indicator_flags: 0x900000000000,
      general_level_idc: 120,
      sps_video_parameter_set_id: 0,
      sps_max_sub_layers_minus1: 0,
      sps_temporal_id_nesting_flag: true,
      sps_seq_parameter_set_id: 0,
      chroma_format_idc: 1,
      bit_depth_luma_minus8: 2,
      bit_depth_chroma_minus8: 2,
      width: 1920,
      height: 1080,
      vui: {
        aspect_ratio: { aspect_ratio_idc: 1, sar_width: 1, sar_height: 1 },
        video_signal: {
          video_format: 5,
          video_full_range_flag: false,
          colour_description: {
            colour_primaries: 9,
            transfer_characteristics: 16,
            matrix_coefficients: 9,
          },
        },
        timing: { num_units_in_tick: 1001, time_scale: 30000 },
      },
    },
  });
});

test('4:4:4 with scaling lists and a pixel shape in numbers', () => {
  const sps =
    '4201010408000003009e0800000300005a9000b440120b2cacd249cafff0040002d6e040400080000003008000000c84';
  expect(parseHevcSps(hex(sps))).toMatchObject({
    value: {
      general_profile_idc: 4,
      general_level_idc: 90,
      chroma_format_idc: 3,
      width: 720,
      height: 576,
      vui: {
        aspect_ratio: { sar_width: 64, sar_height: 45 },
        video_signal: { video_full_range_flag: true },
        timing: { num_units_in_tick: 1, time_scale: 25 },
      },
    },
  });
});

test('reference picture sets, long-term ones too, are passed over on the way to the colours', () => {
  const sps =
    '42010101600000030090000003000003005da00280802d16595e49362b5aafa627ffb0584b9a848904820000030002000003006410';
  expect(parseHevcSps(hex(sps))).toMatchObject({
    value: {
      width: 1280,
      vui: {
        video_signal: { colour_description: { colour_primaries: 9, transfer_characteristics: 18 } },
        timing: { num_units_in_tick: 1, time_scale: 50 },
      },
    },
  });
});

test.for([
  ['42010101600000030090000003000003005da00280802d16592a4932bc05a02000000300200000030321', 93, 1280, 720],
  ['42010101600000030090000003000003003fa00502016965959a4932bc05a708000003000800000300c040', 63, 640, 360],
  ['420101016000000300b0000003000003003ca01420207cb8815ee45951', 60, 160, 120],
] as const)('level and size of %s', ([sps, general_level_idc, width, height]) => {
  expect(parseHevcSps(hex(sps))).toMatchObject({ value: { general_level_idc, width, height } });
});

test('a cut parameter set is broken', () => {
  for (let length = 0; length < hdr10.length - 1; length++)
    expect(parseHevcSps(hdr10.subarray(0, length))).toHaveProperty('broken');
});

test('another NAL unit, and one of another layer, is told apart', () => {
  expect(parseHevcSps(hex('4401c172b46240'))).toHaveProperty('broken');
  const layered = Uint8Array.from(hdr10);
  layered[1] = 0x09;
  expect(parseHevcSps(layered)).toEqual({
    broken: 'the parameter set is for layer 1, not the base layer',
    at: 0,
  });
});
