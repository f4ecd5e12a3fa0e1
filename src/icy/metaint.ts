/** Metadata between the bytes of a stream: a block every metaint bytes. */
import { parseMetadata, type ParsedMetadata } from './metadata-block.ts';

export { metadataBlock, parseMetadata } from './metadata-block.ts';
export type { Charset, Metadata, ParsedMetadata } from './metadata-block.ts';

/** A metadata block as a listener finds it in the stream. */
export interface MetadataBlock extends ParsedMetadata {
  /** How many bytes of payload precede the block. */
  readonly at: number;
  /** The block with its length byte. */
  readonly bytes: Uint8Array;
}

/** What a slice of a stream with metadata holds. */
export interface Deinterleaved {
  /** Views of the slice, in order. */
  readonly payload: readonly Uint8Array[];
  /** The blocks that end in this slice, those without news too. */
  readonly metadata: readonly MetadataBlock[];
  /** How many bytes of a block that has not ended are there, its length byte among them; 0 within payload. */
  readonly unfinished: number;
}

/**
 * The bytes between blocks that an icy-metaint announces; 0, which means a stream without blocks, is a number too.
 * `undefined` where it is none: signs, fractions, units, or more than numbers can hold.
 */
export const readMetaint = (value: string): number | undefined => {
  const metaint = /^[0-9]{1,16}$/.test(value) ? Number(value) : NaN;
  return Number.isSafeInteger(metaint) ? metaint : undefined;
};

/** Bytes between blocks; a metaint that is none means a stream without blocks. */
const intervalOf = (metaint: number): number =>
  Number.isInteger(metaint) && metaint > 0 ? metaint : Infinity;

/**
 * Inserts a block after every `metaint` bytes, as soon as the last of them is there; push the payload in any slices.
 */
export const interleaver = (
  metaint: number,
  nextBlock: () => Uint8Array,
): ((bytes: Uint8Array) => Uint8Array) => {
  const interval = intervalOf(metaint);
  let until = interval;
  return (bytes) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, Math.min(bytes.length, at + until));
      pieces.push(piece);
      at += piece.length;
      until -= piece.length;
      if (until > 0) continue;
      pieces.push(nextBlock());
      until = interval;
    }
    const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
    let end = 0;
    for (const piece of pieces) {
      whole.set(piece, end);
      end += piece.length;
    }
    return whole;
  };
};

/** Takes the blocks out again; push the stream in any slices. It keeps no more than one unfinished block. */
export const deinterleaver = (metaint: number): ((bytes: Uint8Array) => Deinterleaved) => {
  const interval = intervalOf(metaint);
  let until = interval;
  let passed = 0;
  /** The block under way, and how much of it is there. */
  let block: Uint8Array | undefined;
  let filled = 0;
  return (bytes) => {
    const payload: Uint8Array[] = [];
    const metadata: MetadataBlock[] = [];
    for (let at = 0; at < bytes.length;) {
      if (until > 0) {
        const piece = bytes.subarray(at, Math.min(bytes.length, at + until));
        payload.push(piece);
        at += piece.length;
        until -= piece.length;
        passed += piece.length;
        continue;
      }
      block ??= new Uint8Array(1 + (bytes[at] ?? 0) * 16);
      const piece = bytes.subarray(at, at + block.length - filled);
      block.set(piece, filled);
      at += piece.length;
      filled += piece.length;
      if (filled < block.length) continue;
      metadata.push({ ...parseMetadata(block), at: passed, bytes: block });
      block = undefined;
      filled = 0;
      until = interval;
    }
    return { payload, metadata, unfinished: filled };
  };
};
