/** What the parts of a scenario's performance are given. */
import type { Stage, Timing } from '../peer/stage.ts';
import type { Mutant } from '../scenario/mutant.ts';
import type { Parameters, TraceEvent } from '../trace/event.ts';
import type { Recorder } from '../wire/recorder.ts';
import type { RunTarget } from './target.ts';

export interface ScenarioOptions {
  readonly target: RunTarget;
  /** The mount point, or publishing point, of this scenario. */
  readonly mount: string;
  readonly timing: Timing;
  readonly signal: AbortSignal;
  /** Payload bytes kept of each direction of a connection; scenarios about media keep more. */
  readonly keepBytes: number;
  readonly redact: boolean;
  /** Deviations of our own peers, where they are the target. */
  readonly mutant?: Mutant;
  /** Commands run in networks of their own, where a scenario is about names or addresses. */
  readonly setup?: 'namespaces';
  /** Where our name server listens, where a scenario has a name; any free port where absent. */
  readonly nameserverPort?: number;
  /** Names that earlier runs of the same command used, and digests of what they named. */
  readonly earlier?: Readonly<Record<string, string>>;
  /** Told each event as it is recorded. */
  readonly sink?: (event: TraceEvent) => void;
}

/** What only some scenarios have. */
export type FurtherParameters = Partial<
  Pick<Parameters, 'secondOrigin' | 'secondMount' | 'secondReceiver' | 'delivery' | 'earlier' | 'demanded'>
>;

export interface Scene {
  readonly id: string;
  readonly recorder: Recorder;
  readonly stage: Stage;
  readonly options: ScenarioOptions;
  /** Records the first event of the trace. */
  begin(origin: string, features: Parameters['features'], further?: FurtherParameters): void;
}
