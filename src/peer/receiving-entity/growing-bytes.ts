/** Bytes that come one after the other and stay as they are: those that came can be read while more are to come. */
import type { Body, Content, Opened, Shelf } from './shelf.ts';

/** The longest piece that is made before more bytes than that have come at once. */
const longestPiece = 64 * 1024;

/** What keeping one piece costs beside its bytes. */
const pieceCost = 128;

interface Piece {
  bytes: Uint8Array;
  /** Where it begins in the whole. */
  readonly at: number;
  used: number;
}

/** A body as it is counted here. */
type Kept = Body & { size: number; cost: number };

const opened = (pieces: readonly Piece[]): Opened => {
  /** The piece that was read last: whoever reads goes on where it stopped. */
  let index = 0;
  const read = (from: number, most: number): Uint8Array => {
    if ((pieces[index]?.at ?? 0) > from) index = 0;
    for (let piece = pieces[index]; piece !== undefined; piece = pieces[(index += 1)]) {
      if (from < piece.at + piece.used) {
        const start = from - piece.at;
        return piece.bytes.subarray(start, Math.min(piece.used, start + most));
      }
    }
    index = 0;
    return new Uint8Array(0);
  };
  return { read, close: () => undefined };
};

/** A body in memory. What is held is in proportion to what came, however small the slices are. */
export const bytesInMemory = (): Body => {
  let pieces: Piece[] = [];

  const add = (bytes: Uint8Array): void => {
    // As many bytes as came, the first time, for most objects are one slice.
    const length = Math.max(bytes.length, Math.min(longestPiece, body.size));
    const made = Buffer.allocUnsafeSlow(length);
    made.set(bytes);
    pieces.push({ bytes: made, at: body.size, used: bytes.length });
    body.size += bytes.length;
    body.cost += length + pieceCost;
  };

  const content = (): Content => ({ size: body.size, cost: body.cost, open: () => opened(pieces) });

  const trim = (): void => {
    const last = pieces.at(-1);
    if (last === undefined || last.used === last.bytes.length) return;
    const made = Buffer.allocUnsafeSlow(last.used);
    made.set(last.bytes.subarray(0, last.used));
    body.cost -= last.bytes.length - made.length;
    last.bytes = made;
  };

  const body: Kept = {
    size: 0,
    cost: 0,
    append: (bytes) => {
      const last = pieces.at(-1);
      const room = last === undefined ? 0 : Math.min(last.bytes.length - last.used, bytes.length);
      if (last !== undefined && room > 0) {
        last.bytes.set(room === bytes.length ? bytes : bytes.subarray(0, room), last.used);
        last.used += room;
        body.size += room;
      }
      if (room < bytes.length) add(room === 0 ? bytes : bytes.subarray(room));
      return undefined;
    },
    open: () => opened(pieces),
    keep: () => {
      trim();
      return content();
    },
    drop: () => {
      pieces = [];
      body.size = 0;
      body.cost = 0;
    },
  };
  return body;
};

/** Keeps objects in memory: nothing but their bytes, and nothing to forget of them. */
export const memoryShelf: Shelf = {
  body: bytesInMemory,
  remove: () => undefined,
  removeFolder: () => undefined,
  found: () => [],
};
