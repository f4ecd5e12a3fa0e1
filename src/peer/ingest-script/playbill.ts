/** Which act is due: the acts of a scenario, and how far each track has come in them. */
import type { Act, When } from '../../scenario/ingest/act.ts';

/** What happens to a track that an act may wait for; `begins` is the moof of a fragment. */
export type Occasion = 'request' | 'header' | 'begins' | 'fragment' | 'end';

export interface Due {
  readonly act: Act;
  /** Its number in the scenario. */
  readonly index: number;
}

export interface Playbill {
  /**
   * Tells that something happens to a track, and gives the act that is due by it, which is thereby used up once.
   *
   * @param track its key, or the path of a request whose track is not known yet
   * @param first whether it is the first track
   */
  happens(occasion: Occasion, track: string, first: boolean): Due | undefined;
  /** Nothing new is left to be done to the first track. */
  isOver(): boolean;
  /** Whole fragments of the first track since its last act, or the beginning. */
  fragmentsSince(): number;
  /** Fragments are counted anew. */
  anew(): void;
}

interface Cursor {
  index: number;
  /** How often the present act was played. */
  played: number;
  fragments: number;
}

/** More tracks than a source has; those beyond meet acts anew each time. */
const mostTracks = 10_000;

const newCursor = (): Cursor => ({ index: 0, played: 0, fragments: 0 });

const meets = (when: When, occasion: Occasion, fragments: number): boolean => {
  switch (when.at) {
    case 'request':
      return occasion === 'request';
    case 'header':
      return occasion === 'header';
    case 'fragment':
      return when.cut === true
        ? occasion === 'begins' && fragments + 1 >= when.number
        : occasion === 'fragment' && fragments >= when.number;
    case 'end':
      return occasion === 'end';
    case 'object':
    case 'removal':
      return false;
  }
};

/** Acts in order; each track has its own place in those of each track, and waits for the first track's at the others. */
export const playbill = (acts: readonly Act[]): Playbill => {
  const leading = newCursor();
  const others = new Map<string, Cursor>();

  const cursorOf = (track: string): Cursor => {
    const known = others.get(track);
    if (known !== undefined) return known;
    const cursor = newCursor();
    if (others.size < mostTracks) others.set(track, cursor);
    return cursor;
  };
  /** Passes over acts that are none of this track's business and that are over. */
  const passOver = (cursor: Cursor): void => {
    while (
      acts[cursor.index] !== undefined &&
      acts[cursor.index]?.of !== 'every-track' &&
      leading.index > cursor.index
    ) {
      cursor.index += 1;
      cursor.played = 0;
    }
  };

  return {
    happens: (occasion, track, first) => {
      const cursor = first ? leading : cursorOf(track);
      if (occasion === 'fragment') cursor.fragments += 1;
      if (!first) passOver(cursor);
      const { index } = cursor;
      const act = acts[index];
      if (act === undefined || (!first && act.of !== 'every-track')) return undefined;
      if (!meets(act.when, occasion, cursor.fragments)) return undefined;
      cursor.played += 1;
      cursor.fragments = 0;
      if (act.times !== 'always' && cursor.played >= (act.times ?? 1)) {
        cursor.index += 1;
        cursor.played = 0;
      }
      return { act, index };
    },
    isOver: () => {
      const left = acts.length - leading.index;
      return left <= 0 || (left === 1 && acts.at(-1)?.times === 'always' && leading.played > 0);
    },
    fragmentsSince: () => leading.fragments,
    anew: () => {
      for (const cursor of [leading, ...others.values()]) cursor.fragments = 0;
    },
  };
};
