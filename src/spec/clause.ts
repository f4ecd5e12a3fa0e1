/**
 * How a sentence of a specification is written down as data.
 *
 * The level is written here and nowhere else: severity, exit code, JUnit type and coverage follow from it.
 */

/** How much a sentence binds: `must` fails a target, `should` warns, `may` informs. */
export type Level = 'must' | 'should' | 'may';

/**
 * How the documents are read: `literal` as printed, `corrected` with their own mistakes mended (the default),
 * `practical` with widely deployed behaviour tolerated.
 */
export type Profile = 'literal' | 'corrected' | 'practical';

export const profiles: readonly Profile[] = ['literal', 'corrected', 'practical'];

export type Document = 'icecast' | 'icy-meta' | 'dashif-ingest';

/** Where a sentence can be seen to hold: at a server, source client or listener under test, in the media itself. */
export type Observable = 'server' | 'client' | 'listener' | 'media';

/** Whom a sentence binds, in the words of the documents. */
export type Subject =
  'server' | 'source client' | 'listener' | 'both' | 'ingest source' | 'receiving entity' | 'track/media';

export interface Clause {
  /** The section of the document, by its heading. */
  readonly section: string;
  /** The place inside the section: an item number, a field, a table row. */
  readonly item: string;
  /** The keyword as printed (`MUST`, `should (lc)`), or `STATEMENT` where the sentence has none. */
  readonly keyword: string;
  readonly level: Level;
  /** The level where a profile reads the sentence otherwise. */
  readonly levelIn?: Partial<Record<Profile, Level>>;
  readonly binds: Subject;
  /** What is demanded, as one sentence of ours. */
  readonly says: string;
  readonly observable: readonly Observable[];
  readonly errata?: readonly string[];
  /** Why no scenario or rule will ever judge it. */
  readonly excluded?: string;
  /** It can be judged, and is not yet. */
  readonly planned?: true;
}

/** The level of a clause under a profile. */
export const levelOf = (clause: Clause, profile: Profile): Level => clause.levelIn?.[profile] ?? clause.level;
