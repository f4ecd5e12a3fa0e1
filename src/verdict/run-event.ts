/** What a run tells as it goes: the lines of `events.ndjson`, and all that a reporter is ever given. */
import type { RunReport, ScenarioResult, Shard, Target } from './result.ts';
import type { Profile } from '../spec/clause.ts';

export type RunEvent =
  | {
      readonly event: 'run-started';
      readonly version: 1;
      readonly tool: RunReport['tool'];
      readonly target: Target;
      readonly profile: Profile;
      readonly started: string;
      readonly seed: number;
      readonly environment: RunReport['environment'];
      readonly gate: RunReport['gate'];
      readonly shard?: Shard;
      /** Ids of the scenarios that will run, in order of planning. */
      readonly scenarios: readonly string[];
    }
  | { readonly event: 'scenario-started'; readonly id: string; readonly title: string }
  | { readonly event: 'scenario-finished'; readonly result: ScenarioResult }
  /** The target could not be reached, or never connected; no scenario was judged. */
  | { readonly event: 'bail-out'; readonly message: string }
  | { readonly event: 'run-finished'; readonly report: RunReport };
