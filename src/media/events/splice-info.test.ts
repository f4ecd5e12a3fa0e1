import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat } from '../bytes.ts';
import { spliceInsert, spliceNull, timeSignal, withCrc } from './encode-splice-info.ts';
import { parseSpliceInfo } from './splice-info.ts';
import type { SpliceInfo } from './splice-info.ts';

const known = Uint8Array.from(
  'fc302100000000000000fff010050000032b7fef7ffe001a17b0c00000000000e4612402'.match(/../g) ?? [],
  (digits) => parseInt(digits, 16),
);

const read = (bytes: Uint8Array): SpliceInfo => {
  const parsed = parseSpliceInfo(bytes);
  if ('broken' in parsed) throw new Error(parsed.broken);
  return parsed.value;
};

/** The section with some bytes put in at an offset, and the CRC made right again. */
const patched = (section: Uint8Array, at: number, ...bytes: readonly number[]): Uint8Array =>
  withCrc(section.map((byte, i) => bytes[i - at] ?? byte));

test('a section from the field is read without a fault', () => {
  expect(read(known)).toEqual({
    table_id: 0xfc,
    section_syntax_indicator: false,
    private_indicator: false,
    sap_type: 3,
    section_length: 33,
    protocol_version: 0,
    encrypted_packet: false,
    encryption_algorithm: 0,
    pts_adjustment: 0,
    cw_index: 0,
    tier: 0xfff,
    splice_command_length: 16,
    splice_command_type: 5,
    command: {
      kind: 'splice_insert',
      splice_event_id: 0x32b,
      splice_event_cancel_indicator: false,
      event: {
        out_of_network_indicator: true,
        program_splice_flag: true,
        duration_flag: true,
        splice_immediate_flag: false,
        event_id_compliance_flag: true,
        splice_time: { time_specified_flag: false },
        break_duration: { auto_return: true, duration: 1_710_000 },
        unique_program_id: 0xc000,
        avail_num: 0,
        avails_expected: 0,
      },
    },
    descriptor_loop_length: 0,
    descriptors: [],
    CRC_32: 0xe4612402,
    crcResidue: 0,
    faults: [],
  });
});

test('a wrong bit leaves a residue, and withCrc mends it', () => {
  const wrong = known.map((byte, i) => (i === 17 ? byte ^ 1 : byte));
  expect(read(wrong).crcResidue).not.toBe(0);
  expect(read(withCrc(wrong)).crcResidue).toBe(0);
});

test('what we write, we read: times have 33 bits', () => {
  const late = 2 ** 33 - 1;
  const insert = read(spliceInsert({ eventId: 9, out: false, pts90k: late, duration90k: 2 ** 32 }));
  expect(insert).toMatchObject({ crcResidue: 0, faults: [] });
  expect(insert.command).toMatchObject({
    splice_event_id: 9,
    event: {
      out_of_network_indicator: false,
      splice_immediate_flag: false,
      splice_time: { pts_time: late },
      break_duration: { duration: 2 ** 32 },
    },
  });
  const now = read(spliceInsert({ eventId: 9, out: true }));
  expect(now).toMatchObject({ faults: [], command: { event: { splice_immediate_flag: true } } });
  expect(read(spliceNull())).toMatchObject({ faults: [], command: { kind: 'splice_null' } });
});

test('a time signal has its segmentation descriptor', () => {
  const upid = { type: 9, bytes: ascii('SIGNAL:x') };
  const section = timeSignal({
    pts90k: 90,
    segmentation: { eventId: 4, typeId: 0x34, duration90k: 2 ** 33, upid },
  });
  expect(read(section)).toMatchObject({
    faults: [],
    crcResidue: 0,
    command: { kind: 'time_signal', splice_time: { time_specified_flag: true, pts_time: 90 } },
    descriptors: [
      {
        at: 21,
        splice_descriptor_tag: 2,
        identifier: 0x43554549,
        segmentation: {
          segmentation_event_id: 4,
          event: {
            program_segmentation_flag: true,
            segmentation_duration: 2 ** 33,
            segmentation_upid_type: 9,
            segmentation_upid: upid.bytes,
            segmentation_type_id: 0x34,
          },
        },
      },
    ],
  });
});

test('a command without a length is read by its own fields', () => {
  expect(read(patched(known, 11, 0xff, 0xff))).toMatchObject({
    splice_command_length: 0xfff,
    faults: [],
    descriptor_loop_length: 0,
  });
  expect(read(patched(known, 11, 0xff, 0xff, 0x04)).faults).toMatchObject([{ at: 11 }]);
});

test('a wrong length of the command is a fault, and the command is read all the same', () => {
  for (const length of [0, 5, 15, 17, 200]) {
    const info = read(patched(known, 12, length));
    expect(info.faults[0]).toMatchObject({ at: 11 });
    expect(info).toMatchObject({ command: { splice_event_id: 0x32b }, descriptor_loop_length: 0 });
  }
});

test('wrong lengths elsewhere are faults', () => {
  expect(read(concat(known, ascii('x')))).toMatchObject({ crcResidue: 0, faults: [{ at: 1 }] });
  expect(read(known.subarray(0, 30)).faults).toMatchObject([{ at: 1 }, { at: 11 }, { at: 14 }]);
  expect(read(known.subarray(0, 16))).toMatchObject({
    command: { kind: 'cut' },
    faults: [{ at: 1 }, { at: 16 }],
  });
  expect(read(patched(known, 30, 0, 9)).faults).toMatchObject([{ at: 30 }]);
  const signal = timeSignal({ segmentation: { eventId: 4, typeId: 0x34 } });
  expect(read(patched(signal, 18, 200)).faults).toMatchObject([{ at: 17 }]);
  expect(read(patched(signal, 30, 200)).faults).toMatchObject([{ at: 17 }]);
});

test('an encrypted packet is not looked into, and a schedule is passed over', () => {
  expect(read(patched(known, 4, 0x80))).toMatchObject({ command: { kind: 'encrypted' }, faults: [] });
  expect(read(patched(known, 13, 4))).toMatchObject({ command: { kind: 'splice_schedule' }, faults: [] });
  expect(read(patched(known, 13, 0xff))).toMatchObject({
    command: { kind: 'private_command', identifier: 0x32b },
    faults: [],
  });
});

test('what is no section is broken', () => {
  expect(parseSpliceInfo(new Uint8Array(0))).toHaveProperty('broken');
  expect(parseSpliceInfo(Uint8Array.of(0x47, ...known.subarray(1)))).toMatchObject({ at: 0 });
  expect(parseSpliceInfo(known.subarray(0, 13))).toMatchObject({ at: 13 });
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(40), (bytes, kept) => {
      expect(parseSpliceInfo(bytes)).toBeTypeOf('object');
      expect(parseSpliceInfo(concat(known.subarray(0, kept), bytes))).toBeTypeOf('object');
    }),
  );
});
