import { append, edited, insertAfter, remove, replace, set, type Edit } from '../../media/build/edit.ts';
import { box, rawBox } from '../../media/build/node.ts';
import { ascii, concat } from '../../media/bytes.ts';
import { packLanguage } from '../../media/isobmff/language.ts';
import { audio } from '../examples/audio.ts';
import { video } from '../examples/video.ts';
import { broken, mutant, oneTrack, type MutantEntry } from './mutant.ts';

const mdhd = (fields: Readonly<Record<string, unknown>>): readonly Edit[] => [
  set('moov/trak/mdia/mdhd', fields),
];
const tagged = (extended_language: string): Edit =>
  insertAfter('moov/trak/mdia/hdlr', box('elng', { extended_language }));

export const cmafHdrMediaMutants = {
  'CMAF-HDR-025': [mutant('timescale 0', video, mdhd({ timescale: 0 }))],
  'CMAF-HDR-026': [
    broken(
      'a media duration',
      () => oneTrack(edited(audio(), ...mdhd({ duration: 0xffff_ffffn })), 'track.cmfa'),
      () => oneTrack(edited(audio(), ...mdhd({ duration: 48_000n })), 'track.cmfa'),
    ),
  ],
  'CMAF-HDR-028': [
    mutant('sound with the handler of pictures', audio, [
      set('moov/trak/mdia/hdlr', { handler_type: 'vide' }),
    ]),
  ],
  'CMAF-HDR-029': [
    mutant('a component type of QuickTime', video, [set('moov/trak/mdia/hdlr', { pre_defined: 0x6d686c72 })]),
    mutant('reserved bytes that are used', video, [
      set('moov/trak/mdia/hdlr', { reserved: concat(ascii('appl'), new Uint8Array(8)) }),
    ]),
  ],
  'CMAF-HDR-030': [
    mutant('no media header', video, [remove('moov/trak/mdia/minf/vmhd')]),
    broken(
      'nmhd for video',
      () => oneTrack(edited(video())),
      () =>
        oneTrack(
          edited(
            video(),
            replace('moov/trak/mdia/minf/vmhd', () => [box('nmhd')]),
          ),
        ),
    ),
  ],
  'CMAF-HDR-031': [
    mutant('a graphics mode', video, [set('moov/trak/mdia/minf/vmhd', { graphicsmode: 0x40 })]),
    mutant('vmhd without its flag', video, [set('moov/trak/mdia/minf/vmhd', { flags: 0 })]),
  ],
  'CMAF-HDR-032': [mutant('a balance', audio, [set('moov/trak/mdia/minf/smhd', { balance: 0x100 })])],
  'CMAF-HDR-033': [
    mutant('media in another file', video, [set('moov/trak/mdia/minf/dinf/dref/url ', { flags: 0 })]),
    mutant('two data references', video, [
      set('moov/trak/mdia/minf/dinf/dref', { entry_count: 2 }),
      append('moov/trak/mdia/minf/dinf/dref', box('url ', { flags: 1 })),
    ]),
  ],
} satisfies Record<string, MutantEntry>;

export const cmafHdrLanguageMutants = {
  'CMAF-HDR-027': [
    mutant('the unspecified language of QuickTime', video, mdhd({ language: 0x7fff })),
    mutant('a bibliographic code', audio, mdhd({ language: packLanguage('ger') })),
    broken(
      'language 0',
      () => oneTrack(edited(video(), ...mdhd({ language: packLanguage('und') }))),
      () => oneTrack(edited(video(), ...mdhd({ language: 0 }))),
    ),
  ],
  'CMAF-HDR-052': [
    broken(
      'the name of a language as its tag',
      () => oneTrack(edited(audio(), tagged('en-GB')), 'track.cmfa'),
      () => oneTrack(edited(audio(), tagged('english')), 'track.cmfa'),
    ),
    mutant('two languages', audio, [tagged('fr')]),
    mutant(
      'elng without version and flags',
      audio,
      [insertAfter('moov/trak/mdia/hdlr', rawBox('elng', ascii('en-GB\0')))],
      { also: ['ISO-BOX-010'] },
    ),
  ],
} satisfies Record<string, MutantEntry>;
