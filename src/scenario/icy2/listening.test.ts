import { expect, test } from 'vitest';
import { parseMetadata } from '../../icy/metadata-block.ts';
import { blockBegins, blockOf, listenerActWords, listenerUntilWords, newsEnds } from './listening.ts';

test('a block of any bytes has a length byte and is padded with zeros', () => {
  expect([...blockOf({ raw: 'ab\xff' })]).toEqual([1, 0x61, 0x62, 0xff, ...Array<number>(13).fill(0)]);
  expect(blockOf({ raw: '' })).toEqual(Uint8Array.of(0));
  expect(blockOf('empty')).toEqual(Uint8Array.of(0));
  expect(blockOf({ raw: 'x'.repeat(5000) })).toHaveLength(1 + 4080);
});

test('a block of fields reads as it was meant', () => {
  expect(parseMetadata(blockOf({ title: 'A', url: 'http://b/' }))).toMatchObject({
    StreamTitle: 'A',
    StreamUrl: 'http://b/',
    faults: [],
  });
  expect(parseMetadata(blockOf({ title: 'é', charset: 'latin1' })).charset).toBe('latin1');
});

test('blocks stand after each stretch of audio, and the news end with the last that is listed', () => {
  const metadata = { metaint: '100', every: 100, blocks: [{ raw: 'x' }, 'empty', { raw: 'y' }] } as const;
  expect([0, 1, 2, 3, 4].map((index) => blockBegins(metadata, index))).toEqual([100, 217, 318, 435, 536]);
  expect(newsEnds({ metadata })).toBe(318 + 17);
  expect(newsEnds({})).toBe(0);
  expect(newsEnds({ metadata: { metaint: '0' } })).toBe(0);
});

test('acts and what is waited for have words', () => {
  expect(
    listenerActWords({
      status: 200,
      version: 'ICY',
      contentType: 'none',
      stream: {
        metadata: { metaint: '1', every: 1, blocks: ['empty', { title: 'x' }] },
        ends: { after: 5, how: 'reset' },
      },
    }),
  ).toBe('ICY 200, no Content-Type, icy-metaint: 1, a block every 1 bytes, 1 with news, reset after 5 bytes');
  expect(listenerUntilWords({ requests: 7, orQuietFor: 'refusal' })).toBe('7 requests, or none for a while');
});
