/** Parameter sets of AVC and the configuration record that carries them, written bit by bit. */
import { concat, hex } from '../bytes.ts';

/** A number in so many bits, as digits. */
export const u = (width: number, value: number): string => value.toString(2).padStart(width, '0');

/** An unsigned Exp-Golomb code (ISO/IEC 14496-10, 9.1). */
export const ue = (value: number): string => {
  const digits = (value + 1).toString(2);
  return '0'.repeat(digits.length - 1) + digits;
};

/** A NAL unit of a header and bits: a stop bit behind them, and emulation prevention bytes where they are due. */
export const nal = (header: readonly number[], bits: string): Uint8Array => {
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

/** What a parameter set says of a picture. */
export interface CodedPicture {
  readonly profile: number;
  readonly level: number;
  readonly width: number;
  readonly height: number;
  readonly colour?: Colour;
}

/** vui_parameters() up to the chroma location: square samples, and the colour if there is one. */
export const sharedVui = (colour: Colour | undefined): string =>
  `1${u(8, 1)}0${colour === undefined ? '0' : `1${u(3, 5)}01${colour.map((value) => u(8, value)).join('')}`}0`;

/** How many steps of two samples are cut off to come from whole blocks to a size. */
export const cropping = (size: number, block: number): number => (Math.ceil(size / block) * block - size) / 2;

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

/** Bytes with their number in front, in 16 bits. */
export const withLength = (bytes: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);

/** The payload of avcC for a picture, with one parameter set of each kind (ISO/IEC 14496-15, 5.3.3.1). */
export const avcRecord = (picture: CodedPicture, pps: Uint8Array): Uint8Array =>
  concat(
    Uint8Array.of(1, picture.profile, 0, picture.level, 0xff, 0xe1),
    withLength(avcSps(picture)),
    Uint8Array.of(1),
    withLength(pps),
    picture.profile >= 100 ? hex('fdf8f800') : new Uint8Array(0),
  );
