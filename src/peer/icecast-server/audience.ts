/** One listener of a mount point: what it is given, and how far behind it may fall. */
import type { Link } from '../../wire/link.ts';
import { closeInOrder } from './closing.ts';
import type { House } from './house.ts';

/** A listener that has so many bytes still to take is dropped, so that nobody fills our memory. */
const longestQueue = 512 * 1024;

export interface Audience {
  give(bytes: Uint8Array): void;
  end(): void;
}

/** @param shaped what is written for a run of the stream: the bytes themselves, or with metadata between them */
export const audienceOf = (link: Link, shaped: (bytes: Uint8Array) => Uint8Array, house: House): Audience => {
  let waiting = 0;
  return {
    give: (bytes) => {
      if (link.state.closed || link.state.broken !== undefined) return;
      const written = shaped(bytes);
      waiting += written.length;
      if (waiting > longestQueue) {
        link.reset();
        return;
      }
      void link.send('payload', written).then(() => {
        waiting -= written.length;
      });
    },
    end: () => {
      closeInOrder(link, house);
    },
  };
};
