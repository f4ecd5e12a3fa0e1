/** The line before a chunk: RFC 9112, section 7.1. */
import type { Oddity } from './message.ts';
import { oddCharacters, withoutBlanks } from './start-line.ts';

export interface ChunkLine {
  /** Payload bytes that follow; 0 for the last chunk. */
  readonly size: number;
  /** What stands after the size, from its semicolon on: `;name=value`; empty where there is none. */
  readonly extension: string;
  readonly oddities: readonly Oddity[];
}

/**
 * Reads a chunk line given as latin1, with its line end; `undefined` where it does not begin with a size in
 * hexadecimal digits below 2^53.
 */
export const readChunkLine = (text: string): ChunkLine | undefined => {
  const oddities = new Set<Oddity>();
  let line = text;
  if (line.endsWith('\n')) {
    line = line.slice(0, -1);
    if (line.endsWith('\r')) line = line.slice(0, -1);
    else oddities.add('bare-lf');
  }
  const semicolon = line.indexOf(';');
  const written = semicolon < 0 ? line : line.slice(0, semicolon);
  const digits = withoutBlanks(written);
  const size = /^[0-9A-Fa-f]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  if (!Number.isSafeInteger(size)) return undefined;
  if (digits !== written) oddities.add('extra-whitespace');
  for (const oddity of oddCharacters(line)) oddities.add(oddity);
  const extension = semicolon < 0 ? '' : line.slice(semicolon);
  if (extension !== '') oddities.add('chunk-extension');
  return { size, extension, oddities: [...oddities] };
};
