/** The bytes of a body that may still be needed: those of the object that is being read. */
import { joined } from './kept.ts';

export interface RawBytes {
  /** Adds a copy of what came. */
  add(bytes: Uint8Array): void;
  /** A copy of the bytes from one offset in the body to another; what lies before `to` is forgotten. */
  take(from: number, to: number): Uint8Array;
  /** Everything that is held, and forgets it. */
  drain(): readonly Uint8Array[];
}

/** More than this is not held of one object. */
const mostHeld = 64 * 1024 * 1024;

export const rawBytes = (): RawBytes => {
  let pieces: Uint8Array[] = [];
  /** Offset of the first byte held, and how many are. */
  let base = 0;
  let held = 0;

  return {
    add: (bytes) => {
      if (held + bytes.length > mostHeld) {
        base += held;
        held = 0;
        pieces = [];
      }
      pieces.push(Uint8Array.from(bytes));
      held += bytes.length;
    },
    take: (from, to) => {
      const whole = joined(pieces);
      const taken = whole.slice(Math.max(0, from - base), Math.max(0, to - base));
      const rest = whole.slice(Math.max(0, to - base));
      base = Math.max(base, to);
      pieces = rest.length === 0 ? [] : [rest];
      held = rest.length;
      return taken;
    },
    drain: () => {
      const all = pieces;
      base += held;
      held = 0;
      pieces = [];
      return all;
    },
  };
};
