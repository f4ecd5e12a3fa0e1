import { bitReader, type BitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** What AC-3 and Enhanced AC-3 say alike of a substream. */
interface Ac3Stream {
  readonly fscod: number;
  readonly bsid: number;
  readonly bsmod: number;
  readonly acmod: number;
  readonly lfeon: number;
  /** In Hz; 0 where the code is reserved. */
  readonly samplingFrequency: number;
  /** Full channels and the one for low frequencies, without those of dependent substreams. */
  readonly channels: number;
}

/** AC3SpecificBox (ETSI TS 102 366, F.4). */
export interface Ac3Config extends Ac3Stream {
  readonly bit_rate_code: number;
  /** In kbit/s; 0 where the code is reserved. */
  readonly bitRate: number;
}

export interface Ec3Substream extends Ac3Stream {
  readonly asvc: number;
  readonly num_dep_sub: number;
  /** Where dependent substreams put further channels; absent without them. */
  readonly chan_loc?: number;
}

/** EC3SpecificBox (ETSI TS 102 366, F.6). */
export interface Ec3Config {
  /** In kbit/s. */
  readonly data_rate: number;
  /** As many as num_ind_sub + 1. */
  readonly substreams: readonly Ec3Substream[];
  /** complexity_index_type_a, where joint object coding is told (ETSI TS 103 420, C.3.2.3). */
  readonly jocComplexity?: number;
  /** How many bytes follow what the syntax knows. */
  readonly trailingBytes: number;
}

/** The head of AC4SpecificBox (ETSI TS 103 190-2, E.5 and E.6). */
export interface Ac4Config {
  readonly ac4_dsi_version: number;
  readonly bitstream_version: number;
  /** In Hz. */
  readonly samplingFrequency: number;
  readonly frame_rate_index: number;
  readonly n_presentations: number;
  /** How long the whole payload is, in bytes. */
  readonly length: number;
}

/** By fscod (ETSI TS 102 366, table 4.1). */
const samplingFrequencies = [48_000, 44_100, 32_000, 0];

/** By acmod (ETSI TS 102 366, table 4.3). */
const fullChannels = [2, 1, 2, 3, 3, 4, 4, 5];

/** In kbit/s, by bit_rate_code (ETSI TS 102 366, table F.4.1). */
const bitRates = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640];

const channelsOf = (acmod: number, lfeon: number): number => (fullChannels[acmod] ?? 0) + lfeon;

/** Reads the payload of `dac3` (ETSI TS 102 366, F.4). Broken is only what ends early. */
export const parseDac3 = (payload: Uint8Array): Parsed<Ac3Config> => {
  const bits = bitReader(payload);
  const [fscod, bsid, bsmod] = [bits.u(2), bits.u(5), bits.u(3)];
  const [acmod, lfeon, bit_rate_code] = [bits.u(3), bits.u(1), bits.u(5)];
  bits.skip(5);
  if (bits.exhausted) return endsEarly('dac3', payload);
  const stream = { fscod, bsid, bsmod, acmod, lfeon, bit_rate_code };
  const samplingFrequency = samplingFrequencies[fscod] ?? 0;
  const bitRate = bitRates[bit_rate_code] ?? 0;
  return { value: { ...stream, samplingFrequency, channels: channelsOf(acmod, lfeon), bitRate } };
};

const readSubstream = (bits: BitReader): Ec3Substream => {
  const [fscod, bsid] = [bits.u(2), bits.u(5)];
  bits.skip(1);
  const [asvc, bsmod, acmod, lfeon] = [bits.u(1), bits.u(3), bits.u(3), bits.u(1)];
  bits.skip(3);
  const num_dep_sub = bits.u(4);
  const chan_loc = num_dep_sub > 0 ? bits.u(9) : undefined;
  if (num_dep_sub === 0) bits.skip(1);
  return {
    fscod,
    bsid,
    asvc,
    bsmod,
    acmod,
    lfeon,
    num_dep_sub,
    ...(chan_loc !== undefined && { chan_loc }),
    samplingFrequency: samplingFrequencies[fscod] ?? 0,
    channels: channelsOf(acmod, lfeon),
  };
};

/**
 * Reads the payload of `dec3` (ETSI TS 102 366, F.6), and the extension for joint object coding if it is there (ETSI
 * TS 103 420). Broken is only what ends early.
 */
export const parseDec3 = (payload: Uint8Array): Parsed<Ec3Config> => {
  const bits = bitReader(payload);
  const data_rate = bits.u(13);
  const count = bits.u(3) + 1;
  const substreams = Array.from({ length: count }, () => readSubstream(bits));
  if (bits.exhausted) return endsEarly('dec3', payload);
  let jocComplexity: number | undefined;
  if (bits.left >= 16) {
    bits.skip(7);
    if (bits.flag()) jocComplexity = bits.u(8); // flag_ec3_extension_type_a
    bits.align();
  }
  return {
    value: {
      data_rate,
      substreams,
      ...(jocComplexity !== undefined && { jocComplexity }),
      trailingBytes: bits.left / 8,
    },
  };
};

/** Reads the head of the payload of `dac4` (ETSI TS 103 190-2, E.6). Broken is only what ends inside it. */
export const parseDac4 = (payload: Uint8Array): Parsed<Ac4Config> => {
  const bits = bitReader(payload);
  const [ac4_dsi_version, bitstream_version] = [bits.u(3), bits.u(7)];
  const samplingFrequency = bits.flag() ? 48_000 : 44_100; // fs_index
  const [frame_rate_index, n_presentations] = [bits.u(4), bits.u(9)];
  if (bits.exhausted) return endsEarly('dac4', payload);
  const head = { ac4_dsi_version, bitstream_version, samplingFrequency, frame_rate_index, n_presentations };
  return { value: { ...head, length: payload.length } };
};
