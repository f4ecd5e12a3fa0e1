/** Configuration records of AVC and HEVC examples, written bit by bit so that one value can be wrong. */
import { concat, hex } from '../../media/bytes.ts';
import {
  avcRecord as recordOf,
  cropping,
  nal,
  sharedVui,
  u,
  ue,
  withLength,
  type CodedPicture,
} from '../../media/tracks/avc-parameter-sets.ts';
import { avcConfig } from './video.ts';

/** The payload of avcC for a picture, with the picture parameter set of the AVC example. */
export const avcRecord = (picture: CodedPicture): Uint8Array => recordOf(picture, avcConfig.subarray(-4));

export interface HevcPicture extends CodedPicture {
  readonly tier?: number;
}

/** The general fields of profile_tier_level() (ISO/IEC 23008-2, 7.3.3). */
const profileTierLevel = ({ profile, tier = 0, level }: HevcPicture): string =>
  [
    u(2, 0),
    u(1, tier),
    u(5, profile),
    // Main is Main 10 as well.
    u(32, (profile === 1 ? 0x60000000 : 0x80000000 >>> profile) >>> 0),
    u(16, 0x9000),
    u(32, 0),
    u(8, level),
  ].join('');

/** A sequence parameter set of HEVC (ISO/IEC 23008-2, 7.3.2.2.1), 4:2:0. */
export const hevcSps = (picture: HevcPicture): Uint8Array => {
  const { profile, width, height, colour } = picture;
  const depth = profile === 2 ? 2 : 0;
  return nal(
    [0x42, 0x01],
    [
      `${u(4, 0)}${u(3, 0)}1`,
      profileTierLevel(picture),
      ue(0),
      ue(1),
      ue(Math.ceil(width / 8) * 8),
      ue(Math.ceil(height / 8) * 8),
      `1${ue(0)}${ue(cropping(width, 8))}${ue(0)}${ue(cropping(height, 8))}`,
      `${ue(depth)}${ue(depth)}`,
      `${ue(4)}1${ue(4)}${ue(0)}${ue(0)}`,
      `${ue(0)}${ue(3)}${ue(0)}${ue(3)}${ue(0)}${ue(0)}`,
      `0000${ue(0)}000`,
      // No fields, no display window, no timing, no restrictions; then no extension.
      `1${sharedVui(colour)}0000000`,
    ].join(''),
  );
};

const hevcVps = hex('40010c01ffff01600000030090000003000003003c959809');
const hevcPps = hex('4401c172b46240');

const bytesOf = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/.{8}/g) ?? [], (octet) => Number.parseInt(octet, 2));

/** An array of NAL units of one type in hvcC. */
const hevcArray = (type: number, bytes: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0x80 | type, 0, 1), withLength(bytes));

/** The payload of hvcC for a picture (ISO/IEC 14496-15, 8.3.3.1), with all sets, or without any for `hev1`. */
export const hevcRecord = (picture: HevcPicture, inBand = false): Uint8Array => {
  const depth = 0xf8 | (picture.profile === 2 ? 2 : 0);
  const fixed = Uint8Array.of(0xf0, 0, 0xfc, 0xfd, depth, depth, 0, 0, 0x0f);
  return concat(
    Uint8Array.of(1),
    bytesOf(profileTierLevel(picture)),
    fixed,
    ...(inBand
      ? [Uint8Array.of(0)]
      : [Uint8Array.of(3), hevcArray(32, hevcVps), hevcArray(33, hevcSps(picture)), hevcArray(34, hevcPps)]),
  );
};
