/** What a sample entry says of its coding: the format of its pictures, or of its sound. */
import { parseAudioSpecificConfig, type AudioSpecificConfig } from '../../media/codec/aac.ts';
import type { Esds } from '../../media/codec/esds.ts';
import type { AspectRatio, ColourDescription, SharedVui } from '../../media/codec/vui.ts';
import { child, type Box } from '../../media/isobmff/box.ts';
import {
  av1Config,
  av1SequencesOf,
  avcConfig,
  avcSetsOf,
  esdsConfig,
  hevcConfig,
  hevcSetsOf,
  once,
  valueOf,
  vpConfig,
  vvcConfig,
} from './codec-records.ts';
import { originalOf, type Trak } from './header.ts';

export { avcConfig, hevcConfig, valueOf };

/** The codings of pictures that we can look into. */
export type PictureCoding = 'avc' | 'hevc' | 'vvc' | 'av1' | 'vp9';

const codings: Readonly<Record<PictureCoding, readonly string[]>> = {
  avc: ['avc1', 'avc2', 'avc3', 'avc4', 'dva1', 'dvav'],
  hevc: ['hvc1', 'hev1', 'dvh1', 'dvhe'],
  vvc: ['vvc1', 'vvi1'],
  av1: ['av01', 'dav1'],
  vp9: ['vp08', 'vp09'],
};

/** The sample entry types of a coding. */
export const entryTypesOf = (coding: PictureCoding): readonly string[] => codings[coding];

export interface PictureColour extends ColourDescription {
  readonly full_range: boolean;
}

/** What the coded pictures are, by the parameter sets or the configuration record of the sample entry. */
export interface PictureFormat {
  readonly coding: PictureCoding;
  /** Width and height in luma samples after cropping: one for each parameter set, none where it is not told. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** `profile_idc`, `general_profile_idc`, `seq_profile` or `profile` of the coding. */
  readonly profile: number;
  /** As coded: ten times the level in AVC and VP9, thirty times in HEVC, an index in AV1. The highest of all sets. */
  readonly level: number;
  readonly tier: number;
  /** `general_profile_compatibility_flags` of HEVC; 0 in others. */
  readonly compatibility: number;
  readonly bitDepth: number;
  /** What the bit stream says of colour; absent where it says nothing. */
  readonly colour?: PictureColour;
  /** The shape of a sample, where the bit stream tells it. */
  readonly aspect?: AspectRatio;
  /** Pictures a second by the timing in the bit stream, where it is told. */
  readonly frameRate?: number;
  /** The configuration box, and the bytes in it that tell all this, at an absolute offset. */
  readonly box: Box;
  readonly offset: number;
  readonly length: number;
}

const ofVui = (vui: SharedVui | undefined): Pick<PictureFormat, 'colour' | 'aspect'> => {
  const { video_signal, aspect_ratio } = vui ?? {};
  const description = video_signal?.colour_description;
  return {
    ...(video_signal === undefined || description === undefined
      ? {}
      : { colour: { ...description, full_range: video_signal.video_full_range_flag } }),
    ...(aspect_ratio === undefined || aspect_ratio.sar_width === 0 ? {} : { aspect: aspect_ratio }),
  };
};

const perSecond = (ticks: number | undefined, length: number): Pick<PictureFormat, 'frameRate'> =>
  ticks === undefined || ticks === 0 || length === 0 ? {} : { frameRate: ticks / length };

const highest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

type Format = Omit<PictureFormat, 'coding' | 'box' | 'offset' | 'length'>;
type Found = Format & { readonly at?: number; readonly bytes?: number };

