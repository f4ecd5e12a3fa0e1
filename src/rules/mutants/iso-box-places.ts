import { rawBox, uuidBox } from '../../media/build/node.ts';
import { append, atEnd, duplicate, insertAfter, rename, set } from '../../media/build/edit.ts';
import { write } from '../../media/build/write.ts';
import { ascii, hex } from '../../media/bytes.ts';
import { video } from '../examples/video.ts';
import { bitrate } from '../../media/tracks/track-plan.ts';
import type { Input } from '../input.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { broken, mutant } from './mutant.ts';

const stbl = 'moov/trak/mdia/minf/stbl';
const strange = uuidBox(hex('00112233445566778899aabbccddeeff'), hex('01020304'));

/** The example as objects of these numbers of top-level boxes each. */
const objects = (...counts: readonly number[]): Input => {
  const boxes: readonly BoxNode[] = video();
  let at = 0;
  return {
    tracks: [
      {
        name: 'video',
        objects: counts.map((count, i) => {
          at += count;
          return { name: `video/${String(i)}.cmfv`, bytes: write(boxes.slice(at - count, at)) };
        }),
      },
    ],
  };
};

/** Header, two segments, and a segment with the header once more behind its first chunk. */
const headerInside = (): Input => {
  const boxes = video();
  const header = boxes.slice(0, 2);
  const parts = [header, boxes.slice(2, 4), [...boxes.slice(4, 6), ...header, ...boxes.slice(6, 8)]];
  return {
    tracks: [
      {
        name: 'video',
        objects: parts.map((part, i) => ({ name: `video/${String(i)}.cmfv`, bytes: write(part) })),
      },
    ],
  };
};

export const isoBoxPlaceMutants = {
  'ISO-BOX-020': [
    mutant('mvex is called free', video, [rename('moov/mvex', 'free')]),
    mutant('no sample-to-chunk table', video, [rename(`${stbl}/stsc`, 'free')]),
    mutant('no ftyp', video, [rename('ftyp', 'free')]),
  ],
  'ISO-BOX-021': [
    mutant('a trun is called free', video, [rename('moof[1]/traf/trun', 'free')], {
      also: ['CMAF-FRAG-013'],
    }),
  ],
  'ISO-BOX-022': [
    mutant('two mdhd', video, [duplicate('moov/trak/mdia/mdhd')]),
    mutant('two mfhd', video, [duplicate('moof[1]/mfhd')]),
    mutant('two decode times', video, [duplicate('moof[1]/traf/tfdt')], { also: ['CMAF-FRAG-014'] }),
  ],
  'ISO-BOX-023': [
    mutant('a bit rate box in stbl', video, [append(stbl, bitrate())]),
    mutant('a styp in moov', video, [append('moov', rawBox('styp', ascii('msdh\0\0\0\0msdh')))]),
  ],
  'ISO-BOX-024': [
    mutant('uuid boxes between chunks and in traf', video, [
      insertAfter('mdat[0]', strange),
      insertAfter('moof[1]/traf/trun', strange),
    ]),
    mutant('a box that nobody knows', video, [append('moov/trak', rawBox('zzzz', new Uint8Array(4)))]),
  ],
  'ISO-BOX-025': [
    broken(
      'the first chunk comes with the header, the others alone',
      () => objects(2, 2, 2, 2),
      () => objects(4, 2, 2),
    ),
    broken('a header in the middle of a segment', () => objects(2, 2, 4), headerInside),
  ],
  'ISO-BOX-026': [
    mutant('a compressed moof', video, [atEnd(rawBox('!mof', new Uint8Array(16)))]),
    mutant('the brand comp', video, [set('ftyp', { compatible_brands: ['cmfc', 'iso6', 'cfsd', 'comp'] })]),
  ],
  'ISO-BOX-027': [mutant('an imda at the end', video, [atEnd(rawBox('imda', new Uint8Array(8)))])],
} as const;
