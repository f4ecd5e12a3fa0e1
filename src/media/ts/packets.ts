/** Packets of an MPEG-2 transport stream, and the tables that say what is in it (ISO/IEC 13818-1, 2.4). */
import { concat, viewOf } from '../bytes.ts';
import { crcMpeg2 } from '../crc.ts';

/** Bytes of a packet, and of its header. */
export const packetSize = 188;
const headerSize = 4;

export interface PacketPlan {
  readonly pid: number;
  /** The first packet of a section or of a PES packet. */
  readonly isStart: boolean;
  /** continuity_counter: the low four bits are taken. */
  readonly counter: number;
  readonly payload: Uint8Array;
  /** random_access_indicator: a decoder may begin here. */
  readonly isRandomAccess?: boolean;
  /** program_clock_reference_base, in ticks of 90 kHz. */
  readonly clock?: bigint;
}

/** The six bytes of a program clock reference whose extension is 0 (2.4.3.5). */
const clockBytes = (base: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  viewOf(bytes).setBigUint64(0, (BigInt.asUintN(33, base) << 15n) | (0x3fn << 9n));
  return bytes.subarray(2);
};

/** How many bytes of payload fit into a packet at most. */
export const roomOf = ({ clock, isRandomAccess }: Pick<PacketPlan, 'clock' | 'isRandomAccess'>): number => {
  if (clock !== undefined) return packetSize - headerSize - 8;
  return packetSize - headerSize - (isRandomAccess === true ? 2 : 0);
};

/** One packet; what its payload does not fill is stuffing in the adaptation field. */
export const packet = ({ pid, isStart, counter, payload, isRandomAccess, clock }: PacketPlan): Uint8Array => {
  const bytes = new Uint8Array(packetSize).fill(0xff);
  const field = packetSize - headerSize - payload.length;
  bytes.set([0x47, (isStart ? 0x40 : 0) | (pid >> 8), pid & 255, (field > 0 ? 0x30 : 0x10) | (counter & 15)]);
  if (field > 0) bytes[headerSize] = field - 1;
  if (field > 1)
    bytes[headerSize + 1] = (isRandomAccess === true ? 0x40 : 0) | (clock === undefined ? 0 : 0x10);
  if (clock !== undefined) bytes.set(clockBytes(clock), headerSize + 2);
  bytes.set(payload, packetSize - payload.length);
  return bytes;
};

/** A section of a table in one packet: the syntax that all have, version 0, current, alone (2.4.4). */
const section = (table: number, extension: number, body: Uint8Array): Uint8Array => {
  const length = 5 + body.length + 4;
  const head = Uint8Array.of(table, 0xb0, length, extension >> 8, extension & 255, 0xc1, 0, 0);
  const crc = new Uint8Array(4);
  viewOf(crc).setUint32(0, crcMpeg2(concat(head, body)));
  const filled = new Uint8Array(packetSize - headerSize).fill(0xff);
  filled.set(concat(Uint8Array.of(0), head, body, crc));
  return filled;
};

/** Where things are in our transport streams: PIDs, and the only program. */
const program = 1;
const mapPid = 0x1000;
export const streamPid = 0x100;

/** The packets of the program association table and of the program map table of a stream of one kind. */
export const tables = (streamType: number, counter: number): Uint8Array =>
  concat(
    packet({
      pid: 0,
      isStart: true,
      counter,
      payload: section(0, 1, Uint8Array.of(0, program, 0xe0 | (mapPid >> 8), mapPid & 255)),
    }),
    packet({
      pid: mapPid,
      isStart: true,
      counter,
      payload: section(
        2,
        program,
        Uint8Array.of(
          ...[0xe0 | (streamPid >> 8), streamPid & 255, 0xf0, 0],
          ...[streamType, 0xe0 | (streamPid >> 8), streamPid & 255, 0xf0, 0],
        ),
      ),
    }),
  );
