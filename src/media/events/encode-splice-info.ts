import { concat } from '../bytes.ts';
import { crcMpeg2 } from '../crc.ts';
import { spliceCommandType } from './splice-command.ts';

const word = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

/** Five bytes: seven bits of `flags` and reserved bits, and a time of 33 bits in ticks of 90 kHz. */
const time33 = (flags: number, ticks: number): Uint8Array =>
  concat(Uint8Array.of(flags | (Math.floor(ticks / 2 ** 32) & 1)), word(ticks % 2 ** 32));

const spliceTime = (pts90k: number | undefined): Uint8Array =>
  pts90k === undefined ? Uint8Array.of(0x7f) : time33(0xfe, pts90k);

/** A section with the last four bytes replaced by the CRC over all before them (SCTE 35, 9.6: `CRC_32`). */
export const withCrc = (bytes: Uint8Array): Uint8Array => {
  const before = bytes.subarray(0, Math.max(0, bytes.length - 4));
  return concat(before, word(crcMpeg2(before)));
};

const section = (type: number, command: Uint8Array, descriptors: Uint8Array): Uint8Array => {
  const length = 11 + command.length + 2 + descriptors.length + 4;
  return withCrc(
    concat(
      Uint8Array.of(0xfc, 0x30 | (length >> 8), length & 0xff, 0, 0, 0, 0, 0, 0, 0),
      Uint8Array.of(0xff, 0xf0 | (command.length >> 8), command.length & 0xff, type),
      command,
      Uint8Array.of(descriptors.length >> 8, descriptors.length & 0xff),
      descriptors,
      new Uint8Array(4),
    ),
  );
};

/** The bytes of a `splice_null()` section (SCTE 35, 9.7.1). */
export const spliceNull = (): Uint8Array =>
  section(spliceCommandType.splice_null, new Uint8Array(0), new Uint8Array(0));

/**
 * The bytes of a section with a `splice_insert()` for the whole program (SCTE 35, 9.7.3): times in ticks of 90 kHz;
 * immediate without `pts90k`; a break that returns by itself where `duration90k` is given.
 */
export const spliceInsert = (event: {
  readonly eventId: number;
  readonly out: boolean;
  readonly duration90k?: number;
  readonly pts90k?: number;
}): Uint8Array => {
  const { eventId, out, duration90k, pts90k } = event;
  const flags =
    (out ? 0x80 : 0) |
    0x40 |
    (duration90k === undefined ? 0 : 0x20) |
    (pts90k === undefined ? 0x10 : 0) |
    0x0f;
  const command = concat(
    word(eventId),
    Uint8Array.of(0x7f, flags),
    pts90k === undefined ? new Uint8Array(0) : spliceTime(pts90k),
    duration90k === undefined ? new Uint8Array(0) : time33(0xfe, duration90k),
    Uint8Array.of(0, 1, 0, 0),
  );
  return section(spliceCommandType.splice_insert, command, new Uint8Array(0));
};

const segmentation = (event: {
  readonly eventId: number;
  readonly typeId: number;
  readonly duration90k?: number;
  readonly upid?: { readonly type: number; readonly bytes: Uint8Array };
}): Uint8Array => {
  const { eventId, typeId, duration90k, upid } = event;
  const upidBytes = upid?.bytes ?? new Uint8Array(0);
  const duration =
    duration90k === undefined
      ? new Uint8Array(0)
      : concat(Uint8Array.of(Math.floor(duration90k / 2 ** 32) & 0xff), word(duration90k % 2 ** 32));
  const body = concat(
    word(0x43554549),
    word(eventId),
    Uint8Array.of(0x7f, duration90k === undefined ? 0xbf : 0xff),
    duration,
    Uint8Array.of(upid?.type ?? 0, upidBytes.length),
    upidBytes,
    Uint8Array.of(typeId, 0, 0),
  );
  return concat(Uint8Array.of(2, body.length), body);
};

/**
 * The bytes of a section with a `time_signal()` (SCTE 35, 9.7.4) and, where `segmentation` is given, a segmentation
 * descriptor (10.3.3): times in ticks of 90 kHz; without `pts90k` no time is specified.
 */
export const timeSignal = (signal: {
  readonly pts90k?: number;
  readonly segmentation?: Parameters<typeof segmentation>[0];
}): Uint8Array =>
  section(
    spliceCommandType.time_signal,
    spliceTime(signal.pts90k),
    signal.segmentation === undefined ? new Uint8Array(0) : segmentation(signal.segmentation),
  );
