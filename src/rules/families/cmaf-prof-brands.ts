/** The brands of media profiles, and the codings that each is for (ISO/IEC 23000-19, annexes A and B, 10 and 11). */
import type { PictureCoding } from '../model/codec.ts';

const avc = ['avc1', 'avc3'];
const hevc = ['hvc1', 'hev1'];

/** Sample entry types, encryption looked through, by the brand of a media profile. */
export const profileBrands: Readonly<Record<string, readonly string[]>> = {
  cfsd: avc,
  cfhd: avc,
  chdf: avc,
  chhd: hevc,
  chh1: hevc,
  cud8: hevc,
  cud1: hevc,
  chd1: hevc,
  clg1: hevc,
  cdm1: hevc,
  av01: ['av01'],
  caac: ['mp4a'],
  caaa: ['mp4a'],
  camc: ['mp4a'],
  casu: ['mp4a'],
  ceac: ['ec-3'],
  ca4s: ['ac-4'],
  ca4m: ['ac-4'],
  dts1: ['dtsc', 'dtsh', 'dtse'],
  dts2: ['dtsx', 'dtsy'],
  dts3: ['dtsx', 'dtsy'],
  cmhs: ['mhm1', 'mhm2'],
  cmhm: ['mhm1', 'mhm2'],
  cwvt: ['wvtt'],
  im1t: ['stpp'],
  im1i: ['stpp'],
  im2t: ['stpp'],
  im2i: ['stpp'],
};

/** Brands of Dolby Vision, of which we know no more than that they tell a profile. */
export const otherProfileBrands: readonly string[] = ['dv58', 'dv09', 'dv10', 'dv20'];

/** The brands of a coding of pictures: those of AVC, or of HEVC. */
export const brandsOfCoding = (coding: PictureCoding): readonly string[] => {
  const wanted = coding === 'avc' ? avc : coding === 'hevc' ? hevc : [];
  return Object.keys(profileBrands).filter((brand) => profileBrands[brand] === wanted);
};
