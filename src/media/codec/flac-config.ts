import { bitReader } from './bits.ts';
import { endsEarly, type Parsed } from './parsed.ts';

/** STREAMINFO (RFC 9639, 8.2). */
export interface FlacStreamInfo {
  readonly minimumBlockSize: number;
  readonly maximumBlockSize: number;
  /** In bytes; 0 is unknown. */
  readonly minimumFrameSize: number;
  readonly maximumFrameSize: number;
  /** In Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** For each channel; 0 is unknown. */
  readonly totalSamples: number;
}

/** FLACSpecificBox (Encapsulation of FLAC in ISOBMFF, 3.3.2). */
export interface FlacConfig {
  readonly version: number;
  readonly streamInfo: FlacStreamInfo;
  /** Types of all metadata blocks, in their order; the first is 0, STREAMINFO. */
  readonly blockTypes: readonly number[];
}

const streamInfoLength = 34;

const readStreamInfo = (block: Uint8Array): FlacStreamInfo => {
  const bits = bitReader(block);
  return {
    minimumBlockSize: bits.u(16),
    maximumBlockSize: bits.u(16),
    minimumFrameSize: bits.u(24),
    maximumFrameSize: bits.u(24),
    sampleRate: bits.u(20),
    channels: bits.u(3) + 1,
    bitsPerSample: bits.u(5) + 1,
    totalSamples: bits.u(36),
  };
};

/**
 * Reads the payload of `dfLa`, version and flags included (Encapsulation of FLAC in ISOBMFF, 3.3.2). Broken is what
 * does not begin with STREAMINFO of 34 bytes, a block that ends early, and blocks of which none is told to be the
 * last.
 */
export const parseDfLa = (payload: Uint8Array): Parsed<FlacConfig> => {
  const bits = bitReader(payload);
  const version = bits.u(8);
  bits.skip(24);
  let streamInfo: FlacStreamInfo | undefined;
  const blockTypes: number[] = [];
  for (let isLast = false; !isLast;) {
    const at = bits.position / 8;
    isLast = bits.flag();
    const type = bits.u(7);
    const block = bits.bytes(bits.u(24));
    if (bits.exhausted) return endsEarly('dfLa', payload);
    if (streamInfo === undefined && (type !== 0 || block.length !== streamInfoLength))
      return { broken: 'dfLa does not begin with STREAMINFO of 34 bytes', at };
    streamInfo ??= readStreamInfo(block);
    blockTypes.push(type);
  }
  return streamInfo === undefined
    ? endsEarly('dfLa', payload)
    : { value: { version, streamInfo, blockTypes } };
};
