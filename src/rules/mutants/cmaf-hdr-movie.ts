import {
  duplicate,
  edited,
  insertAfter,
  insertBefore,
  append,
  atStart,
  moveAfter,
  replace,
  set,
  type Edit,
} from '../../media/build/edit.ts';
import { box, group, rawBox } from '../../media/build/node.ts';
import { audio } from '../examples/audio.ts';
import { video, videoHeader } from '../examples/video.ts';
import { broken, mutant, oneTrack, type MutantEntry } from './mutant.ts';

/** A unity matrix with its first value changed. */
export const skewed = [0x20000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map((value) => ({ value }));

/** A second trak with a number of its own, and what belongs to it. */
const secondTrak: Edit = (boxes) =>
  edited(
    boxes,
    duplicate('moov/trak'),
    set('moov/trak[1]/tkhd', { track_ID: 2 }),
    append('moov/mvex', box('trex', { track_ID: 2, default_sample_description_index: 1 })),
    set('moov/mvhd', { next_track_ID: 3 }),
  );

const free = rawBox('free', new Uint8Array(8));
const meta = box('meta', {}, box('hdlr', { handler_type: 'ID32', name: '' }));
const recording = [append('moov/mvex', box('mehd', { version: 1, fragment_duration: 6000n }))];

export const cmafHdrMovieMutants = {
  'CMAF-HDR-001': [
    mutant('moov before ftyp', video, [moveAfter('ftyp', 'moov')]),
    mutant('free before ftyp', video, [atStart(free)]),
  ],
  'CMAF-HDR-002': [
    broken(
      'moov twice',
      () => oneTrack(edited(video(), insertBefore('moov', free), insertAfter('moov', free))),
      () => oneTrack(edited(video(), duplicate('moov'))),
      { also: ['ISO-BOX-022'] },
    ),
  ],
  'CMAF-HDR-003': [
    broken(
      'mvhd behind trak',
      () => oneTrack(edited(video(), moveAfter('moov/mvex', 'moov/mvhd'))),
      () => oneTrack(edited(video(), moveAfter('moov/mvhd', 'moov/trak'))),
    ),
  ],
  'CMAF-HDR-004': [mutant('two tracks in one header', video, [secondTrak])],
  'CMAF-HDR-005': [
    mutant('trex for another track', video, [set('moov/mvex/trex', { track_ID: 2 })]),
    mutant('two trex for one track', video, [duplicate('moov/mvex/trex')]),
  ],
  'CMAF-HDR-006': [
    mutant('mehd without a duration', video, [append('moov/mvex', box('mehd'))]),
    mutant('mehd of a recording', video, recording),
  ],
  'CMAF-HDR-014': [mutant('movie timescale 0', video, [set('moov/mvhd', { timescale: 0 })])],
  'CMAF-HDR-015': [
    mutant('movie rate 2.0', video, [set('moov/mvhd', { rate: 0x20000 })]),
    mutant('movie volume 0', audio, [set('moov/mvhd', { volume: 0 })]),
    mutant('movie matrix that stretches', video, [set('moov/mvhd', { matrix: skewed })]),
  ],
  'CMAF-HDR-016': [
    broken(
      'a movie duration',
      () => oneTrack(edited(video(), set('moov/mvhd', { version: 1, duration: 0xffff_ffff_ffff_ffffn }))),
      () => oneTrack(edited(video(), set('moov/mvhd', { duration: 1000n }))),
    ),
  ],
  'CMAF-HDR-017': [
    broken(
      'next_track_ID 0',
      () => oneTrack(edited(video(), set('moov/mvhd', { next_track_ID: 0xffffffff }))),
      () => oneTrack(edited(video(), set('moov/mvhd', { next_track_ID: 0 }))),
    ),
  ],
  'CMAF-HDR-051': [
    broken(
      'meta beside moov',
      () => oneTrack(edited(video(), append('moov', meta))),
      () => oneTrack(edited(video(), insertAfter('moov', meta))),
    ),
  ],
  'CMAF-HDR-056': [
    broken(
      'a creation time of all bits',
      () => oneTrack(edited(video(), set('moov/mvhd', { creation_time: 2_082_844_800n }))),
      () => oneTrack(edited(video(), set('moov/mvhd', { creation_time: 0xffff_ffffn }))),
    ),
    mutant('Unix time as modification time', video, [
      set('moov/trak/mdia/mdhd', { modification_time: 1_760_000_000n }),
    ]),
  ],
} satisfies Record<string, MutantEntry>;

const brands = (list: readonly string[], major = 'cmfc'): readonly Edit[] => [
  set('ftyp', { major_brand: major, compatible_brands: list }),
];

export const cmafHdrBrandMutants = {
  'CMAF-HDR-007': [
    mutant('two bytes behind the brands', video, [
      replace('ftyp', (ftyp) => [{ ...ftyp, tail: new Uint8Array(2) }]),
    ]),
  ],
  'CMAF-HDR-008': [mutant('no CMAF brand', video, brands(['iso6', 'cfsd'], 'iso6'))],
  'CMAF-HDR-009': [
    broken(
      'minor_version with cmfc',
      () => oneTrack(edited(video({ major: 'iso6' }), set('ftyp', { minor_version: 512 }))),
      () => oneTrack(edited(video(), set('ftyp', { minor_version: 512 }))),
    ),
  ],
  'CMAF-HDR-010': [mutant('major brand not repeated', video, brands(['iso6', 'cfsd']))],
  'CMAF-HDR-011': [mutant('only isom', video, brands(['isom'], 'isom'), { also: ['CMAF-HDR-008'] })],
  'CMAF-HDR-012': [
    mutant('chunk brand in ftyp', video, brands(['cmfc', 'iso6', 'cfsd', 'cmfl'])),
    mutant('a brand twice', video, brands(['cmfc', 'iso6', 'cfsd', 'iso6'])),
    mutant('an empty brand', video, brands(['cmfc', 'iso6', 'cfsd', '\0\0\0\0'])),
  ],
  'CMAF-HDR-013': [
    broken(
      'cmf2 without cmfc',
      () => oneTrack(video({ major: 'cmf2', brands: ['cmf2', ...videoHeader.brands] })),
      () => oneTrack(video({ major: 'cmf2', brands: ['cmf2', 'iso6', 'cfsd'] })),
    ),
  ],
  'CMAF-HDR-059': [
    mutant('300 kB of notices', video, [
      append('moov', group('udta', box('cprt', { language: 0x15c7, notice: new Uint8Array(300_000) }))),
    ]),
  ],
  'CMAF-HDR-062': [
    mutant('major brand of QuickTime', video, brands(['cmfc', 'iso6', 'cfsd', 'qt  '], 'qt  ')),
    mutant(
      'sample tables of a progressive file',
      video,
      [
        set('moov/trak/mdia/minf/stbl/stts', {
          entry_count: 1,
          entries: [{ sample_count: 1, sample_delta: 512 }],
        }),
        set('moov/trak/mdia/minf/stbl/stsc', {
          entry_count: 1,
          entries: [{ first_chunk: 1, samples_per_chunk: 1, description_index: 1 }],
        }),
      ],
      { also: ['CMAF-HDR-035'] },
    ),
  ],
} satisfies Record<string, MutantEntry>;
