import { expect, test } from 'vitest';
import { parseVpcC } from './vp9.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const record = hex('01000000000b820202020000');

test('the record of an encoder is read whole', () => {
  expect(parseVpcC(record)).toEqual({
    value: {
      version: 1,
      profile: 0,
      level: 11,
      bitDepth: 8,
      chromaSubsampling: 1,
      videoFullRangeFlag: false,
      colourPrimaries: 2,
      transferCharacteristics: 2,
      matrixCoefficients: 2,
      codecInitializationData: new Uint8Array(0),
    },
  });
});

test('another version, and what ends early, is broken', () => {
  expect(parseVpcC(hex('00000000000b820202020000'))).toEqual({
    broken: 'vpcC has version 0, whose syntax is not known',
    at: 0,
  });
  for (let length = 0; length < record.length; length++)
    expect(parseVpcC(record.subarray(0, length))).toMatchObject({ at: length });
});
