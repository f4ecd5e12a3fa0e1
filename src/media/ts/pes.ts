/** PES packets, and how they are cut into packets of a transport stream (ISO/IEC 13818-1, 2.4.3.6). */
import { concat } from '../bytes.ts';
import { packet, roomOf, streamPid } from './packets.ts';

export interface PesPlan {
  /** 0xe0 for video, 0xc0 for audio. */
  readonly streamId: number;
  /** Presentation and decoding times in ticks of 90 kHz; the low 33 bits are taken. */
  readonly pts: bigint;
  readonly dts: bigint;
  readonly isRandomAccess: boolean;
  readonly bytes: Uint8Array;
}

/** A time in five bytes, after the four bits that say which it is. */
const timeBytes = (mark: number, time: bigint): readonly number[] => {
  const value = BigInt.asUintN(33, time);
  const bits = (shift: bigint, count: bigint): number => Number((value >> shift) & ((1n << count) - 1n));
  return [
    (mark << 4) | (bits(30n, 3n) << 1) | 1,
    bits(22n, 8n),
    (bits(15n, 7n) << 1) | 1,
    bits(7n, 8n),
    (bits(0n, 7n) << 1) | 1,
  ];
};

/** The most that PES_packet_length says; 0 stands for what is longer, which video may be. */
const longest = 0xffff;

const pesPacket = ({ streamId, pts, dts, bytes }: PesPlan): Uint8Array => {
  const times = pts === dts ? timeBytes(2, pts) : [...timeBytes(3, pts), ...timeBytes(1, dts)];
  const behind = 3 + times.length + bytes.length;
  const length = behind > longest ? 0 : behind;
  const head = [0, 0, 1, streamId, length >> 8, length & 255];
  const flags = [0x84, pts === dts ? 0x80 : 0xc0, times.length];
  return concat(Uint8Array.of(...head, ...flags, ...times), bytes);
};

/** How much earlier than its decoding time the first byte of a picture comes: a tenth of a second. */
const ahead = 9000n;

/** Continuity counters run modulo this. */
const counters = 16;

/**
 * The packets of the PES packets of one segment. They are cut so that their number is a multiple of 16: the continuity
 * counter begins with 0 in every segment, and still continues that of the segment before (RFC 8216, 6.2.1).
 */
export const streamPackets = (plans: readonly PesPlan[]): readonly Uint8Array[] => {
  const pieces = plans.map((plan) => {
    const bytes = pesPacket(plan);
    const first = roomOf({ isRandomAccess: plan.isRandomAccess, clock: plan.dts - ahead });
    const least = 1 + Math.ceil(Math.max(0, bytes.length - first) / roomOf({}));
    return { plan, bytes, least };
  });
  const total = pieces.reduce((sum, { least }) => sum + least, 0);
  const spare = (counters - (total % counters)) % counters;
  let counter = 0;
  return pieces.flatMap(({ plan, bytes, least }, index) => {
    const count = least + Math.floor(spare / pieces.length) + (index < spare % pieces.length ? 1 : 0);
    let at = 0;
    return Array.from({ length: count }, (_, i) => {
      const marks = i === 0 ? { isRandomAccess: plan.isRandomAccess, clock: plan.dts - ahead } : {};
      // What is left is shared by the packets that are left, each with no more than fits.
      const share = Math.ceil((bytes.length - at) / (count - i));
      const payload = bytes.subarray(
        at,
        at + (count === least ? roomOf(marks) : Math.min(share, roomOf(marks))),
      );
      at += payload.length;
      const made = packet({ pid: streamPid, isStart: i === 0, counter, payload, ...marks });
      counter += 1;
      return made;
    });
  });
};
