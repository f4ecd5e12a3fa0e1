import { edited, set, type Edit } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { dependent, sync } from '../../media/tracks/track-plan.ts';
import { frame, pictures, reorderedVideo, video } from '../examples/video.ts';
import type { accessRules } from '../families/cmaf-frag-access.ts';
import type { presentationRules } from '../families/cmaf-frag-presentation.ts';
import { changeSamples, everyChunk, inObjects, styp } from './cmaf-frag-edits.ts';
import { unsigned } from './cmaf-frag-numbers.ts';
import { broken, mutant, type MutantsOf } from './mutant.ts';

/** is_leading of a sample that is presented before the first one and can be decoded; that cannot. */
const [decodable, undecodable] = [0x0c000000, 0x04000000];

/** Fragments in which two pictures are presented before the first one, and can be decoded. */
const leadingVideo = (): readonly BoxNode[] => {
  const samples = pictures().map((sample, i) => ({
    ...sample,
    offset: (i === 0 ? 2 : i < 3 ? -1 : 0) * frame,
    ...(i === 1 || i === 2 ? { flags: dependent | decodable } : {}),
  }));
  return video({}, [{ samples }, { samples }, { samples }]);
};

/** Fragments whose first picture is much larger than the others. */
const unlikeVideo = (): readonly BoxNode[] => {
  const [first, ...others] = [...pictures(1, 200), ...pictures().slice(1)];
  const samples = first === undefined ? [] : [first, ...others];
  return video({}, [{ samples }, { samples }, { samples }]);
};

/** Segments of two chunks each. */
const segments = (): readonly BoxNode[] => {
  const samples = pictures();
  const segment = [{ samples: samples.slice(0, 25), before: [styp('cmfs')] }, { samples: samples.slice(25) }];
  return video({}, [...segment, ...segment, ...segment]);
};

const noSync = (moof: number, flags = dependent): Edit =>
  changeSamples(moof, ({ sample_flags }, i) => ({ sample_flags: i === 0 ? flags : sample_flags }));

const later = (moof: number): readonly Edit[] => [
  set(`moof[${String(moof)}]/traf/trun`, { flags: 0xf01 }),
  changeSamples(moof, () => ({ sample_composition_time_offset: frame })),
];

export const fragmentMutants: MutantsOf<typeof accessRules & typeof presentationRules> = {
  'CMAF-FRAG-028': [
    broken(
      'an object whose first sample is no sync sample',
      () => inObjects(video()),
      () => inObjects(edited(video(), noSync(1))),
    ),
    mutant('a sync sample that depends on others', video, [noSync(1, 0x01000000)]),
  ],
  'CMAF-FRAG-029': [
    mutant('reordered pictures that are all sync samples', reorderedVideo, [
      changeSamples(1, () => ({ sample_flags: sync })),
    ]),
    mutant('pictures of very different sizes that are all sync samples', unlikeVideo, [
      changeSamples(1, () => ({ sample_flags: sync })),
    ]),
  ],
  'CMAF-FRAG-035': [
    mutant(
      'all pictures are presented a frame late',
      video,
      everyChunk((i) => later(i)),
    ),
  ],
  'CMAF-FRAG-037': [
    mutant('two pictures at the same time', reorderedVideo, [
      changeSamples(1, ({ sample_composition_time_offset: offset }, i) => ({
        sample_composition_time_offset: i === 5 ? 0 : offset,
      })),
    ]),
  ],
  'CMAF-FRAG-038': [
    mutant(
      'the last picture of a fragment is presented with the first of the next',
      video,
      [
        set('moof[1]/traf/trun', { flags: 0xf01 }),
        changeSamples(1, (_, i) => ({ sample_composition_time_offset: i === 49 ? frame : 0 })),
      ],
      { also: ['CMAF-FRAG-037'] },
    ),
  ],
  'CMAF-FRAG-039': [
    mutant('leading pictures that may depend on the fragment before', leadingVideo, [
      changeSamples(1, ({ sample_flags }) => ({ sample_flags: sample_flags & ~decodable })),
    ]),
    mutant('leading pictures that depend on the fragment before', leadingVideo, [
      changeSamples(1, ({ sample_flags }, i) => ({
        sample_flags: i === 1 ? dependent | undecodable : sample_flags,
      })),
    ]),
  ],
  'CMAF-FRAG-040': [
    mutant('a second sync sample', video, [
      changeSamples(1, ({ sample_flags }, i) => ({ sample_flags: i === 25 ? sync : sample_flags })),
    ]),
  ],
  'CMAF-FRAG-041': [mutant('a segment that begins in the middle of a fragment', segments, [noSync(2)])],
  'CMAF-FRAG-047': [
    mutant(
      'unsigned offsets without edit list',
      reorderedVideo,
      everyChunk((i) => unsigned(i)),
    ),
    mutant('unsigned offsets in the last fragment only', reorderedVideo, unsigned(2)),
    broken(
      'signed offsets and an edit list',
      () => inObjects(reorderedVideo()),
      () => inObjects(reorderedVideo({ mediaTime: BigInt(frame) })),
      { also: ['CMAF-HDR-048'] },
    ),
  ],
};
