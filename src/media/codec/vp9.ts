import { bitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** VPCodecConfigurationRecord (VP Codec ISO Media File Format Binding, version 1.0). */
export interface VpConfig {
  readonly version: number;
  readonly profile: number;
  /** Ten times the number of the level. */
  readonly level: number;
  readonly bitDepth: number;
  readonly chromaSubsampling: number;
  readonly videoFullRangeFlag: boolean;
  readonly colourPrimaries: number;
  readonly transferCharacteristics: number;
  readonly matrixCoefficients: number;
  /** Has to be empty for VP8 and VP9. */
  readonly codecInitializationData: Uint8Array;
}

/**
 * Reads the payload of `vpcC`, version and flags included (VP Codec ISO Media File Format Binding). Only version 1
 * has this syntax; another is told to be broken, and so is what ends early.
 */
export const parseVpcC = (payload: Uint8Array): Parsed<VpConfig> => {
  const bits = bitReader(payload);
  const version = bits.u(8);
  bits.skip(24);
  const fields = {
    profile: bits.u(8),
    level: bits.u(8),
    bitDepth: bits.u(4),
    chromaSubsampling: bits.u(3),
    videoFullRangeFlag: bits.flag(),
    colourPrimaries: bits.u(8),
    transferCharacteristics: bits.u(8),
    matrixCoefficients: bits.u(8),
  };
  const codecInitializationData = bits.bytes(bits.u(16));
  if (payload.length > 0 && version !== 1)
    return { broken: `vpcC has version ${version}, whose syntax is not known`, at: 0 };
  if (bits.exhausted) return endsEarly('the VP configuration', payload);
  return { value: { version, ...fields, codecInitializationData } };
};
