import { expect, test } from 'vitest';
import { parseHvcC } from './hevc.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const record = hex(
  '010160000000b000000000003cf000fcfdf8f800000b04a00001003e40010c11ffff016000000300b0000003000003003c15c15b3c2000' +
    '28245970602000000bf800000300000303c8d00a00080a01e5c52bf708501010100080a10001001d420101016000000300b00000030000' +
    '03003ca01420207cb8815ee45951a2000100074401c02cbc14c9a7000100094e01b004040d002080',
);

test('the record of an encoder is read whole', () => {
  const parsed = parseHvcC(record);
  expect(parsed).toMatchObject({
    value: {
      configurationVersion: 1,
      general_profile_space: 0,
      general_tier_flag: 0,
      general_profile_idc: 1,
      general_profile_compatibility_flags: 0x60000000,
      general_constraint_indicator_flags: 0xb00000000000,
      general_level_idc: 60,
      min_spatial_segmentation_idc: 0,
      parallelismType: 0,
      chroma_format_idc: 1,
      bit_depth_luma_minus8: 0,
      bit_depth_chroma_minus8: 0,
      avgFrameRate: 0,
      constantFrameRate: 0,
      numTemporalLayers: 1,
      temporalIdNested: 0,
      lengthSizeMinusOne: 3,
      reservedBitsRight: true,
      trailingBytes: 0,
    },
  });
  const arrays = 'value' in parsed ? parsed.value.arrays : [];
  expect(
    arrays.map(({ array_completeness, NAL_unit_type, nalus }) => [
      array_completeness,
      NAL_unit_type,
      nalus.map(({ offset, bytes }) => [offset, bytes.length]),
    ]),
  ).toEqual([
    [true, 32, [[28, 62]]],
    [true, 33, [[95, 29]]],
    [true, 34, [[129, 7]]],
    [true, 39, [[141, 9]]],
  ]);
});

test('a reserved bit that is not as it has to be is told', () => {
  const wrong = Uint8Array.from(record);
  wrong[13] = 0x70;
  expect(parseHvcC(wrong)).toMatchObject({ value: { reservedBitsRight: false } });
});

test('every shorter record is broken where it ends', () => {
  for (let length = 0; length < record.length; length++)
    expect(parseHvcC(record.subarray(0, length))).toMatchObject({ at: length });
});

test('counts that no bytes stand behind take no memory', () => {
  const lying = Uint8Array.from(record.subarray(0, 26));
  lying.set([255, 0xa0, 0xff, 0xff], 22);
  expect(parseHvcC(lying)).toHaveProperty('broken');
});
