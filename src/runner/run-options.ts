/** What a run is told, and what its parts share. */
import type { Scenario } from '../scenario/scenario.ts';
import type { Profile } from '../spec/index.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { RunReport, Shard } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import type { RunFiles } from './run-files.ts';
import type { Sessions } from './sessions.ts';
import type { RunTarget } from './target.ts';

export interface RunOptions {
  /** What will run, in this order. */
  readonly scenarios: readonly (readonly [id: string, scenario: Scenario])[];
  /** Which part of what is selected they are, and all that is selected: what a target offers is learnt from that. */
  readonly shard?: Shard;
  readonly selected?: RunOptions['scenarios'];
  /** Ids of all scenarios that exist, for the baseline. */
  readonly known: ReadonlySet<string>;
  /** Nothing that suits the target was left out: then a baseline entry that matches nothing is a mistake. */
  readonly everything: boolean;
  readonly target: RunTarget;
  readonly profile: Profile;
  readonly gate: RunReport['gate'];
  readonly baseline: readonly BaselineEntry[];
  readonly seed: number;
  /** How many scenarios run at once. */
  readonly jobs: number;
  /** Multiplies every deadline. */
  readonly timeoutScale: number;
  /** Multiplies every delay of ours; 1 except against our own peers. */
  readonly delayScale: number;
  /** Payload bytes kept in the trace, in each direction of a connection. */
  readonly keepBytes: number;
  readonly redact: boolean;
  /** Commands run in networks of their own, where a scenario is about names or addresses. */
  readonly setup?: 'namespaces';
  /** Where our name server listens, where a scenario has a name; any free port where absent. */
  readonly nameserverPort?: number;
  /** Directory for `trace/<scenario>.ndjson`, `events.ndjson`, `run.json`, `repro/`; none where nothing is to be written. */
  readonly output?: string;
  /** Which traces stay on disk after the run. */
  readonly traces: 'on' | 'failures' | 'off';
  readonly tool: RunReport['tool'];
}

export interface Run {
  readonly options: RunOptions;
  readonly target: RunTarget;
  readonly files: RunFiles;
  readonly sessions: Sessions;
  readonly tell: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  /** Part of each mount point, so that two runs never meet. */
  readonly token: string;
}
