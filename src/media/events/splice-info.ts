import { viewOf } from '../bytes.ts';
import type { Parsed } from '../codec/parsed.ts';
import { crcMpeg2 } from '../crc.ts';
import { bitCursor } from './bit-cursor.ts';
import type { Fault } from './fault.ts';
import { readSpliceCommand } from './splice-command.ts';
import type { SpliceCommand } from './splice-command.ts';
import { readSpliceDescriptors } from './splice-descriptor.ts';
import type { SpliceDescriptor } from './splice-descriptor.ts';

/** A splice information section: all that could be read of it, and what is wrong with it. */
export interface SpliceInfo {
  readonly table_id: number;
  readonly section_syntax_indicator: boolean;
  readonly private_indicator: boolean;
  readonly sap_type: number;
  readonly section_length: number;
  readonly protocol_version: number;
  readonly encrypted_packet: boolean;
  readonly encryption_algorithm: number;
  /** In ticks of 90 kHz, to be added to every `pts_time` modulo 2^33. */
  readonly pts_adjustment: number;
  readonly cw_index: number;
  readonly tier: number;
  /** 0xFFF says that it is not specified. */
  readonly splice_command_length: number;
  /** Without meaning where the packet is encrypted. */
  readonly splice_command_type: number;
  readonly command: SpliceCommand;
  /** Absent where the loop could not be found. */
  readonly descriptor_loop_length?: number;
  readonly descriptors: readonly SpliceDescriptor[];
  /** The last four bytes of the section; absent where it is too short. */
  readonly CRC_32?: number;
  /** The CRC over the section with its CRC_32: 0 if that is right. */
  readonly crcResidue: number;
  readonly faults: readonly Fault[];
}

const tableId = 0xfc;
/** The bytes before the command. */
const commandAt = 14;
/** Where splice_command_length begins. */
const lengthAt = 11;
const unspecified = 0xfff;
const crcLength = 4;
/** The types of the commands whose fields, as we read them, tell where they end. */
const endsByItself = new Set([0x00, 0x05, 0x06, 0x07]);

const headerOf = (bytes: Uint8Array) => {
  const cursor = bitCursor(bytes);
  return {
    table_id: cursor.bits(8),
    section_syntax_indicator: cursor.flag(),
    private_indicator: cursor.flag(),
    sap_type: cursor.bits(2),
    section_length: cursor.bits(12),
    protocol_version: cursor.bits(8),
    encrypted_packet: cursor.flag(),
    encryption_algorithm: cursor.bits(6),
    pts_adjustment: cursor.bits(33),
    cw_index: cursor.bits(8),
    tier: cursor.bits(12),
    splice_command_length: cursor.bits(12),
    splice_command_type: cursor.bits(8),
  };
};

interface Body {
  readonly command: SpliceCommand;
  readonly descriptor_loop_length?: number;
  readonly descriptors: readonly SpliceDescriptor[];
  readonly faults: readonly Fault[];
}

/** Whether a descriptor loop that begins at `at` ends exactly where the CRC begins. */
const loopFits = (section: Uint8Array, at: number, crcAt: number): boolean =>
  at + 2 <= crcAt && at + 2 + viewOf(section).getUint16(at) === crcAt;

const readLoop = (section: Uint8Array, at: number, crcAt: number): Omit<Body, 'command'> => {
  if (at + 2 > crcAt)
    return {
      descriptors: [],
      faults: [{ at: lengthAt, says: 'the section has no room for the descriptor loop' }],
    };
  const length = viewOf(section).getUint16(at);
  const end = at + 2 + length;
  const { descriptors, faults } = readSpliceDescriptors(section, at + 2, Math.min(end, crcAt));
  const lengthFault =
    end > crcAt
      ? [{ at, says: `the descriptor loop claims ${length} bytes and ${crcAt - at - 2} are there` }]
      : end < crcAt
        ? [{ at: end, says: `${crcAt - end} bytes stand between the descriptor loop and the CRC` }]
        : [];
  return { descriptor_loop_length: length, descriptors, faults: [...lengthFault, ...faults] };
};

const readBody = (section: Uint8Array, type: number, declared: number, crcAt: number): Body => {
  const room = crcAt - commandAt;
  const length = declared === unspecified ? undefined : declared;
  const cursor = bitCursor(section, commandAt, crcAt);
  const command = readSpliceCommand(cursor, type, length);
  const taken = cursor.at() - commandAt;
  const faults: Fault[] = [];
  if (length === undefined) {
    if (!endsByItself.has(type)) {
      const says = 'splice_command_length is not specified for a command that does not tell its own length';
      return { command, descriptors: [], faults: [{ at: lengthAt, says }] };
    }
  } else if (length > room) {
    faults.push({ at: lengthAt, says: `splice_command_length is ${length} and ${room} bytes are there` });
  } else if (command.kind !== 'cut' && taken !== length) {
    const says = `splice_command_length is ${length} and the command takes ${taken} bytes`;
    faults.push({ at: lengthAt, says });
  }
  if (command.kind === 'cut') {
    faults.push({ at: commandAt, says: 'the section ends inside its command' });
    if (length === undefined || length > room) return { command, descriptors: [], faults };
  }
  const declaredEnd = commandAt + (length ?? taken);
  // Where only the length of the command itself makes the rest add up, the rest is read from there.
  const end =
    !loopFits(section, declaredEnd, crcAt) && loopFits(section, commandAt + taken, crcAt)
      ? commandAt + taken
      : declaredEnd;
  const loop = readLoop(section, end, crcAt);
  return { ...loop, command, faults: [...faults, ...loop.faults] };
};

/**
 * Reads a `splice_info_section()` (SCTE 35, 9.6), whose bytes should be exactly `bytes`. Broken only where this is no
 * such section: another `table_id`, or fewer bytes than the fields before the command. Everything else that is wrong
 * stands in `faults`, with its offset, beside what could be read; a wrong CRC is no fault but a `crcResidue`.
 */
export const parseSpliceInfo = (bytes: Uint8Array): Parsed<SpliceInfo> => {
  if (bytes[0] !== tableId) return { broken: 'the bytes do not begin with the table_id 0xFC', at: 0 };
  if (bytes.length < commandAt) return { broken: 'the section ends inside its header', at: bytes.length };
  const header = headerOf(bytes);
  const declaredEnd = 3 + header.section_length;
  const section = bytes.subarray(0, Math.min(declaredEnd, bytes.length));
  const faults: Fault[] = [];
  if (declaredEnd !== bytes.length)
    faults.push({
      at: 1,
      says: `section_length is ${header.section_length} and ${bytes.length - 3} bytes follow it`,
    });
  const crcAt = section.length - crcLength;
  const crc = {
    crcResidue: crcMpeg2(section),
    ...(crcAt < 3 ? {} : { CRC_32: viewOf(section).getUint32(crcAt) }),
  };
  if (crcAt < commandAt) {
    faults.push({ at: section.length, says: 'the section has no room for its fields and the CRC' });
    return { value: { ...header, ...crc, command: { kind: 'cut' }, descriptors: [], faults } };
  }
  if (header.encrypted_packet)
    return { value: { ...header, ...crc, command: { kind: 'encrypted' }, descriptors: [], faults } };
  const body = readBody(section, header.splice_command_type, header.splice_command_length, crcAt);
  return { value: { ...header, ...crc, ...body, faults: [...faults, ...body.faults] } };
};
