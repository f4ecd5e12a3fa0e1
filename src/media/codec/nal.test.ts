import { expect, test } from 'vitest';
import { avcNalHeader, hevcNalHeader, vvcNalHeader, walkNals } from './nal.ts';

const visited = (sample: number[], lengthSize: number) => {
  const nals: [number, number[]][] = [];
  const walk = walkNals(Uint8Array.from(sample), lengthSize, (nal, offset) => nals.push([offset, [...nal]]));
  return { nals, ...walk };
};

test.for([
  [1, [2, 0x65, 7, 1, 0x06]],
  [2, [0, 2, 0x65, 7, 0, 1, 0x06]],
  [4, [0, 0, 0, 2, 0x65, 7, 0, 0, 0, 1, 0x06]],
] as const)('length fields of %i bytes tile a sample', ([lengthSize, sample]) => {
  expect(visited([...sample], lengthSize)).toEqual({
    nals: [
      [lengthSize, [0x65, 7]],
      [lengthSize * 2 + 2, [0x06]],
    ],
    count: 2,
  });
});

test('an empty sample has no NAL unit and nothing is wrong with it', () => {
  expect(visited([], 4)).toEqual({ nals: [], count: 0 });
});

test.for([
  ['a length of zero', [1, 9, 0, 1, 9], 1, 2, 'a NAL unit has length zero'],
  [
    'a length beyond the sample',
    [1, 9, 3, 9, 9],
    1,
    2,
    'a NAL unit is longer than what is left of the sample',
  ],
  [
    'the largest length',
    [255, 255, 255, 255, 9],
    4,
    0,
    'a NAL unit is longer than what is left of the sample',
  ],
  ['bytes behind', [0, 1, 9, 0], 2, 3, 'bytes are left that are too few for a length field'],
  ['a size of three', [0, 0, 1, 9], 3, 0, 'the length field is not of 1, 2 or 4 bytes'],
] as const)('%s breaks the tiling', ([, sample, lengthSize, offset, reason]) => {
  expect(visited([...sample], lengthSize).broken).toEqual({ offset, reason });
});

test('headers are read by the bits of each codec', () => {
  expect(avcNalHeader(Uint8Array.of(0x67))).toEqual({
    forbidden_zero_bit: 0,
    nal_ref_idc: 3,
    nal_unit_type: 7,
  });
  expect(hevcNalHeader(Uint8Array.of(0x43, 0x0a))).toEqual({
    forbidden_zero_bit: 0,
    nal_unit_type: 33,
    nuh_layer_id: 33,
    nuh_temporal_id_plus1: 2,
  });
  expect(vvcNalHeader(Uint8Array.of(0x80, 0x79))).toEqual({
    forbidden_zero_bit: 1,
    nuh_reserved_zero_bit: 0,
    nuh_layer_id: 0,
    nal_unit_type: 15,
    nuh_temporal_id_plus1: 1,
  });
});

test('a NAL unit too short for its header has none', () => {
  expect(avcNalHeader(new Uint8Array(0))).toBeUndefined();
  expect(hevcNalHeader(Uint8Array.of(0x42))).toBeUndefined();
  expect(vvcNalHeader(Uint8Array.of(0x42))).toBeUndefined();
});
