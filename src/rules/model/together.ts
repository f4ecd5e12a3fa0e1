import type { Track } from './track.ts';

/** Tracks among which a client may switch (ISO/IEC 23000-19, 7.3.4). The first one is the reference. */
export interface SwitchingSet {
  readonly name: string;
  /** At least two. */
  readonly tracks: readonly Track[];
  /** Whether somebody said that they are a set, or we found it out. */
  readonly declared: boolean;
}

/** Switching sets of the same content in different codings (ISO/IEC 23000-19, 7.3.4.4). */
export interface AlignedSets {
  readonly name: string;
  /** At least two. */
  readonly sets: readonly SwitchingSet[];
}

/** Tracks that are played together (ISO/IEC 23000-19, 7.3.6). */
export interface Presentation {
  readonly tracks: readonly Track[];
  readonly sets: readonly SwitchingSet[];
}

/** Two ingest sources of the same track: B is to be able to take over from A. */
export interface RedundantPair {
  readonly a: Track;
  readonly b: Track;
  /** Whether B took over after A had ended, instead of both sending at once. */
  readonly replaced: boolean;
}
