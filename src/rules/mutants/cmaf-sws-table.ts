import { append, change, insertAfter, prepend, remove, set, type Edit } from '../../media/build/edit.ts';
import { box, group, type BoxNode } from '../../media/build/node.ts';
import type { RuleId } from '../facts/index.ts';
import { audio } from '../examples/audio.ts';
import { avc } from '../examples/sample-entries.ts';
import { audioLadder, ladder, switchingSet } from '../examples/together.ts';
import { broken, type Mutant } from './mutant.ts';

interface More {
  readonly also?: readonly RuleId[];
  readonly strict?: boolean;
}

/** The last of three renditions is broken by these edits; all three have those of `both`. */
const inLast = (
  what: string,
  renditions: readonly (() => readonly BoxNode[])[],
  edits: readonly Edit[],
  { also = [], strict = false }: More = {},
): Mutant =>
  broken(what, switchingSet(renditions), switchingSet(renditions, ...edits), {
    also,
    settings: { strict },
  });

const editList = (mediaTime: bigint): BoxNode =>
  group(
    'edts',
    box('elst', {
      entry_count: 1,
      entries: [
        { segment_duration: 0n, media_time: mediaTime, media_rate_integer: 1, media_rate_fraction: 0 },
      ],
    }),
  );

const withEdit = (boxes: readonly BoxNode[], mediaTime: bigint): readonly BoxNode[] =>
  insertAfter('moov/trak/tkhd', editList(mediaTime))(boxes);

export const cmafSwsTableMutants = {
  'CMAF-SWS-001': [
    broken(
      'a sound track in a set of video',
      switchingSet(ladder),
      switchingSet([...ladder.slice(0, 2), audio]),
    ),
  ],
  'CMAF-SWS-002': [inLast('another major brand', ladder, [set('ftyp', { major_brand: 'iso6' })])],
  'CMAF-SWS-003': [inLast('another movie timescale', ladder, [set('moov/mvhd', { timescale: 90000 })])],
  'CMAF-SWS-004': [
    inLast('another track_ID', ladder, [
      set('moov/mvhd', { next_track_ID: 8 }),
      set('moov/trak/tkhd', { track_ID: 7 }),
      set('moov/mvex/trex', { track_ID: 7 }),
      ...[0, 1, 2].map((i) => set(`moof[${String(i)}]/traf/tfhd`, { track_ID: 7 })),
    ]),
    inLast('another alternate group', ladder, [set('moov/trak/tkhd', { alternate_group: 3 })], {
      also: ['CMAF-HDR-057'],
    }),
  ],
  'CMAF-SWS-005': [
    broken(
      '4 by 3 beside 16 by 9',
      switchingSet(ladder),
      switchingSet([...ladder.slice(0, 2), () => avc({ width: 120, height: 90 })]),
    ),
  ],
  'CMAF-SWS-006': [
    inLast('another default duration', ladder, [set('moov/mvex/trex', { default_sample_duration: 512 })]),
  ],
  'CMAF-SWS-007': [
    broken(
      'an edit of 2048 ticks beside one of 1024',
      switchingSet(audioLadder.map((track) => () => withEdit(track(), 1024n))),
      switchingSet(audioLadder.map((track, i) => () => withEdit(track(), i < 2 ? 1024n : 2048n))),
      { also: ['CMAF-SWS-017'] },
    ),
  ],
  'CMAF-SWS-008': [
    inLast('another language', ladder, [
      change('moov/trak/mdia/mdhd', ({ language }) => ({ language: (language as number) ^ 1 })),
    ]),
  ],
  'CMAF-SWS-009': [
    inLast(
      'only one has an mehd',
      ladder,
      [prepend('moov/mvex', box('mehd', { fragment_duration: 6000n }))],
      { also: ['CMAF-HDR-006'] },
    ),
  ],
  'CMAF-SWS-010': [inLast('another handler name', ladder, [set('moov/trak/mdia/hdlr', { name: 'other' })])],
  'CMAF-SWS-011': [
    inLast(
      'sound that is balanced otherwise',
      audioLadder,
      [set('moov/trak/mdia/minf/smhd', { balance: 256 })],
      { also: ['CMAF-HDR-032'] },
    ),
  ],
  'CMAF-SWS-012': [
    inLast('another role', ladder, [set('moov/trak/udta/kind', { value: 'alternate' })]),
    inLast('no role', ladder, [remove('moov/trak/udta/kind')], { also: ['INGEST-008'] }),
    inLast('only one has an elng', ladder, [
      append('moov/trak/mdia', box('elng', { extended_language: 'en' })),
    ]),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;
