import { ascii, concat, viewOf } from './bytes.ts';
import { opusHead, opusPacket, opusPreSkip, opusRate, packetMilliseconds } from './opus.ts';
import type { Sample } from './sample.ts';

const blocksPerCluster = 5;

/** A number without leading zero bytes, as IDs and unsigned integers are written (RFC 8794, sections 5 and 7.2). */
const bigEndian = (value: number): Uint8Array => {
  const eight = new Uint8Array(8);
  viewOf(eight).setBigUint64(0, BigInt(value));
  return eight.subarray(eight.findIndex((byte) => byte !== 0));
};

/** An element with a size of one byte, or of four (RFC 8794, sections 4 and 6). */
const element = (id: number, ...content: Uint8Array[]): Uint8Array => {
  const data = concat(...content);
  const isShort = data.length < 0x7f;
  const size = isShort ? Uint8Array.of(0x80 + data.length) : bigEndian(0x10000000 + data.length);
  return concat(bigEndian(id), size, data);
};

const float = (value: number): Uint8Array => {
  const eight = new Uint8Array(8);
  viewOf(eight).setFloat64(0, value);
  return eight;
};

/** EBML header, a Segment of unknown size (RFC 8794, 6.2), Info and Tracks (RFC 9559, 5.1). */
const header = concat(
  element(
    0x1a45dfa3, // EBML
    element(0x4286, bigEndian(1)), // EBMLVersion
    element(0x42f7, bigEndian(1)), // EBMLReadVersion
    element(0x42f2, bigEndian(4)), // EBMLMaxIDLength
    element(0x42f3, bigEndian(8)), // EBMLMaxSizeLength
    element(0x4282, ascii('webm')), // DocType
    element(0x4287, bigEndian(4)), // DocTypeVersion
    element(0x4285, bigEndian(2)), // DocTypeReadVersion
  ),
  bigEndian(0x18538067), // Segment
  Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  element(
    0x1549a966, // Info
    element(0x2ad7b1, bigEndian(1_000_000)), // TimestampScale: milliseconds
    element(0x4d80, ascii('ingestspec')), // MuxingApp
    element(0x5741, ascii('ingestspec')), // WritingApp
  ),
  element(
    0x1654ae6b, // Tracks
    element(
      0xae, // TrackEntry
      element(0xd7, bigEndian(1)), // TrackNumber
      element(0x73c5, bigEndian(1)), // TrackUID
      element(0x83, bigEndian(2)), // TrackType: audio
      element(0x86, ascii('A_OPUS')), // CodecID
      element(0x63a2, opusHead()), // CodecPrivate
      element(0x56aa, bigEndian((opusPreSkip * 1e9) / opusRate)), // CodecDelay, in nanoseconds
      element(0x56bb, bigEndian(80_000_000)), // SeekPreRoll, in nanoseconds
      element(0xe1, element(0xb5, float(opusRate)), element(0x9f, bigEndian(1))), // Audio
    ),
  ),
);

/** A SimpleBlock (RFC 9559, 10.2): track 1, time in the cluster, a keyframe without lacing, then the packet. */
const simpleBlock = (milliseconds: number, packet: Uint8Array): Uint8Array =>
  element(0xa3, Uint8Array.of(0x81, milliseconds >> 8, milliseconds & 0xff, 0x80), packet);

/** WebM of silent Opus, one Cluster of 100 ms a frame. */
export const webmSample: Sample = {
  contentType: 'audio/webm',
  header,
  frameMilliseconds: blocksPerCluster * packetMilliseconds,
  frame: (index) =>
    element(
      0x1f43b675, // Cluster
      element(0xe7, bigEndian(index * blocksPerCluster * packetMilliseconds)), // Timestamp
      ...Array.from({ length: blocksPerCluster }, (_, block) =>
        simpleBlock(block * packetMilliseconds, opusPacket(index * blocksPerCluster + block)),
      ),
    ),
};
