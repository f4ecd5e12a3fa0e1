import { expect, test } from 'vitest';
import { parseColr, parsePasp } from './colr.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const hdr = { colour_primaries: 9, transfer_characteristics: 16, matrix_coefficients: 9 };

test('nclx has a range, nclc has none', () => {
  expect(parseColr(hex('6e636c7800090010000900'))).toEqual({
    value: { colour_type: 'nclx', ...hdr, full_range_flag: false },
  });
  expect(parseColr(hex('6e636c7800090010000980'))).toMatchObject({ value: { full_range_flag: true } });
  expect(parseColr(hex('6e636c63000900100009'))).toEqual({ value: { colour_type: 'nclc', ...hdr } });
});

test('profiles and types that are not known are given as they are', () => {
  expect(parseColr(hex('70726f66000001c8'))).toEqual({
    value: { colour_type: 'prof', iccProfile: hex('000001c8') },
  });
  expect(parseColr(hex('61626364'))).toEqual({ value: { colour_type: 'other', fourCC: 'abcd' } });
});

test('what ends early is broken', () => {
  expect(parseColr(hex('6e636c'))).toEqual({ broken: 'colr ends early, after 3 bytes', at: 3 });
  expect(parseColr(hex('6e636c78000900100009'))).toEqual({
    broken: 'colr ends early, after 10 bytes',
    at: 10,
  });
  expect(parseColr(hex('6e636c630009001000'))).toHaveProperty('broken');
  expect(parsePasp(hex('00000001000000'))).toHaveProperty('broken');
});

test('the shape of a pixel', () => {
  expect(parsePasp(hex('0000000400000003'))).toEqual({ value: { hSpacing: 4, vSpacing: 3 } });
});
