/** Verdicts as values: the shapes of the report contract (`run.json`, `events.ndjson`). */
import type { BaselineEntry } from './baseline.ts';
import type { Level, Profile } from '../spec/clause.ts';
import type { Reason } from '../scenario/check.ts';
import type { Place } from '../trace/observations.ts';

export type Verdict = 'pass' | 'fail' | 'warn' | 'info' | 'inconclusive' | 'skip' | 'error';

export const verdicts: readonly Verdict[] = ['pass', 'fail', 'warn', 'info', 'inconclusive', 'skip', 'error'];

/** One check of one clause in one scenario. */
export interface CheckResult {
  /** The clause id. */
  readonly clause: string;
  /** Unique within its scenario: the clause id, with `#2` … where a scenario checks a clause more than once. */
  readonly id: string;
  readonly level: Level;
  readonly verdict: Verdict;
  /** The sentence of the clause. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly reason?: Reason;
  readonly erratum?: string;
  readonly evidence: readonly Place[];
  /** The reason in the baseline, where this deviation is an expected one. */
  readonly baseline?: string;
}

export interface ScenarioResult {
  readonly id: string;
  readonly suite: string;
  /** The side that was under test. */
  readonly role: 'server' | 'client' | 'listener';
  readonly title: string;
  readonly verdict: Verdict;
  /** Why it is inconclusive, skipped or an error. */
  readonly reason?: string;
  readonly durationMs: number;
  readonly checks: readonly CheckResult[];
  /** One line that runs it again. */
  readonly repro: string;
  /** The conversation in a few lines, as printed under a failure: `conn 0  PUT /live.mp3 · 100 · 65536 bytes · FIN by us`. */
  readonly conversation: readonly string[];
}

export interface ClauseResult {
  readonly id: string;
  readonly level: Level;
  readonly verdict: Verdict;
  readonly scenarios: readonly string[];
}

export interface Target {
  readonly kind: 'server' | 'client' | 'reference';
  /** Without credentials. */
  readonly url?: string;
  readonly command?: string;
  readonly features: Readonly<Record<string, boolean | string | number>>;
}

/** Which part of the selected scenarios a run was. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly total: number;
  /** How many scenarios all shards have together. */
  readonly selected: number;
  /** What of the baseline is about no scenario by name: only all shards together tell whether it holds. */
  readonly baseline?: { readonly everything: boolean; readonly entries: readonly BaselineEntry[] };
}

/** A complaint about the baseline itself: an entry that no longer holds, or that matches nothing. */
export interface BaselineIssue {
  readonly kind: 'stale' | 'unmatched';
  /** `file:line` of the entry. */
  readonly where: string;
  readonly message: string;
}

export type Summary = Readonly<Record<Verdict, number>>;

export type RunVerdict = 'conformant' | 'conformant-with-warnings' | 'non-conformant' | 'not-judged';

export interface RunReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: Target;
  readonly profile: Profile;
  /** ISO 8601. */
  readonly started: string;
  readonly finished: string;
  /** The run was interrupted: some scenarios are missing. */
  readonly partial: boolean;
  /** Absent where the run was of all that was selected. */
  readonly shard?: Shard;
  readonly seed: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What turns warnings and inconclusive scenarios into failures of the gate. */
  readonly gate: { readonly strict: boolean; readonly allowInconclusive: boolean };
  readonly verdict: RunVerdict;
  /** Scenarios by verdict. */
  readonly summary: Summary;
  readonly scenarios: readonly ScenarioResult[];
  readonly clauses: readonly ClauseResult[];
  readonly baselineIssues: readonly BaselineIssue[];
  /** What the process should exit with: 0, 1, 2, 3, 4, 5, 130 or 143. */
  readonly exitCode: number;
}
