import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { concat, hex } from '../../media/bytes.ts';
import { audioHeader, soundFields } from './audio.ts';
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
import { avcConfig, frame, picture, pictures, video, videoHeader, visualFields } from './video.ts';

/** A NAL unit with its length in front. */
export const unit = (...bytes: readonly Uint8Array[]): Uint8Array => {
  const nal = concat(...bytes);
  return concat(Uint8Array.of(0, 0, nal.length >> 8, nal.length & 255), nal);
};

/** The parameter sets of `avcConfig`. */
export const avcSps = hex('674d400beca146fc980b50101014000003000400000300c83c50a658');
export const avcPps = hex('68ebecb2');

/** The same as `avc3`: the configuration has no parameter sets, the first sample of a fragment brings them. */
export const avc3Entry: BoxNode = box(
  'avc3',
  visualFields(160, 90),
  rawBox('avcC', concat(avcConfig.subarray(0, 5), hex('e000'))),
  bitrate(),
);

/** Samples of a fragment with something in front of the first of them. */
export const beginning = (...units: readonly Uint8Array[]): readonly SamplePlan[] =>
  pictures().map((sample, i) => (i === 0 ? { ...sample, bytes: concat(...units, sample.bytes) } : sample));

/** A conforming AVC track with parameter sets in its samples. */
export const avc3Video = (
  samples: readonly (readonly SamplePlan[])[] = [1, 2, 3].map(() => beginning(unit(avcSps), unit(avcPps))),
): readonly BoxNode[] =>
  video(
    { entry: avc3Entry },
    samples.map((each) => ({ samples: each })),
  );

/** A picture with two captions characters in an SEI message (ATSC A/53, 6.2.3). */
export const captioned = (isSync: boolean): Uint8Array =>
  concat(unit(hex('06 04 0e b5 0031 47413934 03 41ff fc8080 ff 80')), picture(isSync));

export const captionedSamples = (): readonly SamplePlan[] =>
  pictures().map((sample, i) => ({ ...sample, bytes: captioned(i === 0) }));

/** A conforming AVC track with captions, announced by its brand. */
export const captionedVideo = (samples: readonly SamplePlan[] = captionedSamples()): readonly BoxNode[] =>
  video({ brands: ['cmfc', 'iso6', 'cfsd', 'ccea'] }, [{ samples }, { samples }, { samples }]);

/** An HEVCDecoderConfigurationRecord of Main profile, 320 by 180, 25 pictures a second, as x265 writes it. */
export const hevcConfig = hex(
  '0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959409a10001002e42010101600000030090000003000003003ca00a080b9f796565924caf016a02020208000003000800000300c840a2000100074401c172b42240',
);

/** An HEVC picture of one slice of this NAL unit type. */
export const hevcPicture = (type: number): Uint8Array =>
  unit(Uint8Array.of(type << 1, 1, 0xaf), new Uint8Array(40).fill(0x55));

/** Samples of an HEVC fragment: a first picture of one type, then one of another, then usual ones. */
export const hevcPictures = (first = 19, second = 1): readonly SamplePlan[] =>
  Array.from({ length: 50 }, (_, i) => ({
    bytes: hevcPicture(i === 0 ? first : i === 1 ? second : 1),
    duration: frame,
    flags: i === 0 ? sync : dependent,
  }));

/** A conforming HEVC track: an IDR picture begins each fragment. */
export const hevcVideo = (
  chunks: readonly ChunkPlan[] = [1, 2, 3].map(() => ({ samples: hevcPictures() })),
): readonly BoxNode[] => [
  ...headerBoxes({
    ...videoHeader,
    brands: ['cmfc', 'iso6', 'chhd'],
    width: 320,
    height: 180,
    entry: box(
      'hvc1',
      visualFields(320, 180),
      rawBox('hvcC', hevcConfig),
      box('colr', { colour_type: 'nclx', colour: hex('00010001000100') }),
      box('pasp', { hSpacing: 1, vSpacing: 1 }),
      bitrate(),
    ),
  }),
  ...chunkBoxes(chunks),
];

/** An AV1 sequence header of Main profile, 1280 by 720, as libaom writes it. */
const av1Sequence = hex('0a0b0000002d4cffb3c02f8004');

/** An AV1 frame: a key frame that is shown, or one that refers to others. */
const av1Frame = (isKey: boolean): Uint8Array =>
  concat(hex('3208'), Uint8Array.of(isKey ? 0x10 : 0x30), new Uint8Array(7));

export const av1Samples = (first: Uint8Array = concat(av1Sequence, av1Frame(true))): readonly SamplePlan[] =>
  Array.from({ length: 50 }, (_, i) => ({
    bytes: i === 0 ? first : av1Frame(false),
    duration: frame,
    flags: i === 0 ? sync : dependent,
  }));

export const av1Units = { sequence: av1Sequence, frame: av1Frame };

/** A conforming AV1 track. */
export const av1Video = (samples: readonly SamplePlan[] = av1Samples()): readonly BoxNode[] => [
  ...headerBoxes({
    ...videoHeader,
    brands: ['cmfc', 'iso6', 'av01'],
    width: 1280,
    height: 720,
    entry: box(
      'av01',
      visualFields(1280, 720),
      rawBox('av1C', concat(hex('81050c00'), av1Sequence)),
      bitrate(),
    ),
  }),
  ...chunkBoxes([{ samples }, { samples }, { samples }]),
];

const sound = (
  plan: Partial<HeaderPlan>,
  count: number,
  duration: number,
  bytes: Uint8Array,
  traf: readonly BoxNode[] = [],
): readonly BoxNode[] => {
  const samples = Array.from({ length: count }, () => ({ bytes, duration }));
  const chunk: ChunkPlan = { samples, traf };
  return [
    ...headerBoxes({ ...audioHeader, brands: ['cmfc', 'iso6'], ...plan }),
    ...chunkBoxes([chunk, chunk, chunk]),
  ];
};

/** A conforming AC-3 track: 48 kHz, mono, frames of 1536 samples that begin as an encoder's do. */
export const ac3Frames = (bytes: Uint8Array = hex('0b776bf108402f842b41c77aaf5e1be7')): readonly BoxNode[] =>
  sound(
    { entry: box('ac-3', { ...soundFields, channelcount: 1 }, rawBox('dac3', hex('100880')), bitrate()) },
    63,
    1536,
    bytes,
  );

/** A conforming Opus track: packets of 20 ms, four of which a decoder begins early. */
export const opusPackets = (
  bytes: Uint8Array = hex('78817bc61176f4750000078eca69dbbb'),
): readonly BoxNode[] =>
  sound(
    {
      entry: box(
        'Opus',
        { ...soundFields, channelcount: 1 },
        rawBox('dOps', hex('000101380000bb80000000')),
        bitrate(),
      ),
      tables: [
        box('sgpd', {
          version: 1,
          grouping_type: 'roll',
          default_length: 2,
          entry_count: 1,
          entries: hex('fffc'),
        }),
      ],
    },
    100,
    960,
    bytes,
    [
      box('sbgp', {
        grouping_type: 'roll',
        entry_count: 1,
        entries: [{ sample_count: 100, group_description_index: 1 }],
      }),
    ],
  );
