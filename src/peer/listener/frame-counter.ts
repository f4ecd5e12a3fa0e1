/** Counts frames in a stream of any length, as it comes. */
import { join } from '../../media/bytes.ts';
import { readFrames } from '../../media/read-frames.ts';
import { sniff } from '../../media/sniff.ts';

/** Bytes that are looked at together; more than any frame has. */
const windowBytes = 64 * 1024;

export interface Counts {
  frames: number;
  /** Places where the stream is not what it was, or bytes that are no frame. */
  breaks: number;
}

export interface FrameCounter {
  push(bytes: Uint8Array): void;
  counts(): Counts;
}

/**
 * Holds no more of the stream than a window and a frame.
 *
 * @param window how many bytes are waited for before they are looked at
 */
export const frameCounter = (window = windowBytes): FrameCounter => {
  let pieces: Uint8Array[] = [];
  let length = 0;
  const hold = (...held: Uint8Array[]): void => {
    pieces = held;
    length = held.reduce((sum, piece) => sum + piece.length, 0);
  };
  const total: Counts = { frames: 0, breaks: 0 };
  const count = (): void => {
    const held = join(pieces);
    const kind = sniff(held);
    if (kind !== 'mp3' && kind !== 'aac' && kind !== 'ogg') {
      hold();
      return;
    }
    const { frames, breaks, trailing } = readFrames(kind, held);
    total.frames += frames;
    total.breaks += breaks.length;
    hold(held.slice(held.length - Math.min(trailing, windowBytes)));
  };
  return {
    push: (bytes) => {
      // What is given is a view of a buffer that will have other bytes in it.
      pieces.push(bytes.slice());
      length += bytes.length;
      if (length >= window) count();
    },
    counts: () => {
      if (length > 0) count();
      return total;
    },
  };
};
