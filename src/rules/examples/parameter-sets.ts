/** Parameter sets and configuration records of AVC and HEVC, written bit by bit so that one value can be wrong. */
import { concat, hex } from '../../media/bytes.ts';
import { avcConfig } from './video.ts';

/** A number in so many bits, as digits. */
const u = (width: number, value: number): string => value.toString(2).padStart(width, '0');

/** An unsigned Exp-Golomb code (ISO/IEC 14496-10, 9.1). */
const ue = (value: number): string => {
  const digits = (value + 1).toString(2);
  return '0'.repeat(digits.length - 1) + digits;
};

/** A NAL unit of a header and bits: a stop bit behind them, and emulation prevention bytes where they are due. */
const nal = (header: readonly number[], bits: string): Uint8Array => {
  const digits = `${bits}1`;
  const padded = digits.padEnd(Math.ceil(digits.length / 8) * 8, '0');
  const bytes: number[] = [...header];
  let zeros = 0;
  for (const octet of padded.match(/.{8}/g) ?? []) {
    const byte = Number.parseInt(octet, 2);
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(bytes);
};

/** Primaries, transfer characteristics and matrix, by their numbers (ISO/IEC 23091-2). */
export type Colour = readonly [primaries: number, transfer: number, matrix: number];

export const bt709: Colour = [1, 1, 1];

/** A picture of an example: what its parameter set says. */
export interface CodedPicture {
  readonly profile: number;
  readonly level: number;
  readonly width: number;
  readonly height: number;
  readonly colour?: Colour;
}

/** vui_parameters() up to the chroma location: square samples, and the colour if there is one. */
const sharedVui = (colour: Colour | undefined): string =>
  `1${u(8, 1)}0${colour === undefined ? '0' : `1${u(3, 5)}01${colour.map((value) => u(8, value)).join('')}`}0`;

/** How many steps of two samples are cut off to come from whole blocks to a size. */
const cropping = (size: number, block: number): number => (Math.ceil(size / block) * block - size) / 2;

/** A sequence parameter set of AVC (ISO/IEC 14496-10, 7.3.2.1.1), progressive, 4:2:0 at 8 bits. */
export const avcSps = ({ profile, level, width, height, colour }: CodedPicture): Uint8Array =>
  nal(
    [0x67, profile, 0, level],
    [
      ue(0),
      profile >= 100 ? `${ue(1)}${ue(0)}${ue(0)}00` : '',
      ue(0),
      ue(2),
      ue(1),
      '0',
      ue(Math.ceil(width / 16) - 1),
      ue(Math.ceil(height / 16) - 1),
      '11',
      `1${ue(0)}${ue(cropping(width, 16))}${ue(0)}${ue(cropping(height, 16))}`,
      // No timing, no buffering, no picture structure, no restrictions.
      `1${sharedVui(colour)}00000`,
    ].join(''),
  );

const withLength = (bytes: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);

/** The picture parameter set of the AVC example. */
const avcPps = avcConfig.subarray(-6);

/** The payload of avcC for a picture (ISO/IEC 14496-15, 5.3.3.1). */
export const avcRecord = (picture: CodedPicture): Uint8Array =>
  concat(
    Uint8Array.of(1, picture.profile, 0, picture.level, 0xff, 0xe1),
    withLength(avcSps(picture)),
    Uint8Array.of(1),
    avcPps,
    picture.profile >= 100 ? hex('fdf8f800') : new Uint8Array(0),
  );

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
