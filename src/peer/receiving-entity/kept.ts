/** What of a track is kept to be read back: each fragment once, bounded. */
import { nameOf } from '../../media/isobmff/walker.ts';
import type { Settings } from './settings.ts';

/** A fragment as it was received: what stood before its moof, the moof, and the mdat. */
export interface KeptFragment {
  /** baseMediaDecodeTime in ticks, NaN without tfdt. */
  readonly time: number;
  readonly bytes: Uint8Array;
}

export interface Kept {
  add(fragment: KeptFragment): void;
  /** All that came, in the order in which it came, repeats included. */
  received(): readonly KeptFragment[];
  /** Each fragment once, by their times, as they are handed on. */
  once(): readonly Uint8Array[];
}

/** The most that is kept of a track, in bytes; what comes after it is not. */
const mostKept = 64 * 1024 * 1024;

/** Event messages in media tracks are not handed on (DI-TM-N2). */
const withoutEvents = (bytes: Uint8Array): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at);
    const type = nameOf(view.getUint32(at + 4));
    if (size < 8 || type === 'moof') break;
    if (type !== 'emsg') parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts.length === 0 && at === 0 ? bytes : joined([...parts, bytes.subarray(at)]);
};

/** Bytes in one piece. */
export const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

export const kept = ({ has }: Settings): Kept => {
  const fragments: KeptFragment[] = [];
  let held = 0;
  return {
    add: (fragment) => {
      if (held + fragment.bytes.length > mostKept) return;
      held += fragment.bytes.length;
      fragments.push(fragment);
    },
    received: () => fragments,
    once: () => {
      const seen = new Set<number>();
      const single = fragments.filter(({ time }) => {
        if (has('doubles-resent-fragments') || Number.isNaN(time)) return true;
        if (seen.has(time)) return false;
        seen.add(time);
        return true;
      });
      // Sorting keeps the order of what has the same time.
      const ordered = [...single].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
      const handedOn = has('loses-fragments') ? ordered.filter((_, index) => index % 2 === 0) : ordered;
      return handedOn.map(({ bytes }) => (has('publishes-in-band-emsg') ? bytes : withoutEvents(bytes)));
    },
  };
};
