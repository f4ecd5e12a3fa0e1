import { expect, test } from 'vitest';
import { alter, append, edited, prepend, set, type Edit } from '../../media/build/edit.ts';
import { box, rawBox } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { readTree } from '../../media/isobmff/tree.ts';
import { avcConfig, video } from '../examples/video.ts';
import { headerOf, type Header } from './header.ts';
import { differences, sameBytes } from './normalised-header.ts';

const header = (...edits: readonly Edit[]): Header => {
  const { boxes, faults } = readTree(write(edited(video().slice(0, 2), ...edits)), 0);
  return headerOf('track.cmfv', boxes, faults, 0);
};

test('a header does not differ from itself', () => {
  expect(differences(header(), header())).toEqual([]);
  expect(sameBytes(header(), header())).toBe(true);
});

test.for<readonly [string, Edit]>([
  ['a creation time', set('moov/mvhd', { creation_time: 7n })],
  ['a time of 64 bits', set('moov/trak/mdia/mdhd', { version: 1 })],
  ['the name of the handler', set('moov/trak/mdia/hdlr', { name: 'another' })],
  ['free space', prepend('moov', rawBox('free', new Uint8Array(5)))],
  ['other user data', append('moov', box('udta', {}, rawBox('name', new Uint8Array(3))))],
  ['brands in another order', set('ftyp', { compatible_brands: ['cfsd', 'iso6', 'cmfc', 'cmfc'] })],
])('%s is no difference, but the bytes are other ones', ([, edit]) => {
  expect(differences(header(), header(edit))).toEqual([]);
  expect(sameBytes(header(), header(edit))).toBe(false);
});

test('a field is named, with what each has and where it stands', () => {
  const now = header(set('moov/trak/tkhd', { track_ID: 9 }));
  expect(differences(header(), now)).toMatchObject([
    { path: 'moov/trak/tkhd', field: 'track_ID', says: 'moov/trak/tkhd differs in track_ID', a: '1', b: '9' },
  ]);
});

test('a decoder configuration is compared by its fields', () => {
  const config = avcConfig.slice();
  config[3] = 31;
  const entry = 'moov/trak/mdia/minf/stbl/stsd/avc1/avcC';
  expect(differences(header(), header(alter(entry, (avcC) => ({ ...avcC, raw: config }))))).toMatchObject([
    { says: 'moov/trak/mdia/minf/stbl/stsd/avc1/avcC differs in AVCLevelIndication', a: '11', b: '31' },
  ]);
});

test('a box that only one has is named', () => {
  const elng = box('elng', { extended_language: 'en-GB' });
  const more = header(append('moov/trak/mdia', elng));
  expect(differences(header(), more)).toMatchObject([{ says: 'only the second has moov/trak/mdia/elng' }]);
  expect(differences(more, header())).toMatchObject([{ says: 'only the first has moov/trak/mdia/elng' }]);
});
