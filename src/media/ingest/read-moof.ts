import type { FragmentFacts } from './ingest-object.ts';

/** What the header of a track says of samples for which a fragment says nothing: `trex` (ISO/IEC 14496-12, 8.8.3). */
export interface TrackDefaults {
  readonly duration: number;
  /** Bytes of a sample; undefined where it is not known. */
  readonly size: number | undefined;
}

/** What was read of a moof. */
export interface MoofReading {
  readonly facts: FragmentFacts;
  /** Bytes from the beginning of the moof up to the end of its last sample; undefined where that cannot be told. */
  readonly reach: number | undefined;
  /** What cannot be read, as a noun phrase. */
  readonly fault?: string;
}

const mfhd = 0x6d666864;
const traf = 0x74726166;
const tfhd = 0x74666864;
const tfdt = 0x74666474;
const trun = 0x7472756e;

interface Found {
  sequenceNumber: number | undefined;
  trackId: number | undefined;
  baseMediaDecodeTime: bigint | undefined;
  duration: bigint;
  samples: number;
  reach: number | undefined;
  fault: string | undefined;
}

/** Calls back for each box that lies in [from, to) of the view; tells of the first that does not fit. */
const each = (
  view: DataView,
  from: number,
  to: number,
  found: Found,
  visit: (type: number, at: number, end: number) => void,
): void => {
  let at = from;
  while (at + 8 <= to) {
    const size = view.getUint32(at);
    if (size < 8 || size > to - at) {
      found.fault ??= `a box of ${String(size)} bytes inside moof, where ${String(to - at)} are left`;
      return;
    }
    visit(view.getUint32(at + 4), at + 8, at + size);
    at += size;
  }
};

/** One trun (8.8.8) whose version and flags stand at `at`, for the defaults that hold: adds up what it says. */
const addRun = (
  view: DataView,
  at: number,
  end: number,
  defaults: TrackDefaults,
  found: Found,
  /** Where the samples of this run begin unless it says so itself, from the moof on; undefined where nobody knows. */
  usual: number | undefined,
): void => {
  if (end - at < 8) {
    found.fault ??= 'a trun without room for its fields';
    found.reach = undefined;
    return;
  }
  const flags = view.getUint32(at) & 0xffffff;
  const count = view.getUint32(at + 4);
  let next = at + 8;
  let start = usual;
  if ((flags & 1) !== 0) {
    start = next + 4 <= end && usual !== undefined ? view.getInt32(next) : undefined;
    next += 4;
  }
  if ((flags & 4) !== 0) next += 4;
  const [duration, size] = [(flags & 0x100) !== 0, (flags & 0x200) !== 0];
  const width = [0x100, 0x200, 0x400, 0x800].filter((bit) => (flags & bit) !== 0).length * 4;
  const room = width === 0 ? Infinity : Math.max(0, Math.floor((end - next) / width));
  if (count > room)
    found.fault ??= `a trun that declares ${String(count)} samples and has room for ${String(room)}`;
  const read = Math.min(count, room);
  let ticks = 0;
  let bytes: number | undefined = size ? 0 : defaults.size === undefined ? undefined : read * defaults.size;
  if (duration || size) {
    for (let i = 0; i < read; i++, next += width) {
      if (duration) ticks += view.getUint32(next);
      if (size) bytes = (bytes ?? 0) + view.getUint32(next + (duration ? 4 : 0));
    }
  }
  found.samples += read;
  found.duration += duration ? BigInt(ticks) : BigInt(read) * BigInt(defaults.duration);
  found.reach = start === undefined || bytes === undefined ? undefined : start + bytes;
};

const readTraf = (view: DataView, from: number, to: number, known: TrackDefaults, found: Found): void => {
  let defaults = known;
  let relative = true;
  let runs = 0;
  each(view, from, to, found, (type, at, end) => {
    if (type === tfhd && end - at >= 8) {
      const flags = view.getUint32(at) & 0xffffff;
      found.trackId ??= view.getUint32(at + 4);
      let next = at + 8 + ((flags & 1) !== 0 ? 8 : 0) + ((flags & 2) !== 0 ? 4 : 0);
      const word = (): number | undefined => {
        next += 4;
        return next <= end ? view.getUint32(next - 4) : undefined;
      };
      const duration = (flags & 8) !== 0 ? word() : undefined;
      const size = (flags & 0x10) !== 0 ? word() : undefined;
      defaults = { duration: duration ?? known.duration, size: size ?? known.size };
      relative = (flags & 1) === 0;
    } else if (type === tfdt && end - at >= 8) {
      const wide = view.getUint8(at) === 1;
      if (wide && end - at < 12) found.fault ??= 'a tfdt without room for its time';
      else found.baseMediaDecodeTime ??= wide ? view.getBigUint64(at + 4) : BigInt(view.getUint32(at + 4));
    } else if (type === trun) {
      addRun(view, at, end, defaults, found, runs === 0 ? (relative ? 0 : undefined) : found.reach);
      runs += 1;
    }
  });
};

/**
 * Reads the moof that is [at, at + size) of the view: its number, and of its first track fragment the track, the time,
 * and what its samples add up to (ISO/IEC 14496-12, 8.8). `defaults` are those of the header. Never throws; time is
 * bounded by the bytes, whatever they declare.
 */
export const readMoof = (
  view: DataView,
  at: number,
  size: number,
  defaults: TrackDefaults = { duration: 0, size: undefined },
): MoofReading => {
  const found: Found = {
    sequenceNumber: undefined,
    trackId: undefined,
    baseMediaDecodeTime: undefined,
    duration: 0n,
    samples: 0,
    reach: undefined,
    fault: undefined,
  };
  let trafs = 0;
  const header = view.getUint32(at) === 1 ? 16 : 8;
  each(view, at + header, at + size, found, (type, from, to) => {
    if (type === mfhd && to - from >= 8) found.sequenceNumber ??= view.getUint32(from + 4);
    else if (type === traf) {
      if (trafs === 0) readTraf(view, from, to, defaults, found);
      trafs += 1;
    }
  });
  const { fault, reach, ...facts } = found;
  return { facts, reach, ...(fault === undefined ? {} : { fault }) };
};
