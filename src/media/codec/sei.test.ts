import { expect, test } from 'vitest';
import { seiPayloads } from './sei.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test('the mastering display of an HEVC stream, without emulation prevention', () => {
  expect(seiPayloads(hex('4e01891833c286c41d4c0bb884d03e803d13404200989680000003000180'), 2)).toEqual({
    payloads: [{ payloadType: 137, bytes: hex('33c286c41d4c0bb884d03e803d134042009896800000' + '0001') }],
  });
});

test('several messages of an AVC stream, with a type and a size above 254', () => {
  const big = 'ab'.repeat(256);
  expect(seiPayloads(hex(`0604020102ff01ff01${big}80`), 1)).toEqual({
    payloads: [
      { payloadType: 4, bytes: hex('0102') },
      { payloadType: 256, bytes: hex(big) },
    ],
  });
});

test('what ends early is told, with the messages before it', () => {
  const payloads = [{ payloadType: 4, bytes: hex('0102') }];
  expect(seiPayloads(hex('06040201020509aa80'), 1)).toEqual({
    payloads,
    broken: 'an SEI message of 9 bytes has 1',
  });
  expect(seiPayloads(hex('060402010205ff80'), 1)).toEqual({
    payloads,
    broken: 'an SEI message ends inside its type or size',
  });
  expect(seiPayloads(hex('4e01'), 2)).toHaveProperty('broken');
});
