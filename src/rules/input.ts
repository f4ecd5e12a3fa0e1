/** An object of a track: its bytes, and whether it ended as its sender meant it to (it did, unless told otherwise). */
export interface ObjectInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly complete?: boolean;
  /** Whether it follows a request that failed or was refused. */
  readonly afterFailure?: boolean;
  /** Content-Type, where it is known: for objects of interface 2. */
  readonly contentType?: string;
}

/** An object under a publishing point of interface 2. */
export interface PublishedInput extends ObjectInput {
  /** Where it was stored, relative to the publishing point; its name, where nothing is said. */
  readonly path?: string;
  /** Where `bytes` are no more than its first 4096: how many there are, and the types of its top-level boxes. */
  readonly whole?: { readonly size: number; readonly types: ReadonlySet<string> };
}

/** A track: one file, or the objects of a track in their order. */
export interface TrackInput {
  readonly name: string;
  readonly objects: readonly ObjectInput[];
}

/** All that is judged together, with what is said of how it belongs together. */
export interface Input {
  readonly tracks: readonly TrackInput[];
  /** Switching sets by the names of their tracks. Without any they are found out. */
  readonly switchingSets?: readonly (readonly string[])[];
  /** Sets (by the names of their first tracks) that are aligned with each other. */
  readonly alignedSets?: readonly (readonly string[])[];
  /** Whether the tracks are played together. */
  readonly presentation?: boolean;
  /** Names of two tracks that are redundant sources of one; whether the second replaced the first. */
  readonly redundant?: { readonly a: string; readonly b: string; readonly replaced?: boolean };
  /** Objects under one publishing point of interface 2, in the order in which they were stored. */
  readonly publication?: readonly PublishedInput[];
}
