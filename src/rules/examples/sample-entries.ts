/** Conforming tracks of every coding that we look into, besides those of `video.ts`, `audio.ts` and `text.ts`. */
import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { ascii, concat, hex } from '../../media/bytes.ts';
import { soundFields } from './audio.ts';
import { bt709, type CodedPicture, type Colour } from '../../media/tracks/avc-parameter-sets.ts';
import { avcRecord, hevcRecord, type HevcPicture } from './parameter-sets.ts';
import {
  bitrate,
  chunkBoxes,
  dependent,
  headerBoxes,
  sync,
  type ChunkPlan,
  type HeaderPlan,
  type SamplePlan,
} from '../../media/tracks/track-plan.ts';
import { frame, pictures, videoTimescale, visualFields } from './video.ts';

/** An AVC track of any picture, with the brand of a media profile. */
export const avc = (
  picture: Partial<CodedPicture> = {},
  brand = 'cfsd',
  extra: readonly BoxNode[] = [],
): readonly BoxNode[] => {
  const coded: CodedPicture = { profile: 77, level: 11, width: 160, height: 90, colour: bt709, ...picture };
  const { width, height } = coded;
  const entry = box(
    'avc1',
    visualFields(width, height),
    rawBox('avcC', avcRecord(coded)),
    ...extra,
    bitrate(),
  );
  return picturesOf(['cmfc', 'iso6', brand], entry, width, height, pictures());
};

/** colr of type nclx, of limited range. */
export const nclx = (colour: Colour = bt709, range = 0): BoxNode =>
  rawBox(
    'colr',
    concat(ascii('nclx'), Uint8Array.from(colour.flatMap((value) => [0, value])), Uint8Array.of(range)),
  );

/** pasp of square samples, or others. */
export const pasp = (hSpacing = 1, vSpacing = 1): BoxNode => box('pasp', { hSpacing, vSpacing });

const picturesOf = (
  brands: readonly string[],
  entry: BoxNode,
  width: number,
  height: number,
  samples: readonly SamplePlan[],
): readonly BoxNode[] => {
  const header: HeaderPlan = { brands, timescale: videoTimescale, handler: 'vide', width, height, entry };
  return [...headerBoxes(header), ...chunkBoxes([{ samples }, { samples }, { samples }])];
};

/** Samples that begin with a picture of one kind and go on with others: the bytes are what each coding begins with. */
const coded = (first: Uint8Array, others: Uint8Array): readonly SamplePlan[] =>
  Array.from({ length: 50 }, (_, i) => ({
    bytes: i === 0 ? first : others,
    duration: frame,
    flags: i === 0 ? sync : dependent,
  }));

const filler = new Uint8Array(14).fill(0x55);

/** Access units of HEVC: an IDR picture, then trailing ones. */
const hevcPictures = coded(
  concat(hex('00000012 2601 af88'), filler),
  concat(hex('00000012 0201 d088'), filler),
);

export interface HevcExample extends Partial<HevcPicture> {
  readonly type?: 'hvc1' | 'hev1' | 'dvh1';
  readonly brand?: string;
  readonly extra?: readonly BoxNode[];
}

/** An HEVC track of any picture: Main, level 2, with the brand of a media profile. */
export const hevc = ({ type = 'hvc1', brand = 'chhd', extra = [], ...picture }: HevcExample = {}) => {
  const whole: HevcPicture = { profile: 1, level: 60, width: 160, height: 90, colour: bt709, ...picture };
  const { width, height } = whole;
  const entry = box(
    type,
    visualFields(width, height),
    rawBox('hvcC', hevcRecord(whole, type === 'hev1')),
    ...extra,
    bitrate(),
  );
  return picturesOf(['cmfc', 'iso6', brand], entry, width, height, hevcPictures);
};

/** Dolby Vision of profile 5: 24 bytes of configuration. */
export const dolbyVision = (profile = 5): BoxNode =>
  rawBox(
    profile > 7 ? 'dvvC' : 'dvcC',
    concat(Uint8Array.of(1, 0, profile << 1, 0x35, 0), new Uint8Array(19)),
  );

/** The configuration of AV1 in its Main profile, level 2.0, 352 by 288, with the sequence header. */
export const av1Record = hex('81000c000a0b00000004457e3e7dfcc060');

/** An AV1 track. */
export const av1 = (record: Uint8Array = av1Record): readonly BoxNode[] => {
  const entry = box('av01', visualFields(352, 288), rawBox('av1C', record), bitrate());
  const samples = coded(
    concat(hex('1200'), av1Record.subarray(4), hex('320e10'), filler.subarray(1)),
    concat(hex('1200 320e30'), filler.subarray(1)),
  );
  return picturesOf(['cmfc', 'iso6', 'av01'], entry, 352, 288, samples);
};

