import { bitReader } from './bits.ts';
import { readConfigNals, type ConfigNal } from './parameter-sets.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** What follows the parameter sets for the profiles with more than 4:2:0 at 8 bits. */
export interface AvcChromaExtension {
  readonly chroma_format: number;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
  readonly sequenceParameterSetExt: readonly ConfigNal[];
  /** Whether all reserved bits of these fields are 1, as they have to be. */
  readonly reservedBitsSet: boolean;
}

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
export interface AvcConfig {
  readonly configurationVersion: number;
  readonly AVCProfileIndication: number;
  readonly profile_compatibility: number;
  readonly AVCLevelIndication: number;
  readonly lengthSizeMinusOne: number;
  /** The six reserved bits before lengthSizeMinusOne, as read; 0b111111 is right. */
  readonly reservedBeforeLengthSize: number;
  /** The three reserved bits before numOfSequenceParameterSets, as read; 0b111 is right. */
  readonly reservedBeforeSetCount: number;
  readonly sequenceParameterSets: readonly ConfigNal[];
  readonly pictureParameterSets: readonly ConfigNal[];
  /** Absent where the profile has none, and where the writer left it out, as many do. */
  readonly chromaExtension?: AvcChromaExtension;
  /** How many bytes follow what the syntax knows. */
  readonly trailingBytes: number;
}

/** Baseline, Main and Extended have no chroma extension (ISO/IEC 14496-15, 5.3.3.1.2). */
const plainProfiles: ReadonlySet<number> = new Set([66, 77, 88]);

/** The four bytes of the extension before its parameter sets. */
const extensionBits = 32;

/**
 * Reads the payload of `avcC` (ISO/IEC 14496-15, 5.3.3.1). Values are given as read, also wrong ones; broken is only
 * a record that is shorter than it says.
 */
export const parseAvcC = (payload: Uint8Array): Parsed<AvcConfig> => {
  const bits = bitReader(payload);
  const configurationVersion = bits.u(8);
  const AVCProfileIndication = bits.u(8);
  const profile_compatibility = bits.u(8);
  const AVCLevelIndication = bits.u(8);
  const reservedBeforeLengthSize = bits.u(6);
  const lengthSizeMinusOne = bits.u(2);
  const reservedBeforeSetCount = bits.u(3);
  const sequenceParameterSets = readConfigNals(bits, bits.u(5));
  const pictureParameterSets = readConfigNals(bits, bits.u(8));
  let chromaExtension: AvcChromaExtension | undefined;
  if (!plainProfiles.has(AVCProfileIndication) && bits.left >= extensionBits) {
    const [reserved6, chroma_format] = [bits.u(6), bits.u(2)];
    const [reserved5, bit_depth_luma_minus8] = [bits.u(5), bits.u(3)];
    const [reserved5Again, bit_depth_chroma_minus8] = [bits.u(5), bits.u(3)];
    chromaExtension = {
      chroma_format,
      bit_depth_luma_minus8,
      bit_depth_chroma_minus8,
      sequenceParameterSetExt: readConfigNals(bits, bits.u(8)),
      reservedBitsSet: reserved6 === 63 && reserved5 === 31 && reserved5Again === 31,
    };
  }
  if (bits.exhausted) return endsEarly('the AVC configuration', payload);
  return {
    value: {
      configurationVersion,
      AVCProfileIndication,
      profile_compatibility,
      AVCLevelIndication,
      lengthSizeMinusOne,
      reservedBeforeLengthSize,
      reservedBeforeSetCount,
      sequenceParameterSets,
      pictureParameterSets,
      ...(chromaExtension && { chromaExtension }),
      trailingBytes: bits.left / 8,
    },
  };
};
