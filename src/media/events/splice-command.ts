import type { BitCursor } from './bit-cursor.ts';

/** When a splice is to happen; `pts_time` in ticks of 90 kHz, before `pts_adjustment`, absent if it is not specified. */
export interface SpliceTime {
  readonly time_specified_flag: boolean;
  readonly pts_time?: number;
}

/** How long a break takes, in ticks of 90 kHz. */
export interface BreakDuration {
  readonly auto_return: boolean;
  readonly duration: number;
}

/** What a `splice_insert()` says of an event that it does not cancel. */
export interface SpliceInsertEvent {
  readonly out_of_network_indicator: boolean;
  readonly program_splice_flag: boolean;
  readonly duration_flag: boolean;
  readonly splice_immediate_flag: boolean;
  readonly event_id_compliance_flag: boolean;
  readonly splice_time?: SpliceTime;
  readonly components?: readonly { readonly component_tag: number; readonly splice_time?: SpliceTime }[];
  readonly break_duration?: BreakDuration;
  readonly unique_program_id: number;
  readonly avail_num: number;
  readonly avails_expected: number;
}

/** The command of a section. */
export type SpliceCommand =
  | { readonly kind: 'splice_null' | 'bandwidth_reservation' }
  | {
      readonly kind: 'splice_insert';
      readonly splice_event_id: number;
      readonly splice_event_cancel_indicator: boolean;
      /** Absent if the event is cancelled. */
      readonly event?: SpliceInsertEvent;
    }
  | { readonly kind: 'time_signal'; readonly splice_time: SpliceTime }
  | { readonly kind: 'private_command'; readonly identifier: number; readonly private_bytes: Uint8Array }
  /** Known but not looked into: a `splice_schedule()`. */
  | { readonly kind: 'splice_schedule' }
  /** A type that is reserved. */
  | { readonly kind: 'reserved' }
  /** Nothing can be said of the command, because it is encrypted. */
  | { readonly kind: 'encrypted' }
  /** The section ends inside the command. */
  | { readonly kind: 'cut' };

/** The numbers of `splice_command_type` (SCTE 35, 9.6, table 7). */
export const spliceCommandType = {
  splice_null: 0x00,
  splice_schedule: 0x04,
  splice_insert: 0x05,
  time_signal: 0x06,
  bandwidth_reservation: 0x07,
  private_command: 0xff,
} as const;

const spliceTime = (cursor: BitCursor): SpliceTime => {
  const specified = cursor.flag();
  cursor.bits(specified ? 6 : 7);
  return specified
    ? { time_specified_flag: true, pts_time: cursor.bits(33) }
    : { time_specified_flag: false };
};

const components = (cursor: BitCursor, immediate: boolean): SpliceInsertEvent['components'] => {
  const count = cursor.bits(8);
  const list: { component_tag: number; splice_time?: SpliceTime }[] = [];
  for (let i = 0; i < count && !cursor.overrun(); i++) {
    const component_tag = cursor.bits(8);
    list.push(immediate ? { component_tag } : { component_tag, splice_time: spliceTime(cursor) });
  }
  return list;
};

const breakDuration = (cursor: BitCursor): BreakDuration => {
  const auto_return = cursor.flag();
  cursor.bits(6);
  return { auto_return, duration: cursor.bits(33) };
};

const insertEvent = (cursor: BitCursor): SpliceInsertEvent => {
  const out_of_network_indicator = cursor.flag();
  const program_splice_flag = cursor.flag();
  const duration_flag = cursor.flag();
  const splice_immediate_flag = cursor.flag();
  const event_id_compliance_flag = cursor.flag();
  cursor.bits(3);
  return {
    out_of_network_indicator,
    program_splice_flag,
    duration_flag,
    splice_immediate_flag,
    event_id_compliance_flag,
    ...(program_splice_flag && !splice_immediate_flag ? { splice_time: spliceTime(cursor) } : {}),
    ...(program_splice_flag ? {} : { components: components(cursor, splice_immediate_flag) }),
    ...(duration_flag ? { break_duration: breakDuration(cursor) } : {}),
    unique_program_id: cursor.bits(16),
    avail_num: cursor.bits(8),
    avails_expected: cursor.bits(8),
  };
};

const spliceInsert = (cursor: BitCursor): SpliceCommand => {
  const splice_event_id = cursor.bits(32);
  const splice_event_cancel_indicator = cursor.flag();
  cursor.bits(7);
  const head = { kind: 'splice_insert', splice_event_id, splice_event_cancel_indicator } as const;
  return splice_event_cancel_indicator ? head : { ...head, event: insertEvent(cursor) };
};

/**
 * Reads the command of a section (SCTE 35, 9.7) where `cursor` stands. `length` is the declared length in bytes,
 * undefined where it is not specified; only commands that do not tell their own length need it. Gives `cut` where
 * the bytes end first; the cursor then says `overrun`.
 */
export const readSpliceCommand = (
  cursor: BitCursor,
  type: number,
  length: number | undefined,
): SpliceCommand => {
  const read = (): SpliceCommand => {
    switch (type) {
      case spliceCommandType.splice_null:
        return { kind: 'splice_null' };
      case spliceCommandType.bandwidth_reservation:
        return { kind: 'bandwidth_reservation' };
      case spliceCommandType.splice_insert:
        return spliceInsert(cursor);
      case spliceCommandType.time_signal:
        return { kind: 'time_signal', splice_time: spliceTime(cursor) };
      case spliceCommandType.private_command: {
        const identifier = cursor.bits(32);
        const rest = Math.max(0, (length ?? 4) - 4);
        return { kind: 'private_command', identifier, private_bytes: cursor.bytes(rest) };
      }
      default:
        cursor.bytes(length ?? 0);
        return { kind: type === spliceCommandType.splice_schedule ? 'splice_schedule' : 'reserved' };
    }
  };
  const command = read();
  return cursor.overrun() ? { kind: 'cut' } : command;
};
