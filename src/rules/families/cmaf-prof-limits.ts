/** How far the pictures of each video profile may go (ISO/IEC 23000-19, annex A, table A.1; annex B, table B.1). */
import type { PictureCoding, PictureFormat } from '../model/codec.ts';

export interface VideoLimits {
  readonly coding: PictureCoding;
  /** `profile_idc` or `general_profile_idc`. */
  readonly profiles: readonly number[];
  /** As coded: ten times the level in AVC, thirty times in HEVC. */
  readonly level: number;
  readonly width: number;
  readonly height: number;
  /** Pictures a second. */
  readonly frameRate: number;
  readonly primaries: readonly number[];
  readonly transfers: readonly number[];
  readonly matrices: readonly number[];
}

const avc = (
  level: number,
  width: number,
  height: number,
  colours: Partial<VideoLimits> = {},
): VideoLimits => ({
  coding: 'avc',
  profiles: [66, 77, 88, 100],
  level,
  width,
  height,
  frameRate: 60,
  primaries: [1],
  transfers: [1],
  matrices: [1],
  ...colours,
});

const hevc = (
  profiles: readonly number[],
  level: number,
  width: number,
  height: number,
  colours: Partial<VideoLimits> = {},
): VideoLimits => ({ ...avc(level, width, height, colours), coding: 'hevc', profiles });

const [main, main10] = [1, 2];
/** Every stream of Main can be decoded as Main 10. */
const either = [main, main10];

/** The limits by brand. */
export const videoLimits = {
  cfsd: avc(31, 864, 576, { primaries: [1, 5, 6], transfers: [1, 6], matrices: [1, 5, 6] }),
  cfhd: avc(40, 1920, 1080),
  chdf: avc(42, 1920, 1080),
  chhd: hevc([main], 123, 1920, 1080),
  chh1: hevc(either, 123, 1920, 1080),
  cud8: hevc([main], 150, 3840, 2160),
  cud1: hevc(either, 153, 3840, 2160, {
    primaries: [1, 9],
    transfers: [1, 14, 15],
    matrices: [1, 9, 10],
  }),
  chd1: hevc([main10], 153, 3840, 2160, { primaries: [9], transfers: [16], matrices: [9, 10] }),
  clg1: hevc([main10], 153, 3840, 2160, { primaries: [9], transfers: [14, 18], matrices: [9] }),
} as const satisfies Readonly<Record<string, VideoLimits>>;

export type VideoBrand = keyof typeof videoLimits;

export const videoBrands = Object.keys(videoLimits) as VideoBrand[];

/** One thing in which pictures go further than a profile lets them. */
export interface Excess {
  readonly what: 'profile' | 'tier' | 'level' | 'picture size' | 'colour';
  readonly expected: string;
  readonly actual: string;
}

/** The flag of `general_profile_compatibility_flags` of a profile: that of profile 0 is the highest. */
const isCompatible = (flags: number, profile: number): boolean => ((flags >>> (31 - profile)) & 1) === 1;

const levelName = (coding: PictureCoding, level: number): string =>
  (level / (coding === 'hevc' ? 30 : 10)).toFixed(1);

/** 2 says nothing of colour, and neither does its absence: both are within every limit. */
const agrees = (allowed: readonly number[], told: number): boolean => told === 2 || allowed.includes(told);

/** In what pictures of the coding of a profile exceed it; empty where they keep to it. */
export const excesses = (limits: VideoLimits, picture: PictureFormat): readonly Excess[] => {
  const found: Excess[] = [];
  const { coding, profiles } = limits;
  const fits = profiles.some(
    (profile) => profile === picture.profile || isCompatible(picture.compatibility, profile),
  );
  if (!fits) {
    found.push({
      what: 'profile',
      expected: `profile ${profiles.join(' or ')}`,
      actual: `profile ${String(picture.profile)}`,
    });
  }
  if (picture.tier !== 0) found.push({ what: 'tier', expected: 'Main tier', actual: 'High tier' });
  if (picture.level > limits.level) {
    const expected = `level ${levelName(coding, limits.level)} at most`;
    found.push({ what: 'level', expected, actual: `level ${levelName(coding, picture.level)}` });
  }
  const larger = picture.sizes.find(({ width, height }) => width > limits.width || height > limits.height);
  if (larger !== undefined) {
    const expected = `${String(limits.width)}x${String(limits.height)} at most`;
    found.push({
      what: 'picture size',
      expected,
      actual: `${String(larger.width)}x${String(larger.height)}`,
    });
  }
  const { colour } = picture;
  if (
    colour !== undefined &&
    !(
      agrees(limits.primaries, colour.colour_primaries) &&
      agrees(limits.transfers, colour.transfer_characteristics) &&
      agrees(limits.matrices, colour.matrix_coefficients)
    )
  ) {
    const { primaries, transfers, matrices } = limits;
    found.push({
      what: 'colour',
      expected: `primaries ${primaries.join('/')}, transfer ${transfers.join('/')}, matrix ${matrices.join('/')}`,
      actual: `primaries ${String(colour.colour_primaries)}, transfer ${String(colour.transfer_characteristics)}, matrix ${String(colour.matrix_coefficients)}`,
    });
  }
  return found;
};

/** Whether a profile would be right to tell of pictures: its limits hold, and a wide colour is told where it has one. */
export const satisfies = (limits: VideoLimits, picture: PictureFormat): boolean =>
  picture.coding === limits.coding &&
  picture.sizes.length > 0 &&
  excesses(limits, picture).length === 0 &&
  (limits.primaries.includes(1) || picture.colour !== undefined);
