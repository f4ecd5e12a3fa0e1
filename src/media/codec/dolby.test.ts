import { expect, test } from 'vitest';
import { parseDac3, parseDac4, parseDec3 } from './dolby.ts';
import { parseDolbyVision } from './dolby-vision.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test('AC-3 at 192 kbit/s in stereo', () => {
  expect(parseDac3(hex('101140'))).toEqual({
    value: {
      fscod: 0,
      bsid: 8,
      bsmod: 0,
      acmod: 2,
      lfeon: 0,
      bit_rate_code: 10,
      samplingFrequency: 48_000,
      channels: 2,
      bitRate: 192,
    },
  });
  expect(parseDac3(hex('1011'))).toEqual({ broken: 'dac3 ends early, after 2 bytes', at: 2 });
});

const surround = {
  fscod: 0,
  bsid: 16,
  asvc: 0,
  bsmod: 0,
  acmod: 7,
  lfeon: 1,
  samplingFrequency: 48_000,
  channels: 6,
};

test('Enhanced AC-3 at 448 kbit/s in 5.1', () => {
  expect(parseDec3(hex('0e00200f00'))).toEqual({
    value: { data_rate: 448, substreams: [{ ...surround, num_dep_sub: 0 }], trailingBytes: 0 },
  });
  expect(parseDec3(hex('0e00200f'))).toEqual({ broken: 'dec3 ends early, after 4 bytes', at: 4 });
  expect(parseDec3(hex('0e01200f00'))).toHaveProperty('broken');
});

test('joint object coding, and a dependent substream', () => {
  expect(parseDec3(hex('0e00200f000110'))).toMatchObject({ value: { jocComplexity: 16, trailingBytes: 0 } });
  expect(parseDec3(hex('0e00200f0201'))).toEqual({
    value: {
      data_rate: 448,
      substreams: [{ ...surround, num_dep_sub: 1, chan_loc: 1 }],
      trailingBytes: 0,
    },
  });
});

test('the head of AC-4', () => {
  expect(parseDac4(hex('20a601'))).toEqual({
    value: {
      ac4_dsi_version: 1,
      bitstream_version: 2,
      samplingFrequency: 48_000,
      frame_rate_index: 3,
      n_presentations: 1,
      length: 3,
    },
  });
  expect(parseDac4(hex('20a6'))).toEqual({ broken: 'dac4 ends early, after 2 bytes', at: 2 });
});

test('Dolby Vision profile 8.1, level 6', () => {
  expect(parseDolbyVision(hex('0100103510' + '00'.repeat(19)))).toEqual({
    value: {
      dv_version_major: 1,
      dv_version_minor: 0,
      dv_profile: 8,
      dv_level: 6,
      rpu_present_flag: true,
      el_present_flag: false,
      bl_present_flag: true,
      dv_bl_signal_compatibility_id: 1,
      length: 24,
    },
  });
  expect(parseDolbyVision(hex('01001035'))).toHaveProperty('broken');
});
