import { expect, test } from 'vitest';
import { parseVvcC } from './vvc.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const record = hex(
  '00000000ff00655f010233800000050002d00000028f000100b0007900ad0233800000800a0200b446a007374dba6469149bce13656304' +
    '08278034833610864c442064883521e8f56a4bc926a4b2445a88bc449a88914911264889351962210b24216a10bc217ab525e4bd434833' +
    '62419b1012210202454204048d210202458810122208091641012242024c81222102459081224409341224824e12709b22221116422244' +
    '4d22493a7fe9765fe7240000030004000003006784ec0061a80004c4b40030d40002625a10900001000d008100000501005a22241fb820',
);

test('the record of an encoder is read whole', () => {
  const parsed = parseVvcC(record);
  expect(parsed).toMatchObject({
    value: {
      version: 0,
      LengthSizeMinusOne: 3,
      ptl_present_flag: true,
      track: {
        ols_idx: 0,
        num_sublayers: 6,
        constant_frame_rate: 1,
        chroma_format_idc: 1,
        bit_depth_minus8: 2,
        native_ptl: {
          num_bytes_constraint_info: 1,
          general_profile_idc: 1,
          general_tier_flag: 0,
          general_level_idc: 51,
          ptl_frame_only_constraint_flag: true,
          ptl_multi_layer_enabled_flag: false,
          sublayer_level_idc: [],
          general_sub_profile_idc: [],
        },
        max_picture_width: 1280,
        max_picture_height: 720,
        avg_frame_rate: 0,
      },
      trailingBytes: 0,
    },
  });
  const arrays = 'value' in parsed ? parsed.value.arrays : [];
  expect(
    arrays.map((array) => [array.array_completeness, array.NAL_unit_type, array.nalus[0]?.bytes.length]),
  ).toEqual([
    [true, 15, 176],
    [true, 16, 13],
  ]);
});

test('without profile and level the arrays follow, and decoding capability information has no count', () => {
  expect(parseVvcC(hex('00000000fe018d0002aabb'))).toEqual({
    value: {
      version: 0,
      LengthSizeMinusOne: 3,
      ptl_present_flag: false,
      arrays: [{ array_completeness: true, NAL_unit_type: 13, nalus: [{ offset: 9, bytes: hex('aabb') }] }],
      trailingBytes: 0,
    },
  });
});

test('levels of sub-layers and sub-profiles are read', () => {
  // Three sub-layers, of which the lower one tells its level, and one sub-profile.
  const text =
    '00000000ff00355f' + '01' + '0233' + '80' + '40' + '20' + '01' + '01020304' + '050002d00000' + '00';
  expect(parseVvcC(hex(text))).toMatchObject({
    value: {
      track: {
        num_sublayers: 3,
        native_ptl: { sublayer_level_idc: [0x20], general_sub_profile_idc: [0x01020304] },
        max_picture_width: 1280,
      },
      arrays: [],
      trailingBytes: 0,
    },
  });
});

test('every shorter record is broken where it ends', () => {
  for (let length = 0; length < record.length; length++)
    expect(parseVvcC(record.subarray(0, length))).toMatchObject({ at: length });
});