const formats: Readonly<Record<PictureCoding, (box: Box) => Found | undefined>> = {
  avc: (box) => {
    const config = valueOf(avcConfig(box));
    if (config === undefined) return undefined;
    const sets = avcSetsOf(box);
    const [first] = sets;
    const [nal] = config.sequenceParameterSets;
    const timing = first?.vui?.timing;
    return {
      sizes: sets.map(({ width, height }) => ({ width, height })),
      profile: first?.profile_idc ?? config.AVCProfileIndication,
      level: sets.length === 0 ? config.AVCLevelIndication : highest(sets.map(({ level_idc }) => level_idc)),
      tier: 0,
      compatibility: 0,
      bitDepth: 8 + (first ?? config.chromaExtension ?? { bit_depth_luma_minus8: 0 }).bit_depth_luma_minus8,
      ...ofVui(first?.vui),
      ...perSecond(timing?.time_scale, 2 * (timing?.num_units_in_tick ?? 0)),
      ...(nal === undefined ? {} : { at: nal.offset, bytes: nal.bytes.length }),
    };
  },
  hevc: (box) => {
    const config = valueOf(hevcConfig(box));
    if (config === undefined) return undefined;
    const sets = hevcSetsOf(box);
    const [first] = sets;
    const profile = first ?? config;
    const timing = first?.vui?.timing;
    const nal = config.arrays.find(({ NAL_unit_type }) => NAL_unit_type === 33)?.nalus[0];
    return {
      sizes: sets.map(({ width, height }) => ({ width, height })),
      profile: profile.general_profile_idc,
      level:
        sets.length === 0
          ? config.general_level_idc
          : highest(sets.map(({ general_level_idc }) => general_level_idc)),
      tier: profile.general_tier_flag,
      compatibility: profile.general_profile_compatibility_flags,
      bitDepth: 8 + profile.bit_depth_luma_minus8,
      ...ofVui(first?.vui),
      ...perSecond(timing?.time_scale, timing?.num_units_in_tick ?? 0),
      ...(nal === undefined ? {} : { at: nal.offset, bytes: nal.bytes.length }),
    };
  },
  vvc: (box) => {
    const track = valueOf(vvcConfig(box))?.track;
    if (track === undefined) return undefined;
    const { general_profile_idc, general_level_idc, general_tier_flag } = track.native_ptl;
    return {
      sizes: [],
      profile: general_profile_idc,
      level: general_level_idc,
      tier: general_tier_flag,
      compatibility: 0,
      bitDepth: 8 + track.bit_depth_minus8,
    };
  },
  av1: (box) => {
    const config = valueOf(av1Config(box));
    if (config === undefined) return undefined;
    const sequence = av1SequencesOf(box)[0]?.header;
    const color = sequence?.color;
    return {
      sizes:
        sequence === undefined
          ? []
          : [{ width: sequence.max_frame_width, height: sequence.max_frame_height }],
      profile: config.seq_profile,
      level: config.seq_level_idx_0,
      tier: config.seq_tier_0,
      compatibility: 0,
      bitDepth: config.twelve_bit ? 12 : config.high_bitdepth ? 10 : 8,
      ...(color?.color_description_present_flag === true
        ? { colour: { ...color, full_range: color.color_range === 1 } }
        : {}),
      ...perSecond(sequence?.timing?.time_scale, sequence?.timing?.num_units_in_display_tick ?? 0),
    };
  },
  vp9: (box) => {
    const config = valueOf(vpConfig(box));
    if (config === undefined) return undefined;
    return {
      sizes: [],
      profile: config.profile,
      level: config.level,
      tier: 0,
      compatibility: 0,
      bitDepth: config.bitDepth,
      colour: {
        colour_primaries: config.colourPrimaries,
        transfer_characteristics: config.transferCharacteristics,
        matrix_coefficients: config.matrixCoefficients,
        full_range: config.videoFullRangeFlag,
      },
    };
  },
};

const configBoxes: Readonly<Record<PictureCoding, string>> = {
  avc: 'avcC',
  hevc: 'hvcC',
  vvc: 'vvcC',
  av1: 'av1C',
  vp9: 'vpcC',
};

/** The picture format of a sample entry; undefined where its configuration is missing or cannot be read. */
export const pictureOfEntry = once((entry): PictureFormat | undefined => {
  const original = originalOf(entry);
  for (const coding of Object.keys(codings) as PictureCoding[]) {
    if (!codings[coding].includes(original)) continue;
    const box = child(entry, configBoxes[coding]);
    const found = box === undefined ? undefined : formats[coding](box);
    if (box === undefined || found === undefined) return undefined;
    const { at, bytes, ...format } = found;
    const offset = at === undefined ? box.start : box.start + box.header + at;
    return { ...format, coding, box, offset, length: bytes ?? box.size };
  }
  return undefined;
});

/** The picture format of the first sample entry of a trak. */
export const pictureOf = (trak: Trak): PictureFormat | undefined => {
  const [entry] = trak.entries;
  return entry === undefined ? undefined : pictureOfEntry(entry);
};

/** What an `mp4a` sample entry says: the descriptor, and the AudioSpecificConfig in it where it is MPEG-4 audio. */
export interface AacFormat {
  readonly box: Box;
  readonly esds: Esds;
  readonly config?: AudioSpecificConfig;
}

/** The descriptor of an `mp4a` sample entry (ISO/IEC 14496-14, 6.7); undefined where there is none that can be read. */
export const aacOfEntry = once((entry): AacFormat | undefined => {
  if (originalOf(entry) !== 'mp4a') return undefined;
  const box = child(entry, 'esds');
  const esds = box === undefined ? undefined : valueOf(esdsConfig(box));
  if (box === undefined || esds === undefined) return undefined;
  const { objectTypeIndication, decoderSpecificInfo } = esds;
  const config =
    objectTypeIndication === 0x40 && decoderSpecificInfo !== undefined
      ? valueOf(parseAudioSpecificConfig(decoderSpecificInfo))
      : undefined;
  return { box, esds, ...(config === undefined ? {} : { config }) };
});

/** The same of the first sample entry of a trak. */
export const aacOf = (trak: Trak): AacFormat | undefined => {
  const [entry] = trak.entries;
  return entry === undefined ? undefined : aacOfEntry(entry);
};
