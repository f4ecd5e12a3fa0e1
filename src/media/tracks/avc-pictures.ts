/**
 * Small AVC pictures that every decoder shows: an intra picture of uncompressed macroblocks, and pictures that repeat
 * the one before (ISO/IEC 14496-10, 7.3.3 to 7.3.5).
 */
import { concat, hex, join } from '../bytes.ts';
import { nal, u, ue } from './avc-parameter-sets.ts';

/** A picture parameter set of CAVLC without anything optional (7.3.2.2), for the sequence parameter set 0. */
export const plainPps = hex('68ce3880');

/** Luma and chroma of eight bars, as in test pictures of television, in the limited range. */
const bars = hex('eb8080 d21092 a910a6 90a236 6adc6a 515adc 29f06e 108080');

/** mb_type I_PCM, and zero bits up to the next byte, where a macroblock begins on a byte. */
const uncompressed = Uint8Array.of(0x0d, 0x00);

/** The 256 luma and 128 chroma samples of a macroblock of one colour. */
const macroblock = (luma: number, blue: number, red: number): Uint8Array => {
  const samples = new Uint8Array(384);
  samples.fill(luma, 0, 256);
  samples.fill(blue, 256, 320);
  samples.fill(red, 320);
  return samples;
};

const macroblocks = (size: number): number => Math.ceil(size / 16);

const withLength = (unit: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0, unit.length >> 16, (unit.length >> 8) & 255, unit.length & 255), unit);

/**
 * An IDR picture of colour bars, as a NAL unit with its length in four bytes before it. `idr` is 0 or 1: it differs
 * between IDR pictures that follow each other.
 */
export const idrPicture = (width: number, height: number, idr: number): Uint8Array => {
  const across = macroblocks(width);
  // first_mb, slice_type I, parameter set 0, frame_num, idr_pic_id, two flags of marking, slice_qp_delta, I_PCM
  const head = `${ue(0)}${ue(7)}${ue(0)}${u(4, 0)}${ue(idr)}00${ue(0)}${ue(25)}`;
  const octets = head.padEnd(Math.ceil(head.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  const pieces: Uint8Array[] = [
    Uint8Array.of(0x65),
    Uint8Array.from(octets, (octet) => Number.parseInt(octet, 2)),
  ];
  for (let i = 0; i < across * macroblocks(height); i++) {
    const bar = Math.floor(((i % across) * 8) / across) * 3;
    if (i > 0) pieces.push(uncompressed);
    pieces.push(macroblock(bars[bar] ?? 16, bars[bar + 1] ?? 128, bars[bar + 2] ?? 128));
  }
  return withLength(join([...pieces, Uint8Array.of(0x80)]));
};

/** A picture that repeats the one before it; `frame` is how many pictures behind its IDR picture it is. */
export const repeatedPicture = (width: number, height: number, frame: number): Uint8Array => {
  const all = macroblocks(width) * macroblocks(height);
  // first_mb, slice_type P, parameter set 0, frame_num, three flags, slice_qp_delta; then every macroblock is skipped
  return withLength(nal([0x41], `${ue(0)}${ue(5)}${ue(0)}${u(4, frame % 16)}000${ue(0)}${ue(all)}`));
};
