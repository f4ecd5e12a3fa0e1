import type { Trak } from '../model/header.ts';
import type { TrafShape } from '../model/shape.ts';
import { chunkJudge, type ChunkJudge, type Shared } from './chunks.ts';

/** Tracks of one file that are told apart. */
const mostTracks = 64;

const none: readonly Trak[] = [];

/** What judges the chunks of each track of a file; a CMAF track has one. */
export interface Judges {
  /** The judge of the track that a traf is of. */
  of(traf: TrafShape): ChunkJudge;
  /** Makes the trak that a traf is of the one that rules ask about. */
  setTrak(traf: TrafShape): void;
  /** Whether the file has several tracks, by its newest header. */
  areSeveral(): boolean;
  end(): void;
}

export const judgesOf = (shared: Shared): Judges => {
  const { track } = shared;
  const judges = new Map<number, ChunkJudge>();
  // By its index, which V8 reads much faster than by `at`: this is asked for every chunk.
  const traks = (): readonly Trak[] => track.headers[track.headers.length - 1]?.traks ?? none;
  return {
    of: (traf) => {
      const id = traks().length > 1 ? traf.trackId : 0;
      const known = judges.get(id);
      if (known !== undefined) return known;
      const made = chunkJudge(shared);
      if (judges.size < mostTracks) judges.set(id, made);
      return made;
    },
    setTrak: (traf) => {
      const all = traks();
      if (all.length > 1) track.trak = all.find(({ trackId }) => trackId === traf.trackId) ?? all[0];
    },
    areSeveral: () => traks().length > 1,
    end: () => {
      for (const judge of judges.values()) judge.end();
    },
  };
};
