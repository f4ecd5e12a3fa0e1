import { viewOf } from '../bytes.ts';
import { readHeader, headerLength, type StructureFault } from './tree.ts';

/** What is told of an object while its bytes come in. Views are valid during the call only. */
export interface WalkerSink {
  /** A whole top-level box: its bytes are [at, at + size) of the view. */
  box(view: DataView, at: number, size: number, start: number, type: number): void;
  /**
   * The header of a box whose payload is not held (`mdat`, or one too large to hold). `size` is the whole box, or
   * undefined for "to the end". Answers how many bytes of the payload, from its beginning, are wanted in `payload`.
   */
  data(start: number, size: number | undefined, header: number, type: number): number;
  /** The wanted first bytes of that payload; fewer when the object ended before. */
  payload(bytes: Uint8Array): void;
  fault(fault: StructureFault): void;
}

/** Reads an object's top-level boxes as its bytes come, in slices of any size, and holds no more than one small box. */
export interface Walker {
  push(bytes: Uint8Array): void;
  /** Bytes ahead that nobody wants: a reader of a file may seek over them and call `skip`. */
  skippable(): number;
  /** The next `count` bytes, at most `skippable()`, were not read. */
  skip(count: number): void;
  /** The object is over. `complete` says whether it ended as its sender meant it to. */
  end(complete: boolean): void;
  /** Bytes seen of this object. */
  position(): number;
}

const mdat = 0x6d646174;
/** A moov larger than this is not held, and its content not judged; nor is a moof, an index, or any other box. */
export const mostHeld = 16 * 2 ** 20;
const mostHeldOf = new Map<number, number>([
  [numberOf('moov'), mostHeld],
  ...['moof', 'sidx', 'mfra'].map((type) => [numberOf(type), 4 * 2 ** 20] as const),
]);
const mostHeldOfOthers = 2 ** 20;
/** The most of a payload that is ever held. */
export const mostPayload = 16 * 2 ** 20;

/** Types at which reading can begin again after a broken box. */
const landmarks = new Set(['styp', 'moof', 'prft', 'ftyp', 'moov', 'emsg', 'sidx', 'mfra'].map(numberOf));

const nothing = new Uint8Array(0);
const viewOfNothing = viewOf(nothing);

/** The number that a four-character code is as 32 bits. */
export function numberOf(type: string): number {
  let number = 0;
  for (let i = 0; i < 4; i++) number = number * 256 + (type.charCodeAt(i) & 255);
  return number;
}

/** The four-character code that 32 bits are. */
export const nameOf = (type: number): string =>
  String.fromCharCode(type >>> 24, (type >>> 16) & 255, (type >>> 8) & 255, type & 255);

/**
 * A walker over one object (ISO/IEC 14496-12, 4.2). Declared sizes are never allocated: what is held grows with the
 * bytes that came. After a box whose size cannot be, it looks for the next known top-level type and goes on there.
 */
