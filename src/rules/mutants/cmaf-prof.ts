import { set } from '../../media/build/edit.ts';
import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { hex } from '../../media/bytes.ts';
import { audio, soundFields } from '../examples/audio.ts';
import type { CodedPicture } from '../../media/tracks/avc-parameter-sets.ts';
import { avc, hevc, nclx, pasp, type HevcExample } from '../examples/sample-entries.ts';
import { imsc } from '../examples/text.ts';
import { bitrate } from '../../media/tracks/track-plan.ts';
import { pictures, video } from '../examples/video.ts';
import type { cmafProfFacts } from '../facts/cmaf-prof.ts';
import { broken, mutant, oneTrack, type Mutant, type MutantsOf } from './mutant.ts';

const brands = (...more: readonly string[]) => set('ftyp', { compatible_brands: ['cmfc', 'iso6', ...more] });

/** An AVC track at the limits of a profile, and beyond them in one thing. */
const beyond = (
  what: string,
  brand: string,
  most: Partial<CodedPicture>,
  more: Partial<CodedPicture>,
): Mutant =>
  broken(
    what,
    () => oneTrack(avc(most, brand)),
    () => oneTrack(avc({ ...most, ...more }, brand)),
  );

/** The same in HEVC. */
const hevcBeyond = (what: string, most: HevcExample, more: HevcExample): Mutant =>
  broken(
    what,
    () => oneTrack(hevc(most)),
    () => oneTrack(hevc({ ...most, ...more })),
  );

const sd = { profile: 100, level: 31, width: 864, height: 576, colour: [6, 6, 6] } as const;
const hd = { profile: 100, level: 40, width: 1920, height: 1080 } as const;
const fast = { ...hd, level: 42 } as const;
const hevcHd = { profile: 1, level: 123, width: 1920, height: 1080, brand: 'chhd' } as const;
const hevcHd10 = { ...hevcHd, profile: 2, brand: 'chh1' } as const;
const uhd8 = { profile: 1, level: 150, width: 3840, height: 2160, brand: 'cud8' } as const;
const uhd10 = { ...uhd8, profile: 2, level: 153, colour: [9, 14, 9], brand: 'cud1' } as const;
const hdr10 = { ...uhd10, colour: [9, 16, 9], brand: 'chd1' } as const;
const hlg10 = { ...uhd10, colour: [9, 18, 9], brand: 'clg1' } as const;

/** An AAC track of another AudioSpecificConfig, with the rate that the sample entry tells. */
const aac = (config: string, brand: string, rate = 48000): readonly BoxNode[] => {
  const bytes = hex(config);
  const fields = { ...soundFields, samplerate: rate * 0x10000 };
  const sizes = [0x17 + bytes.length, 0x0f + bytes.length, bytes.length].map((size) =>
    size.toString(16).padStart(2, '0'),
  );
  const [outer = '', inner = '', own = ''] = sizes;
  const esds = hex(
    `00000000 03${outer} 0000 00 04${inner} 40 15 000000 0001f400 0001f400 05${own} ${config} 0601 02`,
  );
  return audio({
    brands: ['cmfc', 'iso6', brand],
    entry: box('mp4a', fields, rawBox('esds', esds), bitrate()),
  });
};

const beyondAac = (brand: string): readonly [Mutant, ...Mutant[]] => {
  // The core of HE-AAC is half as fast: of 24 kHz in the sample entry, of 48 kHz when it is told.
  const twin = () => oneTrack(aac('1190', brand));
  return [
    broken('5.1 channels', twin, () => oneTrack(aac('11b0', brand))),
    broken('AAC Scalable', twin, () => oneTrack(aac('3190 00', brand))),
  ];
};

const rated = (ticks: number): readonly BoxNode[] => {
  const samples = pictures(ticks === 200 ? 120 : 240).map((sample) => ({ ...sample, duration: ticks }));
  return video({ timescale: 12000 }, [{ samples }, { samples }, { samples }]);
};

export const cmafProfMutants: MutantsOf<typeof cmafProfFacts> = {
  'CMAF-PROF-001': [
    mutant('a brand of pictures on sound', () => audio(), [brands('caac', 'cfhd')]),
    mutant('a brand of HEVC on AVC', video, [brands('chhd')]),
  ],
  'CMAF-PROF-002': [
    beyond('level 4', 'cfsd', sd, { level: 40 }),
    beyond('4:2:2', 'cfsd', sd, { profile: 122 }),
    beyond('a picture of 1280 by 720', 'cfsd', sd, { width: 1280, height: 720 }),
    beyond('the colours of HDR', 'cfsd', sd, { colour: [9, 16, 9] }),
  ],
  'CMAF-PROF-003': [
    beyond('level 4.2', 'cfhd', hd, { level: 42 }),
    beyond('the colours of BT.601', 'cfhd', hd, { colour: [6, 6, 6] }),
  ],
  'CMAF-PROF-004': [
    beyond('a picture of 2560 by 1440', 'chdf', fast, { width: 2560, height: 1440 }),
    beyond('level 5', 'chdf', fast, { level: 50 }),
  ],
  'CMAF-PROF-005': [
    hevcBeyond('High tier', hevcHd, { tier: 1 }),
    hevcBeyond('Main 10', hevcHd, { profile: 2 }),
    hevcBeyond('a picture of 2560 by 1440', hevcHd, { width: 2560, height: 1440 }),
  ],
  'CMAF-PROF-006': [
    hevcBeyond('level 5', hevcHd10, { level: 150 }),
    hevcBeyond('the range extensions', hevcHd10, { profile: 4 }),
  ],
  'CMAF-PROF-007': [
    hevcBeyond('Main 10', uhd8, { profile: 2 }),
    hevcBeyond('level 5.1', uhd8, { level: 153 }),
  ],
  'CMAF-PROF-008': [
    hevcBeyond('PQ', uhd10, { colour: [9, 16, 9] }),
    hevcBeyond('level 5.2', uhd10, { level: 156 }),
  ],
  'CMAF-PROF-009': [
    hevcBeyond('HLG', hdr10, { colour: [9, 18, 9] }),
    hevcBeyond('the primaries of BT.709', hdr10, { colour: [1, 16, 9] }),
    broken(
      'PQ in the sample entry of a track without colour in its parameter sets',
      () => oneTrack(hevc({ ...hdr10, type: 'hev1', extra: [nclx([9, 16, 9]), pasp()] })),
      () => oneTrack(hevc({ ...hdr10, type: 'hev1', extra: [nclx([9, 18, 9]), pasp()] })),
    ),
  ],
  'CMAF-PROF-010': [
    hevcBeyond('the primaries of BT.709', hlg10, { colour: [1, 18, 9] }),
    hevcBeyond('PQ', hlg10, { colour: [9, 16, 9] }),
  ],
  'CMAF-PROF-011': beyondAac('caac'),
  'CMAF-PROF-012': beyondAac('caaa'),
  'CMAF-PROF-013': [
    mutant(
      'the brand of text over a sample entry of images',
      () => imsc(),
      [
        set('moov/trak/mdia/minf/stbl/stsd/stpp/mime', {
          content_type: 'application/ttml+xml;codecs=im1i',
        }),
      ],
      { also: ['CMAF-IMSC-005'] },
    ),
  ],
  'CMAF-PROF-014': [
    broken(
      '120 pictures a second',
      () => oneTrack(rated(200)),
      () => oneTrack(rated(100)),
    ),
  ],
  'CMAF-PROF-015': [
    mutant('no brand of a profile on AVC', video, [brands()]),
    mutant('no brand of a profile on AAC', () => audio(), [brands()]),
  ],
};
