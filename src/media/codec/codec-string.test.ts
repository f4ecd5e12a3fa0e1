import { expect, test } from 'vitest';
import { box, rawBox, type BoxNode } from '../build/node.ts';
import { write } from '../build/write.ts';
import { concat, hex } from '../bytes.ts';
import { readTree } from '../isobmff/tree.ts';
import type { Box } from '../isobmff/box.ts';
import { codecString, sameCodec } from './codec-string.ts';

const entryOf = (node: BoxNode): Box => {
  const [found] = readTree(write([box('stsd', { entry_count: 1 }, node)])).boxes[0]?.children ?? [];
  if (found === undefined) throw new Error('the sample entry was not read');
  return found;
};

const picture = (type: 'avc1' | 'hvc1' | 'av01' | 'vp09', config: BoxNode): BoxNode =>
  box(type, { data_reference_index: 1 }, config);

const hvcC = concat(hex('01 01 60000000 90 0000000000 5d f000 fc fd f8 f8 0000 0f'), hex('00'));
const esds = (oti: string, config: string): Uint8Array => {
  const bytes = hex(config);
  const info = concat(Uint8Array.of(5, bytes.length), bytes);
  const decoder = concat(hex(oti), hex('15 000000 0001f400 0001f400'), info);
  const body = concat(hex('0000 00'), Uint8Array.of(4, decoder.length), decoder, hex('06 01 02'));
  return concat(hex('00000000'), Uint8Array.of(3, body.length), body);
};

test.for<readonly [string, BoxNode]>([
  ['avc1.64001F', picture('avc1', rawBox('avcC', hex('0164001fffe000 00')))],
  ['avc1', picture('avc1', rawBox('avcC', hex('01')))],
  ['hvc1.1.6.L93.90', picture('hvc1', rawBox('hvcC', hvcC))],
  ['av01.0.04M.08', picture('av01', rawBox('av1C', hex('81040c00')))],
  ['av01.0.09H.10', picture('av01', rawBox('av1C', hex('8109cc00')))],
  ['vp09.00.11.08', picture('vp09', rawBox('vpcC', hex('01000000 00 0b 82 02 02 02 0000')))],
  ['mp4a.40.2', box('mp4a', {}, rawBox('esds', esds('40', '1190')))],
  ['mp4a.40.5', box('mp4a', {}, rawBox('esds', esds('40', '2b0a8800')))],
  ['mp4a.6B', box('mp4a', {}, rawBox('esds', esds('6b', '')))],
  ['ec-3', box('ec-3', {})],
  ['opus', box('Opus', {})],
  ['wvtt', box('wvtt', {})],
  ['stpp', box('stpp', {})],
  ['stpp.ttml.im1t', box('stpp', {}, box('mime', { content_type: 'application/ttml+xml;codecs=im1t' }))],
])('a sample entry is called %s', ([name, node]) => {
  expect(codecString(entryOf(node))).toBe(name);
});

test.for([
  ['avc1.64001f', 'avc1.64001F'],
  ['avc1.77.30', 'avc1.4D401E'],
  ['hvc1.1.6.L93', 'hvc1.1.6.L93.90'],
  ['hvc1.1.6.L93.90.0.0.0.0.0', 'hvc1.1.6.L93.90'],
  ['mp4a.40.2', 'mp4a.40.5'],
  ['av01.0.04M.08.0.112.09.16.09.0', 'av01.0.04M.08'],
  ['stpp', 'stpp.ttml.im1t'],
  ['Opus', 'opus'],
])('%s may mean %s', ([told = '', found = '']) => {
  expect(sameCodec(told, found)).toBe(true);
});

test.for([
  ['avc1.640028', 'avc1.64001F'],
  ['avc3.64001F', 'avc1.64001F'],
  ['avc1.77.31', 'avc1.4D401E'],
  ['hvc1.2.4.L93.90', 'hvc1.1.6.L93.90'],
  ['hvc1.1.6.L93.B0', 'hvc1.1.6.L93.90'],
  ['mp4a.40.42', 'mp4a.40.2'],
  ['stpp.ttml.im1i', 'stpp.ttml.im1t'],
  ['', 'wvtt'],
])('%s does not mean %s', ([told = '', found = '']) => {
  expect(sameCodec(told, found)).toBe(false);
});