/** The configuration of VP9: profile 0, level 1.1, 8 bits. */
export const vp9Record = hex('01000000 00 0b 82 02 02 02 0000');

/** A VP9 track. */
export const vp9 = (record: Uint8Array = vp9Record): readonly BoxNode[] => {
  const entry = box('vp09', visualFields(160, 90), rawBox('vpcC', record), bitrate());
  return picturesOf(['cmfc', 'iso6'], entry, 160, 90, coded(hex('82498342 55'), hex('8600 55')));
};

/** The configuration of VVC without profile: arrays of one sequence and one picture parameter set. */
export const vvcRecord = hex('00000000 fe 02 8f 0001 0003 0079aa 90 0001 0003 0081aa');

/** A VVC track. */
export const vvc = (record: Uint8Array = vvcRecord): readonly BoxNode[] => {
  const entry = box('vvc1', visualFields(160, 90), rawBox('vvcC', record), bitrate());
  const samples = coded(concat(hex('00000010 0039'), filler), concat(hex('00000010 0001'), filler));
  return picturesOf(['cmfc', 'iso6'], entry, 160, 90, samples);
};

/** A track of sound in frames of one length, about two seconds a fragment. */
export const soundTrack = (
  entry: BoxNode,
  {
    frame: duration,
    count,
    ...header
  }: Partial<HeaderPlan> & { readonly frame: number; readonly count: number },
  traf: readonly BoxNode[] = [],
): readonly BoxNode[] => {
  const samples: readonly SamplePlan[] = Array.from({ length: count }, (_, i) => ({
    bytes: Uint8Array.from({ length: 12 + (i % 2) }, (_byte, n) => (n === 0 ? 0x0b : 0x70 + n)),
    duration,
  }));
  const chunk: ChunkPlan = { samples, traf };
  return [
    ...headerBoxes({ brands: ['cmfc', 'iso6'], timescale: 48000, handler: 'soun', entry, ...header }),
    ...chunkBoxes([chunk, chunk, chunk]),
  ];
};

const sound = (type: 'ac-3' | 'ec-3' | 'ac-4' | 'Opus' | 'fLaC' | 'mha1', config: BoxNode): BoxNode =>
  box(type, soundFields, config, bitrate());

/** AC-3: 48 kHz, stereo. */
export const ac3 = (): readonly BoxNode[] =>
  soundTrack(sound('ac-3', rawBox('dac3', hex('101140'))), { frame: 1536, count: 63 });

/** E-AC-3: 48 kHz, 5.1 channels. */
export const eac3 = (): readonly BoxNode[] =>
  soundTrack(sound('ec-3', rawBox('dec3', hex('0e00200f00'))), {
    frame: 1536,
    count: 63,
    brands: ['cmfc', 'iso6', 'ceac'],
  });

/** AC-4 at 48 kHz. */
export const ac4 = (): readonly BoxNode[] =>
  soundTrack(sound('ac-4', rawBox('dac4', hex('20a601'))), {
    frame: 2048,
    count: 47,
    brands: ['cmfc', 'iso6', 'ca4s'],
  });

/** Preroll of four samples for every sample of a fragment. */
const roll = box('sgpd', {
  version: 1,
  grouping_type: 'roll',
  default_length: 2,
  entry_count: 1,
  entries: hex('fffc'),
});
const rolled = (count: number): BoxNode =>
  box('sbgp', {
    grouping_type: 'roll',
    entry_count: 1,
    entries: [{ sample_count: count, group_description_index: 1 }],
  });

/** Opus of 20 ms a frame, with the preroll that RFC 7845 recommends. */
export const opus = (): readonly BoxNode[] =>
  soundTrack(
    sound('Opus', rawBox('dOps', hex('000201380000bb80000000'))),
    { frame: 960, count: 100, tables: [roll] },
    [rolled(100)],
  );

/** FLAC: 48 kHz, stereo, blocks of 4608. */
export const flac = (): readonly BoxNode[] =>
  soundTrack(
    sound(
      'fLaC',
      rawBox(
        'dfLa',
        hex('00000000 80000022 12001200 00001a 00001c 0bb802f0 00025800 00000000000000000000000000000000'),
      ),
    ),
    { frame: 4608, count: 21 },
  );

/** MPEG-H audio with its configuration in the sample entry. */
export const mpegH = (): readonly BoxNode[] =>
  soundTrack(sound('mha1', rawBox('mhaC', hex('010b02000100'))), { frame: 1024, count: 94 });
