import { expect, test } from 'vitest';
import { parseAudioSpecificConfig } from './aac.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test.for([
  ['1190', 48_000, 2, 2],
  ['1210', 44_100, 2, 2],
  ['11b8', 48_000, 7, 8],
] as const)('AAC-LC of %s', ([text, samplingFrequency, channelConfiguration, channels]) => {
  expect(parseAudioSpecificConfig(hex(text))).toEqual({
    value: {
      audioObjectType: 2,
      samplingFrequency,
      channelConfiguration,
      channels,
      extensionSignalling: 'none',
      sbrPresent: false,
      psPresent: false,
      frameLengthFlag: false,
    },
  });
});

test('an extension behind the config says that SBR is there, or that it is not', () => {
  const present = { extensionSignalling: 'backward-compatible', extensionAudioObjectType: 5 };
  expect(parseAudioSpecificConfig(hex('121056e598'))).toMatchObject({
    value: {
      ...present,
      audioObjectType: 2,
      sbrPresent: true,
      psPresent: false,
      extensionSamplingFrequency: 48_000,
    },
  });
  expect(parseAudioSpecificConfig(hex('121056e500'))).toMatchObject({
    value: { ...present, sbrPresent: false, psPresent: false },
  });
  expect(parseAudioSpecificConfig(hex('130856e59d4880'))).toMatchObject({
    value: { ...present, samplingFrequency: 24_000, sbrPresent: true, psPresent: true },
  });
});

test('a pattern of another number is no extension', () => {
  expect(parseAudioSpecificConfig(hex('121056c598'))).toMatchObject({
    value: { extensionSignalling: 'none', sbrPresent: false },
  });
});

test('object types 5 and 29 tell the extension first', () => {
  // 29, 24 kHz, one channel, extension at 48 kHz, AAC-LC.
  expect(parseAudioSpecificConfig(hex('eb098800'))).toMatchObject({
    value: {
      audioObjectType: 2,
      samplingFrequency: 24_000,
      channels: 1,
      extensionSignalling: 'hierarchical',
      extensionAudioObjectType: 29,
      sbrPresent: true,
      psPresent: true,
      extensionSamplingFrequency: 48_000,
    },
  });
  expect(parseAudioSpecificConfig(hex('2b118800'))).toMatchObject({
    value: {
      audioObjectType: 2,
      channels: 2,
      extensionAudioObjectType: 5,
      sbrPresent: true,
      psPresent: false,
    },
  });
});

test('frames of 960 samples, and a sampling frequency in numbers', () => {
  expect(parseAudioSpecificConfig(hex('1194'))).toMatchObject({ value: { frameLengthFlag: true } });
  // 2, index 15, 47 999 Hz, two channels.
  expect(parseAudioSpecificConfig(hex('17805dbf90'))).toMatchObject({
    value: { samplingFrequency: 47_999, channelConfiguration: 2, frameLengthFlag: false },
  });
});

test('USAC is recognised by the escape of its object type', () => {
  // 31, 10, 48 kHz, two channels.
  const parsed = parseAudioSpecificConfig(hex('f9464000'));
  expect(parsed).toMatchObject({ value: { audioObjectType: 42, samplingFrequency: 48_000, channels: 2 } });
  expect(parsed).not.toHaveProperty('value.frameLengthFlag');
});

test('a program_config_element tells the channels', () => {
  const fields =
    '00010' +
    '0011' +
    '0000' +
    '000' + // AAC-LC, 48 kHz, no channel configuration, GASpecificConfig
    '0000' +
    '01' +
    '0011' +
    '0010' +
    '0000' +
    '0001' +
    '01' +
    '000' +
    '0000' +
    '0' +
    '0' +
    '0' +
    '00000' +
    '10001' +
    '10010' +
    '0000'; // one channel and a pair in front, a pair behind, one for low frequencies
  const bits = fields.padEnd(Math.ceil(fields.length / 8) * 8, '0') + '00000000';
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  expect(parseAudioSpecificConfig(Uint8Array.from(bytes))).toMatchObject({
    value: { channelConfiguration: 0, channels: 6, extensionSignalling: 'none' },
  });
});

test('what ends early is broken', () => {
  expect(parseAudioSpecificConfig(hex('11'))).toEqual({
    broken: 'the AudioSpecificConfig ends early, after 1 bytes',
    at: 1,
  });
  expect(parseAudioSpecificConfig(hex('1180'))).toHaveProperty('broken');
});
