import { expect, test } from 'vitest';
import { parseDfLa } from './flac-config.ts';
import { parseDOps } from './opus-config.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test('Opus in stereo', () => {
  expect(parseDOps(hex('000201380000bb80ff0000'))).toEqual({
    value: {
      Version: 0,
      OutputChannelCount: 2,
      PreSkip: 312,
      InputSampleRate: 48_000,
      OutputGain: -256,
      ChannelMappingFamily: 0,
      trailingBytes: 0,
    },
  });
});

test('Opus in 5.1 has a mapping of its channels', () => {
  const surround = hex('000601380000bb800000010402000401020305');
  expect(parseDOps(surround)).toMatchObject({
    value: {
      OutputChannelCount: 6,
      mapping: { StreamCount: 4, CoupledCount: 2, ChannelMapping: hex('000401020305') },
    },
  });
  for (let length = 0; length < surround.length; length++)
    expect(parseDOps(surround.subarray(0, length))).toMatchObject({ at: length });
});

const flac = '00000000800000221200120000001a00001c0bb80af0000025804b992e1f8388fb308ce652623c570ace';

test('FLAC in 5.1', () => {
  expect(parseDfLa(hex(flac))).toEqual({
    value: {
      version: 0,
      streamInfo: {
        minimumBlockSize: 4608,
        maximumBlockSize: 4608,
        minimumFrameSize: 26,
        maximumFrameSize: 28,
        sampleRate: 48_000,
        channels: 6,
        bitsPerSample: 16,
        totalSamples: 9600,
      },
      blockTypes: [0],
    },
  });
});

test('further metadata blocks are told by their type', () => {
  const more = flac.replace('80000022', '00000022') + '84000001aa';
  expect(parseDfLa(hex(more))).toMatchObject({ value: { blockTypes: [0, 4] } });
});

test('FLAC without STREAMINFO first, without a last block, or cut, is broken', () => {
  const broken = 'dfLa does not begin with STREAMINFO of 34 bytes';
  expect(parseDfLa(hex('0000000084000001aa'))).toEqual({ broken, at: 4 });
  expect(parseDfLa(hex('0000000080000001aa'))).toEqual({ broken, at: 4 });
  expect(parseDfLa(hex(flac.replace('80000022', '00000022')))).toMatchObject({ at: 42 });
  expect(parseDfLa(hex(flac).subarray(0, 41))).toMatchObject({ at: 41 });
});
