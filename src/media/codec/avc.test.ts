import { expect, test } from 'vitest';
import { parseAvcC } from './avc.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const high = hex(
  '0164001effe100196764001eacd940a02ff9610000030001000003003c8f162d9601000568ebecb22cfdf8f800',
);

test('the record of an encoder is read whole', () => {
  expect(parseAvcC(high)).toEqual({
    value: {
      configurationVersion: 1,
      AVCProfileIndication: 100,
      profile_compatibility: 0,
      AVCLevelIndication: 30,
      lengthSizeMinusOne: 3,
      reservedBeforeLengthSize: 0b111111,
      reservedBeforeSetCount: 0b111,
      sequenceParameterSets: [{ offset: 8, bytes: high.subarray(8, 33) }],
      pictureParameterSets: [{ offset: 36, bytes: high.subarray(36, 41) }],
      chromaExtension: {
        chroma_format: 1,
        bit_depth_luma_minus8: 0,
        bit_depth_chroma_minus8: 0,
        sequenceParameterSetExt: [],
        reservedBitsSet: true,
      },
      trailingBytes: 0,
    },
  });
});

test('the chroma extension may be left out', () => {
  const parsed = parseAvcC(high.subarray(0, 41));
  expect(parsed).toMatchObject({ value: { AVCProfileIndication: 100, trailingBytes: 0 } });
  expect(parsed).not.toHaveProperty('value.chromaExtension');
});

test('a Main profile has no chroma extension, and what follows is counted', () => {
  const main = hex(
    '014d401fffe10019674d401fd9005005bb011000000300100000030328f183248001000468ebccb2fdf8f800',
  );
  expect(parseAvcC(main)).toMatchObject({ value: { AVCProfileIndication: 77, trailingBytes: 4 } });
});

test('wrong reserved bits are given as read', () => {
  const wrong = Uint8Array.from(high);
  wrong[4] = 0x03;
  wrong[5] = 0x01;
  wrong[41] = 0x01;
  expect(parseAvcC(wrong)).toMatchObject({
    value: {
      lengthSizeMinusOne: 3,
      reservedBeforeLengthSize: 0,
      reservedBeforeSetCount: 0,
      chromaExtension: { reservedBitsSet: false },
    },
  });
});

test('a record cut inside a parameter set is broken where it ends', () => {
  expect(parseAvcC(high.subarray(0, 20))).toEqual({
    broken: 'the AVC configuration ends early, after 20 bytes',
    at: 20,
  });
});
