import { append, replace, set, type Edit } from '../../media/build/edit.ts';
import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { hex } from '../../media/bytes.ts';
import { aacDescriptor, aacFrames, audio, soundFields } from '../examples/audio.ts';
import { bitrate } from '../../media/tracks/track-plan.ts';
import { pictures, video } from '../examples/video.ts';
import type { tableRules } from '../families/cmaf-frag-tables.ts';
import { mutant, type MutantsOf } from './mutant.ts';

/** Roll distances of sound, described in the fragment, and an sdtp. */
const grouped = (): readonly BoxNode[] =>
  audio({}, [
    { samples: aacFrames() },
    {
      samples: aacFrames(),
      traf: [
        rawBox('sdtp', new Uint8Array(4 + 94)),
        box('sgpd', {
          version: 1,
          grouping_type: 'roll',
          default_length: 2,
          entry_count: 1,
          entries: hex('ffff'),
        }),
        box('sbgp', {
          grouping_type: 'roll',
          entry_count: 1,
          entries: [{ sample_count: 94, group_description_index: 0x10001 }],
        }),
      ],
    },
    { samples: aacFrames() },
  ]);

const mapped = (sample_count: number, group_description_index: number): Edit =>
  set('moof[1]/traf/sbgp', { entries: [{ sample_count, group_description_index }] });

/** One subsample of ten bytes, in the second sample of the second fragment. */
const divided = (): readonly BoxNode[] =>
  video({}, [
    { samples: pictures() },
    {
      samples: pictures(),
      traf: [box('subs', { entry_count: 1, entries: hex('00000002 0001 000a 00 00 00000000') })],
    },
    { samples: pictures() },
  ]);

const constantIv = hex('000102030405060708090a0b0c0d0e0f');

/** Sound that is encrypted whole, with the same initialization vector for each sample. */
const encrypted = (): readonly BoxNode[] =>
  audio({
    entry: box(
      'enca',
      soundFields,
      rawBox('esds', aacDescriptor),
      bitrate(),
      box(
        'sinf',
        {},
        box('frma', { data_format: 'mp4a' }),
        box('schm', { scheme_type: 'cbcs', scheme_version: 0x10000 }),
        box(
          'schi',
          {},
          box('tenc', {
            default_isProtected: 1,
            default_Per_Sample_IV_Size: 0,
            default_KID: constantIv,
            default_constant_IV_size: 16,
            default_constant_IV: constantIv,
          }),
        ),
      ),
    ),
  });

export const tableMutants: MutantsOf<typeof tableRules> = {
  'CMAF-FRAG-043': [
    mutant('a group of more samples than there are', grouped, [mapped(95, 0x10001)]),
    mutant('a group without description in the fragment', grouped, [mapped(94, 0x10002)]),
    mutant('a group without description in the header', grouped, [mapped(94, 1)]),
    mutant('an sdtp of one entry too few', grouped, [
      replace('moof[1]/traf/sdtp', () => [rawBox('sdtp', new Uint8Array(4 + 93))]),
    ]),
  ],
  'CMAF-FRAG-044': [
    mutant('a subsample larger than its sample', divided, [
      set('moof[1]/traf/subs', { entries: hex('00000002 0001 1000 00 00 00000000') }),
    ]),
    mutant('a subsample of a sample that does not exist', divided, [
      set('moof[1]/traf/subs', { entries: hex('00000033 0001 000a 00 00 00000000') }),
    ]),
    mutant('more subsamples than the box has room for', divided, [
      set('moof[1]/traf/subs', { entries: hex('00000002 0002 000a 00 00 00000000') }),
    ]),
  ],
  'CMAF-FRAG-045': [
    mutant(
      'half of the samples of a fragment are clear',
      encrypted,
      [
        append(
          'moof[1]/traf',
          box('sgpd', {
            version: 1,
            grouping_type: 'seig',
            default_length: 20,
            entry_count: 1,
            entries: new Uint8Array(20),
          }),
          box('sbgp', {
            grouping_type: 'seig',
            entry_count: 1,
            entries: [{ sample_count: 47, group_description_index: 0x10001 }],
          }),
        ),
      ],
      { settings: { skip: ['CMAF-ENC-001'] } },
    ),
  ],
};
