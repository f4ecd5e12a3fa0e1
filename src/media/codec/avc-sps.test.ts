import { expect, test } from 'vitest';
import { parseAvcSps } from './avc-sps.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const colour709 = { colour_primaries: 1, transfer_characteristics: 1, matrix_coefficients: 1 };

test('1080i of High profile: cropping by fields, colour and timing', () => {
  expect(parseAvcSps(hex('67640028acd94078044fde02d4040405000003000100000300321f162d96'))).toEqual({
    value: {
      profile_idc: 100,
      constraintFlags: 0,
      level_idc: 40,
      seq_parameter_set_id: 0,
      chroma_format_idc: 1,
      bit_depth_luma_minus8: 0,
      bit_depth_chroma_minus8: 0,
      max_num_ref_frames: 4,
      frame_mbs_only_flag: false,
      width: 1920,
      height: 1080,
      vui: {
        aspect_ratio: { aspect_ratio_idc: 1, sar_width: 1, sar_height: 1 },
        video_signal: { video_format: 5, video_full_range_flag: false, colour_description: colour709 },
        timing: { num_units_in_tick: 1, time_scale: 50, fixed_frame_rate_flag: false },
      },
    },
  });
});

test('4:2:2 at 10 bits with a pixel shape in numbers', () => {
  expect(parseAvcSps(hex('677a001eb6cd940b424dff802000168800000300080000030190f8a14cb0'))).toMatchObject({
    value: {
      profile_idc: 122,
      chroma_format_idc: 2,
      bit_depth_luma_minus8: 2,
      bit_depth_chroma_minus8: 2,
      width: 720,
      height: 576,
      vui: { aspect_ratio: { aspect_ratio_idc: 255, sar_width: 64, sar_height: 45 } },
    },
  });
});

test.for([
  ['674d401fd9005005bb011000000300100000030328f1832480', 77, 31, 1280, 720],
  ['674d401fe4605017fcb80b4f00000300010000030032e4800753003a9e08200e58e189c0', 77, 31, 640, 360],
  ['2764001fac521808021eebff000100016a0202036d856bdef808', 100, 31, 508, 254],
  ['67640015acd941b1fe4f016e04040b4a000003000200000300781e2c5b2c', 100, 21, 426, 240],
] as const)('profile, level and size of %s', ([sps, profile_idc, level_idc, width, height]) => {
  expect(parseAvcSps(hex(sps))).toMatchObject({ value: { profile_idc, level_idc, width, height } });
});

test('each byte that is cut off the end of the fields breaks it', () => {
  const sps = hex('674d401fd9005005bb011000000300100000030328f1832480');
  for (let length = 1; length < 20; length++)
    expect(parseAvcSps(sps.subarray(0, length))).toHaveProperty('broken');
});

test('another NAL unit is not a sequence parameter set', () => {
  expect(parseAvcSps(hex('68ebecb22c'))).toEqual({
    broken: 'the NAL unit is not an AVC sequence parameter set',
    at: 0,
  });
});

test('a picture of one macroblock that is cropped away is broken', () => {
  // Baseline, level 1, 16x16; the offsets of cropping are 4, 4, 0 and 0 steps of two samples.
  const fields =
    '1' +
    '1' +
    '1' +
    '1' +
    '010' +
    '0' +
    '1' +
    '1' +
    '1' +
    '1' +
    '1' +
    '00101' +
    '00101' +
    '1' +
    '1' +
    '0' +
    '1';
  const bytes = (fields.padEnd(32, '0').match(/.{8}/g) ?? []).map((bits) => parseInt(bits, 2));
  expect(parseAvcSps(Uint8Array.of(0x67, 66, 0, 10, ...bytes))).toEqual({
    broken: 'cropping leaves nothing of the picture',
  });
});
