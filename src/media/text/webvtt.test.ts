import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat } from '../bytes.ts';
import { additionalText, cue, emptyCue } from './webvtt-boxes.ts';
import { parseWebVttHeader } from './webvtt-header.ts';
import { looksLikeRawWebVtt, parseWebVttSample } from './webvtt-sample.ts';
import { isWebVttSettings, isWebVttTimestamp } from './webvtt-syntax.ts';

const whole = cue({ payload: 'Hé', id: 'a', sourceId: -2, time: '00:00:01.000', settings: 'line:0' });

test('a sample is read as boxes', () => {
  expect(parseWebVttSample(concat(whole, additionalText('NOTE')))).toEqual({
    boxes: [
      {
        kind: 'vttc',
        at: 0,
        size: 74,
        source_ID: -2,
        cue_id: 'a',
        cue_current_time: '00:00:01.000',
        settings: 'line:0',
        cue_text: 'Hé',
        children: [
          { type: 'vsid', at: 8, size: 12 },
          { type: 'iden', at: 20, size: 9 },
          { type: 'ctim', at: 29, size: 20 },
          { type: 'sttg', at: 49, size: 14 },
          { type: 'payl', at: 63, size: 11 },
        ],
      },
      { kind: 'vtta', at: 74, size: 12, cue_additional_text: 'NOTE' },
    ],
    faults: [],
  });
  expect(parseWebVttSample(emptyCue())).toEqual({ boxes: [{ kind: 'vtte', at: 0, size: 8 }], faults: [] });
  expect(parseWebVttSample(new Uint8Array(0))).toEqual({ boxes: [], faults: [] });
});

test('what does not fit or cannot be read is a fault at its offset', () => {
  const faultsOf = (sample: Uint8Array) => parseWebVttSample(sample).faults.map(({ at }) => at);
  expect(faultsOf(whole.subarray(0, 73))).toEqual([0]);
  expect(faultsOf(concat(emptyCue(), ascii('abc')))).toEqual([8]);
  expect(faultsOf(whole.map((byte, i) => (i === 72 ? 0xff : byte)))).toEqual([63]);
  expect(faultsOf(whole.map((byte, i) => (i === 66 ? 12 : byte)))).toEqual([63]);
  expect(faultsOf(Uint8Array.of(0, 0, 0, 9, ...ascii('vtte'), 0))).toEqual([0]);
  expect(faultsOf(Uint8Array.of(0, 0, 0, 0, ...ascii('vtte')))).toEqual([0]);
  expect(faultsOf(Uint8Array.of(0, 0, 0, 1, ...ascii('vtte'), 0, 0, 0, 0, 0, 0, 0, 16))).toEqual([]);
  const twice = Uint8Array.of(
    0,
    0,
    0,
    24,
    ...ascii('vttc'),
    ...concat(ascii('\0\0\0\x08payl'), ascii('\0\0\0\x08payl')),
  );
  expect(faultsOf(twice)).toEqual([16]);
});

test('boxes that nobody knows are named', () => {
  expect(parseWebVttSample(ascii('\0\0\0\x08abcd'))).toEqual({
    boxes: [{ kind: 'unknown', type: 'abcd', at: 0, size: 8 }],
    faults: [],
  });
});

test('the text of a file in a sample is recognised', () => {
  expect(looksLikeRawWebVtt(ascii('WEBVTT\n\n'))).toBe(true);
  expect(looksLikeRawWebVtt(ascii('\u00ef\u00bb\u00bfWEBVTT'))).toBe(true);
  expect(looksLikeRawWebVtt(ascii('00:01.000 --> 00:02.000\nHello'))).toBe(true);
  expect(looksLikeRawWebVtt(cue({ payload: '00:01.000 --> 00:02.000' }))).toBe(false);
  expect(looksLikeRawWebVtt(emptyCue())).toBe(false);
});

test('timestamps and settings have a syntax', () => {
  for (const good of ['00:00.000', '01:59:59.999', '100:00:00.000'])
    expect(isWebVttTimestamp(good)).toBe(true);
  for (const bad of ['', '0:00.000', '00:60.000', '00:00.00', '00:00,000', '1:00:00.000'])
    expect(isWebVttTimestamp(bad)).toBe(false);
  for (const good of [
    '',
    'align:start',
    'line:-1,end \t position:50.5%,line-left size:100%',
    'vertical:rl region:a',
  ])
    expect(isWebVttSettings(good)).toBe(true);
  for (const bad of [
    'align:middle',
    'line:101%',
    'line:1.5',
    'size:50',
    'x:y',
    'align',
    ' align:end',
    'region:',
  ])
    expect(isWebVttSettings(bad)).toBe(false);
  expect(isWebVttSettings('size:1% size:2%')).toBe(false);
});

test('the configuration shows what it begins with and has', () => {
  const utf8 = new TextEncoder();
  const plain = {
    hasByteOrderMark: false,
    startsWithSignature: true,
    hasArrow: false,
    hasTimestampMap: false,
    hasZero: false,
  };
  expect(parseWebVttHeader(ascii('WEBVTT'))).toEqual({ value: { ...plain, text: 'WEBVTT' } });
  expect(parseWebVttHeader(utf8.encode('\ufeffWEBVTT\n'))).toMatchObject({
    value: { ...plain, hasByteOrderMark: true },
  });
  expect(parseWebVttHeader(ascii('WEBVTTX'))).toMatchObject({ value: { startsWithSignature: false } });
  expect(parseWebVttHeader(ascii('WEBVTT\nX-TIMESTAMP-MAP=LOCAL:0'))).toMatchObject({
    value: { ...plain, hasTimestampMap: true },
  });
  expect(parseWebVttHeader(ascii('WEBVTT\n\n00:01.000 --> 00:02.000\n\0'))).toMatchObject({
    value: { hasArrow: true, hasZero: true },
  });
  expect(parseWebVttHeader(Uint8Array.of(0xff))).toHaveProperty('broken');
});

test('no bytes make these parsers throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(80), (bytes, kept) => {
      for (const input of [bytes, concat(whole.subarray(0, kept), bytes)]) {
        expect(parseWebVttSample(input)).toBeTypeOf('object');
        expect(parseWebVttHeader(input)).toBeTypeOf('object');
        expect(looksLikeRawWebVtt(input)).toBeTypeOf('boolean');
      }
    }),
  );
});
