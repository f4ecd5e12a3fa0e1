/**
 * Holds text that comes in pieces until its line is whole, so that a secret that came byte by byte can still be
 * seen as one and blanked. Lines longer than the bound are told in parts.
 */
export interface LineHold {
  /** Adds a piece to a stream; `at` and `offset` are those of its first character. */
  add(key: number, text: string, at: number, offset: number): void;
  /** Tells what is held of a stream. */
  flush(key: number): void;
  flushAll(): void;
}

interface Held {
  readonly pieces: string[];
  length: number;
  readonly at: number;
  readonly offset: number;
}

const bound = 4096;

const lastLineEnd = (text: string): number => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));

/** @param tell takes whole lines, or what there is when the stream is flushed, in order */
export const lineHold = (tell: (key: number, text: string, at: number, offset: number) => void): LineHold => {
  const streams = new Map<number, Held>();

  const flush = (key: number): void => {
    const held = streams.get(key);
    if (held === undefined) return;
    streams.delete(key);
    tell(key, held.pieces.join(''), held.at, held.offset);
  };

  return {
    add: (key, text, at, offset) => {
      const end = lastLineEnd(text) + 1;
      const held = streams.get(key) ?? { pieces: [], length: 0, at, offset };
      const total = held.length + text.length;
      if (end === 0 && total <= bound) {
        held.pieces.push(text);
        held.length = total;
        streams.set(key, held);
        return;
      }
      const cut = end === 0 || text.length - end > bound ? text.length : end;
      held.pieces.push(text.slice(0, cut));
      streams.delete(key);
      tell(key, held.pieces.join(''), held.at, held.offset);
      if (cut < text.length) {
        streams.set(key, { pieces: [text.slice(cut)], length: text.length - cut, at, offset: offset + cut });
      }
    },
    flush,
    flushAll: () => {
      for (const key of [...streams.keys()]) flush(key);
    },
  };
};
