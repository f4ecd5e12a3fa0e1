/** The body of an answer to a listener: our own MP3, and blocks of metadata between its bytes. */
import { samples } from '../../media/samples.ts';
import { blockOf } from '../../scenario/icy2/listening.ts';
import type { ServedMetadata } from '../../scenario/icy2/listening.ts';

/** A run of the body; those of a block are never cut but where the reader asks for less. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly of: 'audio' | 'block';
}

/** Audio is handed out in pieces of this size, in bytes. */
const pieceBytes = 4 * 1024;

/** So many frames are different, some twenty seconds; they come again after that. */
const framesHeld = 800;

let held: readonly Uint8Array[] | undefined;

/** Made once: every listener is given the same. */
const frames = (): readonly Uint8Array[] =>
  (held ??= Array.from({ length: framesHeld }, (_, index) => samples.mp3.frame(index)));

/** Frames one after the other, cut as it is asked for. */
const audio = (): ((most: number) => Uint8Array) => {
  let index = 0;
  let rest: Uint8Array = new Uint8Array(0);
  return (most) => {
    const whole = new Uint8Array(most);
    for (let filled = 0; filled < most;) {
      if (rest.length === 0) {
        rest = frames()[index % framesHeld] ?? rest;
        index += 1;
      }
      const part = rest.subarray(0, most - filled);
      whole.set(part, filled);
      rest = rest.subarray(part.length);
      filled += part.length;
    }
    return whole;
  };
};

const emptyBlock = blockOf('empty');

/** The pieces of a body without end; `metadata` absent for a listener that did not ask. */
function* pieces(metadata: ServedMetadata | undefined): Generator<Piece, never> {
  const take = audio();
  const { every = Infinity, blocks = [] } = metadata ?? {};
  for (let index = 0; ; index += 1) {
    for (let left = every; left > 0; left -= pieceBytes) {
      yield { bytes: take(Math.min(left, pieceBytes)), of: 'audio' };
    }
    const plan = blocks[index];
    yield { bytes: plan === undefined ? emptyBlock : blockOf(plan), of: 'block' };
  }
}

/**
 * Reads the body: at most so many bytes of it at a time, at least one. Where blocks go out byte by byte a run is of one
 * kind, and else of both.
 */
export const bodyReader = (metadata: ServedMetadata | undefined): ((most: number) => Piece) => {
  const source = pieces(metadata);
  const apart = metadata?.byteByByte === true;
  let next: Piece = source.next().value;
  const take = (most: number): Piece => {
    const { bytes, of } = next;
    const taken = bytes.subarray(0, most);
    next = taken.length === bytes.length ? source.next().value : { bytes: bytes.subarray(most), of };
    return { bytes: taken, of };
  };
  return (most) => {
    if (apart) return take(most);
    const whole = new Uint8Array(Math.min(most, pieceBytes));
    for (let filled = 0; filled < whole.length;) {
      const { bytes } = take(whole.length - filled);
      whole.set(bytes, filled);
      filled += bytes.length;
    }
    return { bytes: whole, of: 'audio' };
  };
};
