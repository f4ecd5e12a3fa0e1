import { expect, test } from 'vitest';
import { atEnd, edited, insertAfter, insertBefore, remove, set } from '../../media/build/edit.ts';
import { box, group, rawBox, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { headerBoxes } from '../../media/tracks/track-plan.ts';
import { video, videoHeader } from '../examples/video.ts';
import type { Input } from '../input.ts';
import { findingsOf, judge } from '../judge.ts';
import {
  clocked,
  eventsBehind,
  inChunks,
  index,
  indexed,
  inObjects,
  styp,
  typed,
  videoBehind,
} from '../mutants/cmaf-seg-inputs.ts';
import { oneTrack } from '../mutants/mutant.ts';

const found = (input: Input): readonly string[] =>
  findingsOf(judge(input)).map(({ rule, severity, message }) => `${severity} ${rule} ${message}`);

const free = rawBox('free', new Uint8Array(20));
const emptyEnd = group('mfra', box('mfro', { parent_size: 24 }));

const conforming: readonly (readonly [string, () => readonly BoxNode[]])[] = [
  ['no styp at all', video],
  ['a segment brand in front of every fragment', typed('cmfs')],
  ['the brands of DASH', typed('msdh', 'iso6')],
  [
    'a fragment and a segment at once, then segments',
    videoBehind((i) => [i === 0 ? styp('cmfs', 'cmff') : styp('cmfs')]),
  ],
  [
    'chunks with brands of their own',
    videoBehind((i) => [i % 2 === 0 ? styp('cmff', 'cmfl') : styp('cmfl')], inChunks),
  ],
  ['styp, prft, moof', clocked],
  ['styp, free, prft, moof', () => edited(clocked(), insertBefore('prft[1]', free))],
  [
    'an index of the file between the header and the first styp',
    () => edited(typed('cmfs')(), insertBefore('styp[0]', index())),
  ],
  ['an index in front of the fragments', indexed],
  ['an event in its own second', eventsBehind()],
  ['an event that is a little late', eventsBehind({ presentation_time: 1500n })],
  ['an empty mfra of 8 bytes', () => edited(video(), atEnd(group('mfra')))],
  ['an mfra with nothing but its size', () => edited(video(), atEnd(emptyEnd))],
  ['a new header behind the end', () => [...video(), emptyEnd, ...video()]],
  ['padding', () => edited(video(), insertBefore('moof[1]', free), insertAfter('moov', free))],
];

test.for(conforming)('%s is passed in silence', ([, boxes]) => {
  expect(found(oneTrack(boxes()))).toEqual([]);
});

test('the last segment is marked, sent again, and not followed by another', () => {
  const last = edited(typed('cmfs')(), set('styp[2]', { compatible_brands: ['cmfs', 'lmsg'] }));
  const input = inObjects(last);
  const objects = input.tracks[0]?.objects ?? [];
  expect(found({ tracks: [{ name: 'track.cmfv', objects: [...objects, ...objects.slice(-1)] }] })).toEqual(
    [],
  );
});

test('a prft that was cut off from its moof is not held against the source', () => {
  const name = 'track.cmfv';
  const bytes = write([...clocked(), ...clocked().slice(2, 4)]);
  const cut = { tracks: [{ name, objects: [{ name, bytes, complete: false }] }] };
  expect(found(cut)).toEqual([]);
  expect(found(oneTrack([...clocked(), ...clocked().slice(2, 4)])).join()).toContain('CMAF-SEG-010');
});

test('a header without media needs no segment type', () => {
  expect(found(oneTrack(headerBoxes(videoHeader)))).toEqual([]);
  expect(found(oneTrack(edited(indexed(), remove('sidx'))))).toEqual([]);
});
