/** Mutants of segment types, indexes and the end of a stream. */
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import { atEnd, insertAfter, insertBefore, moveAfter, remove, set } from '../../media/build/edit.ts';
import { box, group, rawBox } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { video } from '../examples/video.ts';
import {
  clocked,
  editedObjects,
  inChunks,
  index,
  indexed,
  inObjects,
  styp,
  typed,
  videoBehind,
} from './cmaf-seg-inputs.ts';
import { broken, mutant, type MutantEntry } from './mutant.ts';

/** An mfra with nothing but its size; with random access points where entries are given. */
const ended = (size = 24, entries?: Uint8Array) =>
  group(
    'mfra',
    entries === undefined
      ? undefined
      : box('tfra', { track_ID: 1, number_of_entry: entries.length / 11, entries }),
    box('mfro', { parent_size: size }),
  );

export const cmafSegTypeMutants = {
  'CMAF-SEG-001': [mutant('styp behind prft', clocked, [moveAfter('styp[1]', 'prft[1]')])],
  'CMAF-SEG-002': [
    broken('the second segment has no styp', editedObjects(typed('cmfs')), () => {
      const [track] = inObjects(typed('cmfs')()).tracks;
      const objects = track?.objects ?? [];
      return {
        tracks: [
          {
            name: 'track.cmfv',
            objects: objects.map((object, i) =>
              i === 2 ? { ...object, bytes: object.bytes.subarray(write([styp('cmfs')]).length) } : object,
            ),
          },
        ],
      };
    }),
  ],
  'CMAF-SEG-003': [
    mutant(
      'cmff in front of two fragments',
      videoBehind((i) => (i === 1 ? [] : [styp('cmfs')])),
      [set('styp', { major_brand: 'cmff', compatible_brands: ['cmff', 'cmfl'] })],
    ),
    broken(
      'cmfl in front of two chunks of an object',
      editedObjects(videoBehind((i) => (i % 2 === 0 ? [styp('cmff')] : []), inChunks)),
      editedObjects(
        videoBehind((i) => (i % 2 === 0 ? [styp('cmff')] : []), inChunks),
        set('styp', { major_brand: 'cmfl', compatible_brands: ['cmfl'] }),
      ),
    ),
  ],
  'CMAF-SEG-004': [
    mutant('only a brand that nobody knows', typed('cmfs'), [
      set('styp[1]', { major_brand: 'abcd', compatible_brands: ['abcd'] }),
    ]),
    mutant('indexed without an index', typed('msdh'), [
      set('styp[1]', { compatible_brands: ['msdh', 'msix'] }),
    ]),
  ],
  'CMAF-SEG-005': [
    mutant('a duration in the index is 1000 ticks too long', indexed, [
      remove('sidx'),
      insertBefore('moof[0]', index([25_600, 26_600, 25_600])),
    ]),
    mutant('the index begins a frame late', indexed, [set('sidx', { earliest_presentation_time: 512n })]),
    mutant('the sizes are counted from a wrong place', indexed, [set('sidx', { first_offset: 4n })]),
    mutant('a reference to another index', indexed, [
      set('sidx', {
        reference_count: 1,
        references: [{ reference: 0x80000040, subsegment_duration: 76_800, sap: 0x90000000 }],
      }),
    ]),
  ],
  'CMAF-SEG-006': [
    mutant('the index is of track 2', indexed, [set('sidx', { reference_ID: 2 })]),
    mutant('the index counts in milliseconds', indexed, [
      remove('sidx'),
      insertBefore('moof[0]', index([2000, 2000, 2000])),
      set('sidx', { timescale: 1000 }),
    ]),
  ],
  'CMAF-SEG-007': [
    mutant('the index is the last box', indexed, [
      remove('sidx'),
      atEnd(
        box('sidx', {
          reference_ID: 1,
          timescale: 12_800,
          reference_count: 1,
          references: [{ reference: 1000, subsegment_duration: 25_600, sap: 0x90000000 }],
        }),
      ),
    ]),
  ],
  'CMAF-SEG-025': [
    broken(
      'the first of three segments is marked as the last',
      editedObjects(typed('cmfs'), set('styp[2]', { compatible_brands: ['cmfs', 'lmsg'] })),
      editedObjects(typed('cmfs'), set('styp[0]', { compatible_brands: ['cmfs', 'lmsg'] })),
    ),
  ],
  'CMAF-SEG-026': [
    mutant('a filler segment', clocked, [set('styp[1]', { compatible_brands: ['cmfs', 'slat'] })], {
      settings: { head: true },
    }),
  ],
  'CMAF-SEG-030': [
    mutant('an empty mfra between two fragments', video, [insertAfter('mdat[0]', group('mfra'))]),
  ],
  'CMAF-SEG-031': [
    mutant('mfro with a size of 0', () => [...video(), ended()], [set('mfra/mfro', { parent_size: 0 })]),
    mutant('tfra without mfro', () => [...video(), group('mfra')], [
      remove('mfra'),
      atEnd(group('mfra', box('tfra', { track_ID: 1 }))),
    ]),
    mutant('an mfra with a random access point', () => [...video(), ended()], [
      remove('mfra'),
      atEnd(ended(24 + 24 + 11, new Uint8Array(11))),
    ]),
  ],
  'CMAF-SEG-032': [
    mutant('padding of 70000 bytes', () => [...video(), rawBox('free', new Uint8Array(100))], [
      insertBefore('moof[1]', rawBox('free', new Uint8Array(70_000))),
    ]),
  ],
} as const satisfies Partial<Record<keyof typeof cmafSegFacts, MutantEntry>>;
