/** From a file, a pipe or standard input into a validator. */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';

/** What takes the bytes of an object: a validator, or whatever walks boxes. */
export interface Reader {
  push(bytes: Uint8Array): void;
  /** Bytes ahead that need not be read; then `skip` is told how many were not. */
  skippable(): number;
  skip(count: number): void;
}

/** Told how far reading has come; `size` is undefined where it is not known. */
export type OnProgress = (position: number, size: number | undefined) => void;

/** The most that is read at once, and what is read at first, both in bytes. */
const blockLength = 256 * 1024;
const atFirst = 4096;
/** To pass over no more bytes than this takes longer than to read them. */
const worthSkipping = 4096;
/** What is read where something was passed over: a small moof, and the next mdat's header. */
const afterSkip = 256;
/** After so many bytes the event loop has its turn, so that a signal is heard. */
const bytesAtOnce = 64 * 2 ** 20;

let block: Uint8Array | undefined;

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** A regular file that is being read: its size, the offset of what is read next, and how much that shall be. */
interface Reading {
  readonly descriptor: number;
  readonly size: number;
  readonly block: Uint8Array;
  position: number;
  wanted: number;
}

/**
 * Reads on until the next turn of the event loop, in blocks, all into one buffer, and seeks over what nobody wants.
 * Answers whether there may be more. It is apart from what awaits: V8 compiles a small loop sooner.
 */
const readSome = (reading: Reading, reader: Reader): boolean => {
  const { descriptor, size, block } = reading;
  const nextTurn = reading.position + bytesAtOnce;
  let { position, wanted } = reading;
  let piece = block;
  while (position < nextTurn) {
    const ahead = Math.min(reader.skippable(), size - position);
    if (ahead > worthSkipping) {
      reader.skip(ahead);
      position += ahead;
      wanted = afterSkip;
    }
    const length = readSync(descriptor, block, 0, wanted, position);
    if (length === 0) return false;
    if (length !== piece.length) piece = block.subarray(0, length);
    reader.push(piece);
    position += length;
    wanted = Math.min(blockLength, wanted * 2);
  }
  reading.position = position;
  reading.wanted = wanted;
  return true;
};

/** Reads a regular file to its end. Memory does not depend on its length. */
const readBlocks = async (
  descriptor: number,
  size: number,
  reader: Reader,
  signal: AbortSignal,
  progress: OnProgress,
): Promise<void> => {
  block ??= new Uint8Array(blockLength);
  const reading: Reading = { descriptor, size, block, position: 0, wanted: atFirst };
  // A signal is heard in a turn of the event loop, and never between two.
  while (!signal.aborted && readSome(reading, reader)) {
    progress(reading.position, size);
    await turn();
  }
};

/** Reads pieces as they come: standard input, a pipe. */
export const readPieces = async (
  pieces: AsyncIterable<Uint8Array>,
  reader: Pick<Reader, 'push'>,
  signal: AbortSignal,
  progress: OnProgress = () => undefined,
): Promise<void> => {
  let position = 0;
  for await (const piece of pieces) {
    if (signal.aborted) return;
    reader.push(piece);
    position += piece.length;
    progress(position, undefined);
  }
};

/**
 * Reads a file to its end; what is no regular file is read as it comes.
 *
 * @throws what the file system says, where it cannot be read
 */
export const readInto = async (
  file: string,
  reader: Reader,
  signal: AbortSignal,
  progress: OnProgress = () => undefined,
): Promise<void> => {
  const descriptor = openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile()) await readBlocks(descriptor, stat.size, reader, signal, progress);
    else {
      const pieces = createReadStream('', { fd: descriptor, autoClose: false });
      await readPieces(pieces as AsyncIterable<Uint8Array>, reader, signal, progress);
    }
  } finally {
    closeSync(descriptor);
  }
};
