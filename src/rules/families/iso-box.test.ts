import { expect, test } from 'vitest';
import { group, rawBox, uuidBox, type BoxNode } from '../../media/build/node.ts';
import { alter, append, change, edited, insertAfter, insertBefore, remove } from '../../media/build/edit.ts';
import { ascii, concat, hex } from '../../media/bytes.ts';
import { video } from '../examples/video.ts';
import { findingsOf, judge } from '../judge.ts';
import { oneTrack } from '../mutants/mutant.ts';

const stsd = 'moov/trak/mdia/minf/stbl/stsd';

const found = (boxes: readonly BoxNode[]): readonly string[] =>
  findingsOf(judge(oneTrack(boxes))).map(({ rule, severity, message }) => `${rule} ${severity} ${message}`);

const ofBoxes = (boxes: readonly BoxNode[]): readonly string[] =>
  found(boxes).filter((line) => line.startsWith('ISO-BOX'));

test.for([
  ['free boxes between header and chunks', [insertAfter('ftyp', rawBox('free', new Uint8Array(4)))]],
  ['a skip box between chunks', [insertAfter('mdat', rawBox('skip', new Uint8Array(4)))]],
  ['a 64-bit mdat size', [alter('mdat[1]', (mdat: BoxNode) => ({ ...mdat, large: true }))]],
  [
    'the last mdat to the end of the object',
    [alter('mdat[2]', (mdat: BoxNode) => ({ ...mdat, declaredSize: 0 }))],
  ],
  [
    'times of Smooth Streaming beside tfdt',
    [insertAfter('moof/traf/trun', uuidBox(hex('6d1d9b0542d544e680e2141daff757b2'), new Uint8Array(20)))],
  ],
  [
    'user data of QuickTime with a zero at its end',
    [alter('moov/trak/udta', (udta: BoxNode) => ({ ...udta, tail: new Uint8Array(4) }))],
  ],
  ['items with a copyright sign', [append('moov', group('udta', rawBox('\u00a9too', ascii('\0\0\0\0'))))]],
  ['object descriptors in moov', [append('moov', rawBox('iods', new Uint8Array(13)))]],
  [
    'the media header behind the tables',
    [
      (boxes: readonly BoxNode[]) =>
        edited(
          boxes,
          remove('moov/trak/mdia/minf/vmhd'),
          append('moov/trak/mdia/minf', rawBox('vmhd', hex('00000001 0000000000000000'))),
        ),
    ],
  ],
] as const)('nothing is said of %s', ([, edits]) => {
  expect(ofBoxes(edited(video(), ...edits))).toEqual([]);
});

test('a chunk more in an mdat of size 0 is missed by nobody', () => {
  const boxes = edited(
    video(),
    alter('mdat[1]', (mdat) => ({ ...mdat, declaredSize: 0 })),
  );
  expect(ofBoxes(boxes)).toEqual([
    'ISO-BOX-004 error an mdat of size 0 ("to the end") takes in all that follows its samples',
  ]);
});

test('every missing box is told by itself, and what is in a missing box is not told at all', () => {
  const boxes = edited(video(), remove('moov/mvex'), remove('moov/trak/mdia/minf'));
  expect(ofBoxes(boxes)).toEqual([
    'ISO-BOX-020 error mdia has no minf',
    'ISO-BOX-020 error moov has no mvex',
  ]);
});

test('unknown versions of boxes that a track can do without are only warned of', () => {
  const boxes = edited(
    video(),
    change('moov/trak/udta/kind', () => ({ version: 3 })),
  );
  expect(ofBoxes(boxes)).toEqual(['ISO-BOX-010 warning a version of kind that its standard does not define']);
});

test('bytes behind the fields of a box that may grow are only warned of', () => {
  const longer = rawBox('pasp', concat(new Uint8Array(8), new Uint8Array(8)));
  expect(ofBoxes(edited(video(), insertBefore(`${stsd}/avc1/btrt`, longer)))).toEqual([
    'ISO-BOX-012 warning pasp has bytes behind its last field',
  ]);
});

test('a handler name with its length in front is only warned of', () => {
  const named = (name: Uint8Array) =>
    edited(
      video(),
      alter('moov/trak/mdia/hdlr', (node) => ({
        ...node,
        fields: {},
        raw: concat(new Uint8Array(8), ascii('vide'), new Uint8Array(12), name),
      })),
    );
  expect(ofBoxes(named(ascii('\x05video')))).toEqual(['ISO-BOX-014 warning no zero byte ends name']);
  expect(ofBoxes(named(new Uint8Array(0)))).toEqual(['ISO-BOX-014 warning no zero byte ends name']);
  expect(ofBoxes(named(ascii('video')))).toEqual(['ISO-BOX-014 error no zero byte ends name']);
});
