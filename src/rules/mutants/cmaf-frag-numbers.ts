import { change, flip, replace, set, type Edit } from '../../media/build/edit.ts';
import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { ascii } from '../../media/bytes.ts';
import { audio } from '../examples/audio.ts';
import { eventTrack } from '../examples/metadata.ts';
import { webVtt } from '../examples/text.ts';
import { bitrate, dependent, sync } from '../../media/tracks/track-plan.ts';
import { frame, reorderedVideo, video, videoHeader } from '../examples/video.ts';
import type { dataRules } from '../families/cmaf-frag-data.ts';
import type { defaultRules } from '../families/cmaf-frag-defaults.ts';
import type { numberRules } from '../families/cmaf-frag-numbers.ts';
import { halved } from './cmaf-frag-boxes.ts';
import { changeSamples, dataMoved, everyChunk } from './cmaf-frag-edits.ts';
import { mutant, type MutantsOf } from './mutant.ts';

/** Video of the stricter structural brand. */
const cmf2 = { brands: ['cmf2', ...videoHeader.brands] };
const strictVideo = (): readonly BoxNode[] => video(cmf2);
/** The same, with the sample description told in each fragment. */
const describedVideo = (): readonly BoxNode[] =>
  everyChunk((i) =>
    set(`moof[${String(i)}]/traf/tfhd`, { flags: 0x20002, sample_description_index: 1 }),
  ).reduce((boxes, edit) => edit(boxes), video(cmf2));

/** Makes all offsets unsigned, a frame later. */
export const unsigned = (moof: number): readonly Edit[] => [
  set(`moof[${String(moof)}]/traf/trun`, { version: 0 }),
  changeSamples(moof, ({ sample_composition_time_offset: offset }) => ({
    sample_composition_time_offset: (offset + frame) >>> 0,
  })),
];

/** Gives all samples of a chunk composition offsets. */
const offset = (moof: number, value: number): readonly Edit[] => [
  change(`moof[${String(moof)}]/traf/trun`, ({ flags }) => ({ flags: Number(flags) | 0x800 })),
  changeSamples(moof, () => ({ sample_composition_time_offset: value })),
];

/** WebVTT that announces the few bits a second that it has. */
const slowWebVtt = (): readonly BoxNode[] =>
  webVtt({
    entry: box('wvtt', { data_reference_index: 1 }, rawBox('vttC', ascii('WEBVTT\n')), bitrate(10, 400)),
  });

const longer = (mdat: BoxNode, by: number, atFront: boolean): BoxNode => {
  const raw = mdat.raw ?? new Uint8Array(0);
  const padded = new Uint8Array(raw.length + by);
  padded.set(raw, atFront ? by : 0);
  return rawBox('mdat', padded);
};

