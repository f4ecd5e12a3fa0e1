/** What a check is, and what it may answer. */
import type { Level } from '../spec/index.ts';
import type { Observations, Place } from '../trace/observations.ts';

/** Why a thing that applies could not be judged. */
export type Reason =
  | 'not-triggered'
  | 'prerequisite-missing'
  | 'peer-vanished'
  | 'host-overloaded'
  | 'window-too-short'
  | 'dependency-failed';

/** The demand is met. */
export interface Met {
  readonly outcome: 'met';
  /** What was seen, where a reader may want to know. */
  readonly actual?: string;
  readonly evidence?: readonly Place[];
}

/** The demand is broken; both sides are noun phrases that a stranger understands. */
export interface Broken {
  readonly outcome: 'broken';
  readonly expected: string;
  readonly actual: string;
  readonly evidence?: readonly Place[];
  /** The erratum on which the finding rests; it may lower the level under a profile. */
  readonly erratum?: string;
  /** What was found is of no more weight than this, whatever the level of the clause. */
  readonly atMost?: Level;
}

/** The text is silent on what was seen; it is recorded, and no verdict hangs on it. */
export interface Noted {
  readonly outcome: 'noted';
  readonly actual: string;
  readonly evidence?: readonly Place[];
}

/** It applies, and could not be judged. */
export interface Unclear {
  readonly outcome: 'unclear';
  readonly reason: Reason;
  readonly why: string;
  readonly evidence?: readonly Place[];
}

/** It does not apply: the target declares that it lacks an optional feature. */
export interface Skipped {
  readonly outcome: 'skipped';
  /** The declaration, cited. */
  readonly why: string;
}

export type Outcome = Met | Broken | Noted | Unclear | Skipped;

/** A pure look at what happened. */
export type Check = (seen: Observations) => Outcome;
