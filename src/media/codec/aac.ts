import { readProgramChannels } from './aac-program.ts';
import { bitReader, type BitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** How spectral band replication or parametric stereo is told, or that it is not. */
export type AacExtensionSignalling = 'none' | 'hierarchical' | 'backward-compatible';

/** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
export interface AudioSpecificConfig {
  /** Of the core, which a decoder without extensions plays: 2 is AAC-LC, 42 is USAC. */
  readonly audioObjectType: number;
  /** In Hz, of the core; 0 where the index is reserved. */
  readonly samplingFrequency: number;
  readonly channelConfiguration: number;
  /** How many channels the core has; 0 where it cannot be told. */
  readonly channels: number;
  readonly extensionSignalling: AacExtensionSignalling;
  /** 5 for SBR, 29 for parametric stereo; as it was told first. Absent without extension. */
  readonly extensionAudioObjectType?: number;
  /** False also where an extension is told to be absent. */
  readonly sbrPresent: boolean;
  readonly psPresent: boolean;
  /** In Hz, of what comes out with the extension. Absent without it. */
  readonly extensionSamplingFrequency?: number;
  /** From GASpecificConfig: false is a frame of 1024 samples, true one of 960. Absent for other object types. */
  readonly frameLengthFlag?: boolean;
}

/** By samplingFrequencyIndex (ISO/IEC 14496-3, table 1.18). */
const samplingFrequencies = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** By channelConfiguration (ISO/IEC 14496-3, table 1.19). */
const channelCounts = [0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8];

/** The object types with GASpecificConfig, and those of them that are error resilient (table 1.15). */
const generalAudio: ReadonlySet<number> = new Set([1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23]);
const resilientGeneralAudio: ReadonlySet<number> = new Set([17, 19, 20, 21, 22, 23]);

const [sbr, ps, bsac] = [5, 29, 22];

/** The patterns before the extensions (ISO/IEC 14496-3, 1.6.2.1). */
const [syncExtension, psSyncExtension] = [0x2b7, 0x548];

const readObjectType = (bits: BitReader): number => {
  const type = bits.u(5);
  return type === 31 ? 32 + bits.u(6) : type;
};

const readFrequency = (bits: BitReader): number => {
  const index = bits.u(4);
  return index === 15 ? bits.u(24) : (samplingFrequencies[index] ?? 0);
};

interface GeneralAudio {
  readonly frameLengthFlag: boolean;
  /** From a program_config_element. */
  readonly programChannels?: number;
}

/** GASpecificConfig (ISO/IEC 14496-3, 4.4.1), and epConfig behind it. */
const readGeneralAudio = (bits: BitReader, type: number, channelConfiguration: number): GeneralAudio => {
  const frameLengthFlag = bits.flag();
  if (bits.flag()) bits.skip(14); // coreCoderDelay
  const extensionFlag = bits.flag();
  const programChannels = channelConfiguration === 0 ? readProgramChannels(bits) : undefined;
  if (type === 6 || type === 20) bits.skip(3); // layerNr
  if (extensionFlag) {
    if (type === bsac) bits.skip(5 + 11); // numOfSubFrame, layer_length
    if (type === 17 || type === 19 || type === 20 || type === 23) bits.skip(3); // resilience flags
    bits.skip(1); // extensionFlag3
  }
  if (resilientGeneralAudio.has(type)) {
    const epConfig = bits.u(2);
    if (epConfig >= 2) bits.skip(bits.left); // What protects against errors is not read.
  }
  return programChannels === undefined ? { frameLengthFlag } : { frameLengthFlag, programChannels };
};

type Extension = Pick<
  AudioSpecificConfig,
  | 'extensionSignalling'
  | 'extensionAudioObjectType'
  | 'sbrPresent'
  | 'psPresent'
  | 'extensionSamplingFrequency'
>;

const noExtension: Extension = { extensionSignalling: 'none', sbrPresent: false, psPresent: false };

/** The extension that may stand behind the config, where decoders that do not know it do not look. */
const readBackwardCompatible = (bits: BitReader): Extension => {
  if (bits.left < 16 || bits.u(11) !== syncExtension) return noExtension;
  const extensionAudioObjectType = readObjectType(bits);
  if (extensionAudioObjectType !== sbr && extensionAudioObjectType !== bsac) return noExtension;
  const told = { extensionSignalling: 'backward-compatible', extensionAudioObjectType } as const;
  if (!bits.flag()) return { ...told, sbrPresent: false, psPresent: false };
  const extensionSamplingFrequency = readFrequency(bits);
  const hasPs = extensionAudioObjectType === sbr && bits.left >= 12 && bits.u(11) === psSyncExtension;
  return { ...told, sbrPresent: true, psPresent: hasPs && bits.flag(), extensionSamplingFrequency };
};

/**
 * Reads an AudioSpecificConfig, the payload of DecoderSpecificInfo in `esds` (ISO/IEC 14496-3, 1.6.2.1). Of object
 * types without GASpecificConfig, such as USAC, it reads no more than the common fields. Broken is only what ends
 * early.
 */
export const parseAudioSpecificConfig = (bytes: Uint8Array): Parsed<AudioSpecificConfig> => {
  const bits = bitReader(bytes);
  let audioObjectType = readObjectType(bits);
  const samplingFrequency = readFrequency(bits);
  const channelConfiguration = bits.u(4);
  let extension = noExtension;
  if (audioObjectType === sbr || audioObjectType === ps) {
    extension = {
      extensionSignalling: 'hierarchical',
      extensionAudioObjectType: audioObjectType,
      sbrPresent: true,
      psPresent: audioObjectType === ps,
      extensionSamplingFrequency: readFrequency(bits),
    };
    audioObjectType = readObjectType(bits);
    if (audioObjectType === bsac) bits.skip(4); // extensionChannelConfiguration
  }
  const general = generalAudio.has(audioObjectType)
    ? readGeneralAudio(bits, audioObjectType, channelConfiguration)
    : undefined;
  if (general !== undefined && extension === noExtension && !bits.exhausted)
    extension = readBackwardCompatible(bits);
  if (bits.exhausted) return endsEarly('the AudioSpecificConfig', bytes);
  return {
    value: {
      audioObjectType,
      samplingFrequency,
      channelConfiguration,
      channels: general?.programChannels ?? channelCounts[channelConfiguration] ?? 0,
      ...extension,
      ...(general && { frameLengthFlag: general.frameLengthFlag }),
    },
  };
};
