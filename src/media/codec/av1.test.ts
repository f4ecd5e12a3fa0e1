import { expect, test } from 'vitest';
import { parseAv1C } from './av1.ts';
import { parseSequenceHeader, type Av1SequenceHeader } from './av1-sequence.ts';
import { walkObus, type Obu } from './obu.ts';
import type { Parsed } from './parsed.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const hdr = hex('81014c000a0e0000000cc4ff6736be5424402410');

const obusOf = (bytes: Uint8Array) => {
  const obus: [number, Obu][] = [];
  const walk = walkObus(bytes, (obu, offset) => obus.push([offset, obu]));
  return { obus, walk };
};

const sequenceOf = (record: string): Parsed<Av1SequenceHeader> =>
  parseSequenceHeader(obusOf(hex(record).subarray(4)).obus[0]?.[1].payload ?? new Uint8Array(0));

test('the record of an encoder is read whole', () => {
  expect(parseAv1C(hdr)).toEqual({
    value: {
      marker: 1,
      version: 1,
      seq_profile: 0,
      seq_level_idx_0: 1,
      seq_tier_0: 0,
      high_bitdepth: true,
      twelve_bit: false,
      monochrome: false,
      chroma_subsampling_x: 1,
      chroma_subsampling_y: 1,
      chroma_sample_position: 0,
      initial_presentation_delay_present: false,
      initial_presentation_delay_minus_one: 0,
      configOBUs: hdr.subarray(4),
    },
  });
  expect(parseAv1C(hdr.subarray(0, 3))).toEqual({
    broken: 'the AV1 configuration ends early, after 3 bytes',
    at: 3,
  });
});

test('the sequence header of a stream with the colours of HDR10', () => {
  expect(sequenceOf('81014c000a0e0000000cc4ff6736be5424402410')).toEqual({
    value: {
      seq_profile: 0,
      still_picture: false,
      reduced_still_picture_header: false,
      operatingPoints: [{ operating_point_idc: 0, seq_level_idx: 1, seq_tier: 0 }],
      max_frame_width: 640,
      max_frame_height: 360,
      color: {
        high_bitdepth: true,
        twelve_bit: false,
        bitDepth: 10,
        mono_chrome: false,
        color_description_present_flag: true,
        colour_primaries: 9,
        transfer_characteristics: 16,
        matrix_coefficients: 9,
        color_range: 0,
        subsampling_x: 1,
        subsampling_y: 1,
        chroma_sample_position: 0,
      },
      film_grain_params_present: false,
    },
  });
});

test.for([
  ['81000c000a0b00000004457e3e7dfcc060', 0, 352, 288],
  ['81050c000a0b0000002d4cffb3c02f8004', 5, 1280, 720],
] as const)('level, size and colour by default of %s', ([record, seq_level_idx, width, height]) => {
  expect(sequenceOf(record)).toMatchObject({
    value: {
      operatingPoints: [{ seq_level_idx }],
      max_frame_width: width,
      max_frame_height: height,
      color: { bitDepth: 8, color_description_present_flag: false, colour_primaries: 2 },
    },
  });
});

test('a sequence header that is cut is broken', () => {
  const [[, sequence] = [0, undefined]] = obusOf(hdr.subarray(4)).obus;
  for (let length = 0; length < 13; length++)
    expect(parseSequenceHeader(sequence?.payload.subarray(0, length) ?? new Uint8Array(0))).toHaveProperty(
      'broken',
    );
});

test('units are told with their layers; the last may be without a size', () => {
  const { obus, walk } = obusOf(hex('1200' + '36480199' + '30aabb'));
  expect(walk).toEqual({ count: 3 });
  expect(
    obus.map(([offset, obu]) => [offset, obu.obu_type, obu.temporal_id, obu.spatial_id, [...obu.payload]]),
  ).toEqual([
    [0, 2, 0, 0, []],
    [2, 6, 2, 1, [0x99]],
    [6, 6, 0, 0, [0xaa, 0xbb]],
  ]);
});

test.for([
  ['120032', 2, 'the size of an OBU is cut short or out of range'],
  ['3205aa', 0, 'an OBU is longer than what is left'],
  ['12003e', 2, 'an OBU ends inside its header'],
  ['32ffffffffffffffff01aa', 0, 'the size of an OBU is cut short or out of range'],
] as const)('%s does not tile', ([bytes, offset, reason]) => {
  expect(obusOf(hex(bytes)).walk.broken).toEqual({ offset, reason });
});
