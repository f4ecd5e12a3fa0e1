import { bitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** How the channels are made of streams (RFC 7845, 5.1.1). */
export interface OpusMapping {
  readonly StreamCount: number;
  readonly CoupledCount: number;
  readonly ChannelMapping: Uint8Array;
}

/** OpusSpecificBox (Encapsulation of Opus in ISOBMFF, 4.3.2). */
export interface OpusConfig {
  readonly Version: number;
  readonly OutputChannelCount: number;
  /** In samples at 48 kHz. */
  readonly PreSkip: number;
  /** In Hz, of the original; 0 is unknown. */
  readonly InputSampleRate: number;
  /** In 1/256 dB. */
  readonly OutputGain: number;
  readonly ChannelMappingFamily: number;
  /** Absent in family 0. */
  readonly mapping?: OpusMapping;
  /** How many bytes follow what the syntax knows. */
  readonly trailingBytes: number;
}

/**
 * Reads the payload of `dOps` (Encapsulation of Opus in ISOBMFF, 4.3.2), whose numbers have the highest byte first,
 * unlike those in Ogg. Values are given as read, also wrong ones; broken is only what ends early.
 */
export const parseDOps = (payload: Uint8Array): Parsed<OpusConfig> => {
  const bits = bitReader(payload);
  const Version = bits.u(8);
  const OutputChannelCount = bits.u(8);
  const PreSkip = bits.u(16);
  const InputSampleRate = bits.u(32);
  const gain = bits.u(16);
  const ChannelMappingFamily = bits.u(8);
  const mapping =
    ChannelMappingFamily === 0
      ? undefined
      : {
          StreamCount: bits.u(8),
          CoupledCount: bits.u(8),
          ChannelMapping: bits.bytes(OutputChannelCount),
        };
  if (bits.exhausted) return endsEarly('dOps', payload);
  return {
    value: {
      Version,
      OutputChannelCount,
      PreSkip,
      InputSampleRate,
      OutputGain: gain < 2 ** 15 ? gain : gain - 2 ** 16,
      ChannelMappingFamily,
      ...(mapping && { mapping }),
      trailingBytes: bits.left / 8,
    },
  };
};
