import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAudioSpecificConfig } from './aac.ts';
import { parseSequenceHeader } from './av1-sequence.ts';
import { parseAv1C } from './av1.ts';
import { parseAvcSps } from './avc-sps.ts';
import { parseAvcC } from './avc.ts';
import { parseColr, parsePasp } from './colr.ts';
import { parseDolbyVision } from './dolby-vision.ts';
import { parseDac3, parseDac4, parseDec3 } from './dolby.ts';
import { parseEsds } from './esds.ts';
import { parseDfLa } from './flac-config.ts';
import { parseHevcSps } from './hevc-sps.ts';
import { parseHvcC } from './hevc.ts';
import { walkNals } from './nal.ts';
import { walkObus } from './obu.ts';
import { parseDOps } from './opus-config.ts';
import type { Parsed } from './parsed.ts';
import { seiPayloads } from './sei.ts';
import { parseVpcC } from './vp9.ts';
import { parseVvcC } from './vvc.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** Each parser, and bytes that it reads, so that what is random begins deep inside the syntax too. */
const parsers: readonly (readonly [string, (bytes: Uint8Array) => Parsed<unknown>, string])[] = [
  [
    'avcC',
    parseAvcC,
    '0164001effe100196764001eacd940a02ff9610000030001000003003c8f162d9601000568ebecb22cfdf8f800',
  ],
  ['AVC SPS', parseAvcSps, '67640028acd94078044fde02d4040405000003000100000300321f162d96'],
  ['hvcC', parseHvcC, '01022000000090000000000078f000fcfdfafa00000f01210001000442010102'],
  [
    'HEVC SPS',
    parseHevcSps,
    '420101022000000300900000030000030078a003c08010e4d96566924caf016a1220120800001f480003a98040',
  ],
  ['av1C', parseAv1C, '81014c00'],
  ['AV1 sequence header', parseSequenceHeader, '0000000cc4ff6736be5424402410'],
  ['vvcC', parseVvcC, '00000000ff00655f010233800000050002d00000018f00010001aa'],
  ['vpcC', parseVpcC, '01000000000b820202020000'],
  ['esds', parseEsds, '00000000031900010004114015000000000000000000000005021190060102'],
  ['AudioSpecificConfig', parseAudioSpecificConfig, '130856e59d4880'],
  ['dac3', parseDac3, '101140'],
  ['dec3', parseDec3, '0e00200f000110'],
  ['dac4', parseDac4, '20a601'],
  ['dOps', parseDOps, '000601380000bb800000010402000401020305'],
  ['dfLa', parseDfLa, '00000000800000221200120000001a00001c0bb80af0000025804b992e1f8388fb308ce652623c570ace'],
  ['dvcC', parseDolbyVision, '0100103510'],
  ['colr', parseColr, '6e636c7800090010000900'],
  ['pasp', parsePasp, '0000000100000001'],
];

test.for(parsers)(
  '%s: what is right is read, and nothing is read as right from no bytes',
  ([, parse, right]) => {
    expect(parse(hex(right))).toHaveProperty('value');
    expect(parse(new Uint8Array(0))).toHaveProperty('broken');
  },
);

test.for(parsers)('%s: any bytes give an answer, and never point outside them', ([, parse, right]) => {
  const seed = hex(right);
  const mutated = fc
    .tuple(fc.nat(seed.length), fc.uint8Array({ maxLength: 80 }))
    .map(([kept, random]) => Uint8Array.of(...seed.subarray(0, kept), ...random));
  const flipped = fc.tuple(fc.nat(seed.length - 1), fc.nat(255)).map(([at, byte]) => seed.with(at, byte));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated, flipped), (bytes) => {
      const parsed = parse(bytes);
      if ('value' in parsed) return;
      expect(parsed.broken).not.toBe('');
      expect(parsed.at ?? 0).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 500 },
  );
});

test('walks over any bytes visit each byte at most once', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(1, 2, 4), (bytes, lengthSize) => {
      let visited = 0;
      const count = (part: Uint8Array): void => void (visited += part.length);
      walkNals(bytes, lengthSize, count);
      expect(visited).toBeLessThanOrEqual(bytes.length);
      visited = 0;
      walkObus(bytes, ({ payload }) => count(payload));
      expect(visited).toBeLessThanOrEqual(bytes.length);
      visited = 0;
      for (const { bytes: payload } of seiPayloads(bytes, 1).payloads) count(payload);
      expect(visited).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test('a megabyte of the worst bytes is read in one pass', () => {
  const zeros = new Uint8Array(2 ** 20);
  const answers = parsers.map(([, parse, right]) => {
    const long = zeros.slice();
    long.set(hex(right));
    return parse(long);
  });
  expect(answers).toHaveLength(parsers.length);
  expect(walkNals(zeros, 4, () => undefined).count).toBe(0);
  expect(seiPayloads(zeros.fill(255), 1).payloads).toEqual([]);
});
