import { bitReader } from './bits.ts';
import { readHevcProfile, type HevcProfile } from './hevc-profile.ts';
import { readConfigNals, type ConfigNal } from './parameter-sets.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** NAL units of one type in `hvcC`. */
export interface HevcNalArray {
  /** True where no NAL unit of this type stands in the samples. */
  readonly array_completeness: boolean;
  readonly NAL_unit_type: number;
  readonly nalus: readonly ConfigNal[];
}

/** HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1). */
export interface HevcConfig extends HevcProfile {
  readonly configurationVersion: number;
  readonly min_spatial_segmentation_idc: number;
  readonly parallelismType: number;
  readonly chroma_format_idc: number;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
  /** Frames in 256 seconds; 0 is unspecified. */
  readonly avgFrameRate: number;
  readonly constantFrameRate: number;
  readonly numTemporalLayers: number;
  readonly temporalIdNested: number;
  readonly lengthSizeMinusOne: number;
  readonly arrays: readonly HevcNalArray[];
  /** Whether all reserved bits are 1, and those of the arrays 0, as they have to be. */
  readonly reservedBitsRight: boolean;
  /** How many bytes follow what the syntax knows. */
  readonly trailingBytes: number;
}

/**
 * Reads the payload of `hvcC` (ISO/IEC 14496-15, 8.3.3.1). Values are given as read, also wrong ones; broken is only
 * a record that is shorter than it says.
 */
export const parseHvcC = (payload: Uint8Array): Parsed<HevcConfig> => {
  const bits = bitReader(payload);
  let reservedBitsRight = true;
  const reserved = (width: number, value: number): void => {
    if (bits.u(width) !== value) reservedBitsRight = false;
  };
  const configurationVersion = bits.u(8);
  const profile = readHevcProfile(bits);
  reserved(4, 15);
  const min_spatial_segmentation_idc = bits.u(12);
  reserved(6, 63);
  const parallelismType = bits.u(2);
  reserved(6, 63);
  const chroma_format_idc = bits.u(2);
  reserved(5, 31);
  const bit_depth_luma_minus8 = bits.u(3);
  reserved(5, 31);
  const bit_depth_chroma_minus8 = bits.u(3);
  const avgFrameRate = bits.u(16);
  const constantFrameRate = bits.u(2);
  const numTemporalLayers = bits.u(3);
  const temporalIdNested = bits.u(1);
  const lengthSizeMinusOne = bits.u(2);
  const numOfArrays = bits.u(8);
  const arrays: HevcNalArray[] = [];
  for (let i = 0; i < numOfArrays && !bits.exhausted; i++) {
    const array_completeness = bits.flag();
    reserved(1, 0);
    const NAL_unit_type = bits.u(6);
    arrays.push({ array_completeness, NAL_unit_type, nalus: readConfigNals(bits, bits.u(16)) });
  }
  if (bits.exhausted) return endsEarly('the HEVC configuration', payload);
  return {
    value: {
      configurationVersion,
      ...profile,
      min_spatial_segmentation_idc,
      parallelismType,
      chroma_format_idc,
      bit_depth_luma_minus8,
      bit_depth_chroma_minus8,
      avgFrameRate,
      constantFrameRate,
      numTemporalLayers,
      temporalIdNested,
      lengthSizeMinusOne,
      arrays,
      reservedBitsRight,
      trailingBytes: bits.left / 8,
    },
  };
};
