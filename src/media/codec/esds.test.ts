import { expect, test } from 'vitest';
import { parseEsds } from './esds.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test('sizes of one byte', () => {
  expect(parseEsds(hex('000000000319000000041140150000e80000d7200000be7005021190060102'))).toEqual({
    value: {
      version: 0,
      ES_ID: 0,
      streamPriority: 0,
      objectTypeIndication: 0x40,
      streamType: 5,
      upStream: 0,
      bufferSizeDB: 232,
      maxBitrate: 55072,
      avgBitrate: 48752,
      decoderSpecificInfo: hex('1190'),
      slConfigPredefined: 2,
    },
  });
});

test('sizes of four bytes, and an ES_ID', () => {
  const text = '0000000003808080250002000480808017401500000000017aad00017aad0580808005121056e500068080800102';
  expect(parseEsds(hex(text))).toMatchObject({
    value: { ES_ID: 2, maxBitrate: 96941, decoderSpecificInfo: hex('121056e500'), slConfigPredefined: 2 },
  });
});

test('the optional fields before the descriptors, and a descriptor that is not known', () => {
  const inner = '040d' + '4015000000' + '00000001' + '00000002' + '9901ff';
  const es = '0007' + 'e3' + '0005' + '026162' + '0006' + inner;
  expect(parseEsds(hex('0000000003' + (es.length / 2).toString(16).padStart(2, '0') + es))).toEqual({
    value: {
      version: 0,
      ES_ID: 7,
      streamPriority: 3,
      dependsOn_ES_ID: 5,
      OCR_ES_Id: 6,
      objectTypeIndication: 0x40,
      streamType: 5,
      upStream: 0,
      bufferSizeDB: 0,
      maxBitrate: 1,
      avgBitrate: 2,
    },
  });
});

test.for([
  ['000000', 'esds ends early, after 3 bytes', 3],
  ['00000000', 'esds has no whole ES_Descriptor', 4],
  ['000000000519000000', 'esds has no whole ES_Descriptor', 4],
  ['0000000003ffffffff00', 'esds has no whole ES_Descriptor', 4],
  ['000000000302' + '0000', 'ES_Descriptor ends early', 8],
  ['0000000003060000400a6162', 'ES_Descriptor ends early', 12],
  ['000000000303000000', 'ES_Descriptor has no DecoderConfigDescriptor', 9],
  ['00000000030600000004ff40', 'a descriptor in ES_Descriptor does not fit', 9],
  ['00000000030600000004' + '0140', 'DecoderConfigDescriptor ends early', 12],
  [
    '000000000314000000040f40150000000000000000000000' + '0509',
    'a descriptor in DecoderConfigDescriptor does not fit',
    24,
  ],
] as const)('%s is broken: %s', ([text, broken, at]) => {
  expect(parseEsds(hex(text))).toEqual({ broken, at });
});
