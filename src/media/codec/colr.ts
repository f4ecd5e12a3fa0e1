import { bitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';
import type { ColourDescription } from './vui.ts';

/** ColourInformationBox (ISO/IEC 14496-12, 12.1.5). `nclc` is of QuickTime, and has no range. */
export type ColourInformation =
  | ({ readonly colour_type: 'nclx'; readonly full_range_flag: boolean } & ColourDescription)
  | ({ readonly colour_type: 'nclc' } & ColourDescription)
  | { readonly colour_type: 'rICC' | 'prof'; readonly iccProfile: Uint8Array }
  | { readonly colour_type: 'other'; readonly fourCC: string };

/** PixelAspectRatioBox (ISO/IEC 14496-12, 12.1.4). */
export interface PixelAspectRatio {
  readonly hSpacing: number;
  readonly vSpacing: number;
}

/** Reads the payload of `colr` (ISO/IEC 14496-12, 12.1.5). Broken is only what ends early. */
export const parseColr = (payload: Uint8Array): Parsed<ColourInformation> => {
  const bits = bitReader(payload);
  const colour_type = String.fromCharCode(...bits.bytes(4));
  if (bits.exhausted) return endsEarly('colr', payload);
  if (colour_type === 'rICC' || colour_type === 'prof')
    return { value: { colour_type, iccProfile: payload.subarray(4) } };
  if (colour_type !== 'nclx' && colour_type !== 'nclc')
    return { value: { colour_type: 'other', fourCC: colour_type } };
  const description = {
    colour_primaries: bits.u(16),
    transfer_characteristics: bits.u(16),
    matrix_coefficients: bits.u(16),
  };
  const value: ColourInformation =
    colour_type === 'nclc'
      ? { colour_type, ...description }
      : { colour_type, full_range_flag: bits.flag(), ...description };
  if (colour_type === 'nclx') bits.skip(7);
  return bits.exhausted ? endsEarly('colr', payload) : { value };
};

/** Reads the payload of `pasp` (ISO/IEC 14496-12, 12.1.4). Broken is only what ends early. */
export const parsePasp = (payload: Uint8Array): Parsed<PixelAspectRatio> => {
  const bits = bitReader(payload);
  const value = { hSpacing: bits.u(32), vSpacing: bits.u(32) };
  return bits.exhausted ? endsEarly('pasp', payload) : { value };
};