export const walker = (sink: WalkerSink): Walker => {
  /** Absolute offset of the next byte that is pushed. */
  let position = 0;
  /** Payload bytes to pass over; Infinity for "to the end". */
  let toSkip = 0;
  /** Payload bytes that are still to be collected, and those collected. */
  let toCollect = 0;
  let collected: Uint8Array[] = [];
  /** The slice that came last with a view of it: a reader that seeks gives the same one again and again. */
  let viewed: Uint8Array = nothing;
  let viewedLength = 0;
  let view = viewOfNothing;
  /** A box that straddles slices: its bytes so far, and how many it needs. */
  let held = nothing;
  let heldLength = 0;
  let needed = 0;
  let lost = false;
  /** How a box of which only a part came is to be named at the end. */
  let open: { readonly start: number; readonly size: number; readonly type: number } | undefined;

  const give = (): void => {
    const pieces = collected;
    collected = [];
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined) return sink.payload(only);
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    sink.payload(whole);
  };

  const broken = (start: number, size: number, header: number, type: string, wide: boolean): void => {
    lost = true;
    sink.fault({
      kind: wide ? 'largesize' : 'too-small',
      offset: start,
      box: type,
      says: `a size of ${String(size)} is less than the ${String(header)} bytes of the header`,
      expected: `at least ${String(header)}`,
      actual: `size ${String(size)}`,
    });
  };

  /**
   * Looks at the box at `at` of a view that has bytes up to `end`. Answers how many bytes it used, or, negative, how
   * many it needs from `at` on.
   */
  const take = (view: DataView, at: number, end: number, start: number): number => {
    if (end - at < 8) return -8;
    const small = view.getUint32(at);
    const type = view.getUint32(at + 4);
    let size = small;
    let header = 8;
    if (small === 1 || type === 0x75756964 || small < 8) {
      const length = headerLength(view, at, end) ?? 8;
      if (end - at < length) return -length;
      const read = readHeader(view, at, end);
      if (read === undefined) return -length;
      ({ size, header } = read);
      if (size !== 0 && size < header) {
        broken(start, size, header, nameOf(type), small === 1);
        return 1;
      }
    }
    if (type === mdat || size === 0 || size > (mostHeldOf.get(type) ?? mostHeldOfOthers)) {
      const whole = size === 0 ? undefined : size;
      const payload = whole === undefined ? Infinity : whole - header;
      const wanted = Math.min(sink.data(start, whole, header, type), payload, mostPayload);
      toCollect = wanted;
      toSkip = payload - wanted;
      open = whole === undefined ? undefined : { start, size: whole, type };
      if (toSkip === 0 && toCollect === 0) open = undefined;
      return header;
    }
    if (end - at < size) return -size;
    sink.box(view, at, size, start, type);
    return size;
  };

  /** The offset in the view at which a known top-level type begins, or undefined. */
  const landmark = (view: DataView, from: number, end: number): number | undefined => {
    for (let at = from; at + 8 <= end; at++) {
      const type = view.getUint32(at + 4);
      if (landmarks.has(type) && view.getUint32(at) >= 8 && view.getUint32(at) <= mostHeld) return at;
    }
    return undefined;
  };

  const hold = (bytes: Uint8Array): void => {
    if (heldLength + bytes.length > held.length) {
      const grown = new Uint8Array(
        Math.max(256, heldLength + bytes.length, Math.min(needed, held.length * 2)),
      );
      grown.set(held.subarray(0, heldLength));
      held = grown;
    }
    held.set(bytes, heldLength);
    heldLength += bytes.length;
  };

  /** Forgets the first `count` bytes of what is held. */
  const drop = (count: number): void => {
    held.copyWithin(0, count, heldLength);
    heldLength -= count;
  };

  /** Looks for a landmark in what is held, with a few bytes more; answers whether reading can go on with it. */
  const search = (more: Uint8Array): boolean => {
    const before = heldLength;
    hold(more.subarray(0, 8));
    const found = landmark(viewOf(held.subarray(0, heldLength)), 0, heldLength);
    heldLength = before;
    if (found === undefined || found >= before) return false;
    drop(found);
    lost = false;
    needed = Math.max(8, heldLength);
    return true;
  };

  /** Looks at the boxes in a slice that begins at `base`, which `view` is a view of. */
  const feed = (slice: Uint8Array, view: DataView, base: number): void => {
    let at = 0;
    const end = slice.length;
    while (at < end || (heldLength >= needed && heldLength > 0 && !lost)) {
      if (toCollect > 0) {
        const part = Math.min(toCollect, end - at);
        toCollect -= part;
        // A payload that lies in one slice is given as it lies; a part of one is kept beyond the call, so copied.
        const piece = slice.subarray(at, at + part);
        collected.push(toCollect === 0 && collected.length === 0 ? piece : piece.slice());
        at += part;
        if (toCollect === 0) give();
        continue;
      }
      if (toSkip > 0) {
        const part = Math.min(toSkip, end - at);
        toSkip -= part;
        at += part;
        if (toSkip === 0) open = undefined;
        continue;
      }
      if (heldLength > 0 && lost) {
        if (search(slice.subarray(at))) continue;
        if (end - at < 8) {
          hold(slice.subarray(at));
          return;
        }
        heldLength = 0;
        continue;
      }
      if (heldLength > 0) {
        const part = Math.max(0, Math.min(needed - heldLength, end - at));
        hold(slice.subarray(at, at + part));
        at += part;
        if (heldLength < needed) return;
        settle(base + at);
        continue;
      }
      if (lost) {
        const found = landmark(view, at, end);
        if (found === undefined) {
          // The last seven bytes may be the beginning of a header.
          hold(slice.subarray(Math.max(at, end - 7)));
          return;
        }
        lost = false;
        at = found;
        continue;
      }
      const used = take(view, at, end, base + at);
      if (used < 0) {
        needed = -used;
        hold(slice.subarray(at));
        return;
      }
      at += used;
    }
  };

  /** Looks at what is held, now that it has the bytes it needed; `behind` is the absolute offset behind it. */
  const settle = (behind: number): void => {
    const start = behind - heldLength;
    const used = take(viewOf(held.subarray(0, heldLength)), 0, heldLength, start);
    if (used < 0) {
      needed = -used;
      return;
    }
    const left = held.slice(used, heldLength);
    heldLength = 0;
    needed = 0;
    if (held.length > 2 ** 20) held = nothing;
    if (left.length > 0) feed(left, viewOf(left), start + used);
  };

  return {
    push: (slice) => {
      const base = position;
      position += slice.length;
      if (slice !== viewed || slice.length !== viewedLength) {
        viewed = slice;
        viewedLength = slice.length;
        view = viewOf(slice);
      }
      feed(slice, view, base);
    },
    skippable: () => (toCollect > 0 || heldLength > 0 ? 0 : toSkip === Infinity ? 0 : toSkip),
    skip: (count) => {
      toSkip -= count;
      position += count;
      if (toSkip === 0) open = undefined;
    },
    position: () => position,
    end: (complete) => {
      const unfinished = open !== undefined && position - open.start < open.size;
      if (toCollect > 0 || collected.length > 0) give();
      if (complete && heldLength > 0 && !lost) {
        const start = position - heldLength;
        const view = viewOf(held.subarray(0, heldLength));
        const header = readHeader(view, 0, heldLength);
        const most = Array.from(held.subarray(0, Math.min(8, heldLength)), (byte) =>
          byte.toString(16).padStart(2, '0'),
        ).join('');
        sink.fault(
          header === undefined
            ? {
                kind: 'short-header',
                offset: start,
                box: '',
                says: `${String(heldLength)} bytes are left over where a box should begin`,
                expected: 'a box header of at least 8 bytes, or the end',
                actual: `${String(heldLength)} bytes: ${most}`,
              }
            : {
                kind: 'overruns-object',
                offset: start,
                box: header.type,
                says: `ends ${String(header.size - heldLength)} bytes behind its object`,
                expected: `at most ${String(heldLength)} bytes`,
                actual: `size ${String(header.size)}`,
              },
        );
      } else if (complete && unfinished && open !== undefined) {
        const have = position - open.start;
        sink.fault({
          kind: 'overruns-object',
          offset: open.start,
          box: nameOf(open.type),
          says: `ends ${String(open.size - have)} bytes behind its object`,
          expected: `at most ${String(have)} bytes`,
          actual: `size ${String(open.size)}`,
        });
      }
      toSkip = 0;
      toCollect = 0;
      heldLength = 0;
      needed = 0;
      lost = false;
      open = undefined;
      position = 0;
      viewed = nothing;
      viewedLength = 0;
      view = viewOfNothing;
    },
  };
};
