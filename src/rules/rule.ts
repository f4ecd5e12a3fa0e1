/** The words in which rules are written: what a rule is about, what it demands, and what it says of a broken value. */
import type { Box } from '../media/isobmff/box.ts';
import type { StructureFault } from '../media/isobmff/tree.ts';
import type { ClauseId } from '../spec/index.ts';
import type { RuleId } from './facts/index.ts';
import type { Severity } from './facts/facts.ts';
import type { Chunk } from './model/chunk.ts';
import type { Header, Trak } from './model/header.ts';
import type { Publication, StoredManifest, StoredObject } from './model/publication.ts';
import type { Shape } from './model/shape.ts';
import type { AlignedSets, Presentation, RedundantPair, SwitchingSet } from './model/together.ts';
import type { ChunkSamples, Fragment, Segment, TopBox, Track } from './model/track.ts';

/** What is wrong with one thing, so that a stranger can act on it. */
export interface Broken {
  /** What is wrong, as a sentence without a full stop: "the movie timescale is 0". */
  readonly says: string;
  /** The box that it is about, or its path. Without it, the subject itself. */
  readonly box?: Box | string;
  /** The object or, of several tracks, the track that it is in. Without it, that of the subject. */
  readonly object?: string;
  /** Absolute offset of the bytes at fault, and how many. Without it, the beginning of the box. */
  readonly offset?: number;
  readonly length?: number;
  /** What would be right, and what there is. */
  readonly expected?: string;
  readonly actual?: string;
  /** A severity less than the rule's own, for what is known to be less grave. It never raises one. */
  readonly as?: Severity;
}

/** What a check says: nothing where all is well. */
export type Outcome = Broken | readonly Broken[] | undefined;

/** What rules are about, from the smallest to the largest. */
export interface Subjects {
  /** A fault in how boxes lie in each other. */
  readonly structure: StructureFault;
  /** Every box that is held: of headers, moofs (once a shape) and small top-level boxes. */
  readonly box: Box;
  readonly header: Header;
  /** Every trak of a header. */
  readonly trak: Trak;
  /** A header that follows an earlier one on the same track. */
  readonly 'header again': { readonly before: Header; readonly now: Header };
  /** A top-level box, but for the regular turns of moof and mdat. */
  readonly top: TopBox;
  /** A moof without its changing numbers: judged once for each shape. */
  readonly moof: Shape;
  /** Every chunk, as numbers. Must be cheap where all is well: it runs for each of them. */
  readonly chunk: Chunk;
  /** The samples of a chunk with their bytes. */
  readonly samples: { readonly chunk: Chunk; readonly samples: ChunkSamples };
  readonly fragment: Fragment;
  readonly segment: Segment;
  /** A track when all of it has been read. */
  readonly track: Track;
  readonly 'switching set': SwitchingSet;
  readonly 'aligned sets': AlignedSets;
  readonly presentation: Presentation;
  readonly 'redundant pair': RedundantPair;
  /** An object of interface 2 by its path; a manifest; all that was published together. */
  readonly object: StoredObject;
  readonly manifest: StoredManifest;
  readonly publication: Publication;
}

export type About = keyof Subjects;

/** Subjects that belong to one track, which their checks get beside them. */
export type TrackAbout =
  | 'structure'
  | 'box'
  | 'header'
  | 'trak'
  | 'header again'
  | 'top'
  | 'moof'
  | 'chunk'
  | 'samples'
  | 'fragment'
  | 'segment'
  | 'track';

export type Check<A extends About> = A extends TrackAbout
  ? (subject: Subjects[A], track: Track) => Outcome
  : (subject: Subjects[A]) => Outcome;

interface Sentence {
  /** What is demanded, as one sentence of ours. */
  readonly says: string;
  /** The clauses of the ingest document that it decides, or helps to. */
  readonly decides?: readonly ClauseId[];
  /** Rules that name the same cause: where one of them found something on the same thing, this one is silent. */
  readonly unless?: readonly RuleId[];
}

interface Asked<A extends About> extends Sentence {
  /** Whether the rule concerns a track at all; asked when a header is known, and again with each. */
  readonly applies?: (track: Track) => boolean;
  /** The check of a rule that remembers nothing. */
  readonly check?: Check<A>;
  /** Makes the check of a rule that remembers what it saw of a track: called once for each track. */
  readonly start?: () => Check<A>;
}

/** A rule as the engine takes it. */
export type Rule =
  | { [A in About]: { readonly about: A } & Asked<A> }[About]
  /** The same demand under another id: the findings of the rules that it names bear this id too. */
  | ({ readonly about: 'alias'; readonly of: readonly RuleId[] } & Sentence)
  /** A rule that is not judged here, and why. */
  | ({ readonly about: 'excluded'; readonly reason: string } & Sentence);

/** Rules by their ids: all there are, or those that are needed. */
export type Rules = Readonly<Partial<Record<RuleId, Rule>>>;

/** A rule about something: exactly one of `check` and `start` is given. */
export const rule = <A extends About>(
  about: A,
  asked: Asked<A> & ({ readonly check: Check<A> } | { readonly start: () => Check<A> }),
): Rule => ({ about, ...asked }) as Rule;

export const alias = (of: readonly RuleId[], sentence: Sentence): Rule => ({
  about: 'alias',
  of,
  ...sentence,
});

export const excluded = (reason: string, sentence: Sentence): Rule => ({
  about: 'excluded',
  reason,
  ...sentence,
});