export const numberMutants: MutantsOf<typeof numberRules & typeof dataRules & typeof defaultRules> = {
  'CMAF-FRAG-015': [
    mutant(
      'decode times of 32 bits shortly before they begin again',
      video,
      everyChunk((i) =>
        change(`moof[${String(i)}]/traf/tfdt`, ({ baseMediaDecodeTime }) => ({
          version: 0,
          baseMediaDecodeTime: (baseMediaDecodeTime as bigint) + 0xf8000000n,
        })),
      ),
    ),
  ],
  'CMAF-FRAG-016': [
    mutant(
      'sequence numbers from 0',
      video,
      everyChunk((i) => set(`moof[${String(i)}]/mfhd`, { sequence_number: i })),
    ),
  ],
  'CMAF-FRAG-021': [
    mutant('data_offset of the header of the mdat', video, [dataMoved(1, -8)]),
    mutant('data_offset behind the mdat', video, [dataMoved(1, 100_000)]),
  ],
  'CMAF-FRAG-022': [
    mutant('a last sample of 100 bytes too many', video, [
      changeSamples(1, ({ sample_size }, i) => ({ sample_size: i === 49 ? sample_size + 100 : sample_size })),
    ]),
    mutant('two truns with the same data', video, [halved, dataMoved(1, 0, 'trun[1]')], {
      also: ['CMAF-FRAG-007'],
    }),
  ],
  'CMAF-FRAG-023': [
    mutant('16 bytes behind the samples', video, [replace('mdat[1]', (mdat) => [longer(mdat, 16, false)])]),
    mutant('16 bytes in front of the samples', video, [
      dataMoved(1, 16),
      replace('mdat[1]', (mdat) => [longer(mdat, 16, true)]),
    ]),
  ],
  'CMAF-FRAG-025': [
    mutant('a default duration of 0', video, [
      flip('moof[2]/traf/trun', 0x100),
      set('moof[2]/traf/tfhd', { flags: 0x20008, default_sample_duration: 0 }),
    ]),
    mutant('no duration anywhere', video, [flip('moof[2]/traf/trun', 0x100)]),
  ],
  'CMAF-FRAG-026': [
    mutant('no size anywhere', video, [flip('moof[1]/traf/trun', 0x200)]),
    mutant('one picture without bytes', video, [
      changeSamples(1, ({ sample_size }, i) => ({ sample_size: i === 5 ? 0 : sample_size })),
    ]),
  ],
  'CMAF-FRAG-030': [
    mutant(
      'unsigned offsets',
      () => reorderedVideo(cmf2),
      everyChunk((i) => unsigned(i)),
    ),
  ],
  'CMAF-FRAG-031': [
    mutant('the duration in trex', strictVideo, [
      flip('moof[1]/traf/trun', 0x100),
      set('moov/mvex/trex', { default_sample_duration: frame }),
    ]),
  ],
  'CMAF-FRAG-032': [
    mutant('the flags in trex', strictVideo, [
      flip('moof[1]/traf/trun', 0x404),
      set('moof[1]/traf/trun', { first_sample_flags: sync }),
      set('moov/mvex/trex', { default_sample_flags: dependent }),
    ]),
  ],
  'CMAF-FRAG-033': [
    mutant(
      'one fragment does not tell its sample description',
      describedVideo,
      [flip('moof[1]/traf/tfhd', 2)],
      {
        settings: { strict: true },
      },
    ),
  ],
  'CMAF-FRAG-034': [
    mutant('the second of one description', video, [
      set('moof[1]/traf/tfhd', { flags: 0x20002, sample_description_index: 2 }),
    ]),
    mutant('description 0', video, [
      set('moof[1]/traf/tfhd', { flags: 0x20002, sample_description_index: 0 }),
    ]),
  ],
  'CMAF-FRAG-036': [
    mutant(
      'sound that is late by 1920 samples',
      audio,
      everyChunk((i) => offset(i, 1920)),
    ),
    mutant('cues that are late in one fragment', webVtt, offset(1, 40)),
  ],
  'CMAF-FRAG-042': [
    mutant('an event track with a sample without bytes', eventTrack, [
      changeSamples(1, () => ({ sample_size: 0 })),
      replace('mdat[1]', () => [rawBox('mdat', new Uint8Array(0))]),
    ]),
  ],
  'CMAF-FRAG-046': [
    mutant('a last cue of 70 seconds', slowWebVtt, [changeSamples(2, () => ({ sample_duration: 70_000 }))]),
  ],
  'CMAF-FRAG-048': [
    mutant('negative offsets in version 0', reorderedVideo, [set('moof[1]/traf/trun', { version: 0 })]),
  ],
  'CMAF-FRAG-049': [
    mutant('all frames of sound but the first depend on others', audio, [
      changeSamples(1, (_, i) => ({ sample_flags: i === 0 ? sync : dependent })),
    ]),
    mutant(
      'a fragment of sound without sync sample',
      audio,
      [changeSamples(0, () => ({ sample_flags: dependent }))],
      {
        also: ['CMAF-FRAG-028'],
      },
    ),
  ],
};
