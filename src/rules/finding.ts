import type { ClauseId } from '../spec/index.ts';
import type { Severity } from './facts/facts.ts';
import type { RuleId } from './facts/index.ts';

/** Where something is: the object, the path of the box in it, the absolute offset. */
export interface Place {
  readonly object: string;
  readonly box: string;
  readonly offset: number;
}

/** Something that a rule found. What was found again is counted, not told again. */
export interface Finding extends Place {
  readonly rule: RuleId;
  /** Other ids of the same demand. */
  readonly aliases: readonly RuleId[];
  readonly clauses: readonly ClauseId[];
  readonly severity: Severity;
  readonly message: string;
  /** How many bytes at `offset` are at fault; 0 where it is a place rather than bytes. */
  readonly length: number;
  readonly expected?: string;
  readonly actual?: string;
  /** How many times, this one included. */
  readonly count: number;
  /** Up to four further places. */
  readonly more: readonly Place[];
}
