/** What a peer is given to play its part in one scenario. */
import type { DeadlineName, DelayName } from '../scenario/timing.ts';
import type { Recorder } from '../wire/recorder.ts';

export interface Account {
  readonly user: string;
  readonly password: string;
  /** The mount point that the account is for, where it is not the scenario's own. */
  readonly mount?: string;
}

/** Named deadlines and delays in milliseconds, after scaling. */
export interface Timing {
  deadline(name: DeadlineName): number;
  delay(name: DelayName): number;
}

export interface Stage {
  readonly recorder: Recorder;
  readonly timing: Timing;
  /** Aborted when the run is interrupted: every wait ends. */
  readonly signal: AbortSignal;
  /** The mount point of this scenario. */
  readonly mount: string;
  /** Who owns the mount. */
  readonly owner: Account;
  readonly admin?: Account;
  /** Further accounts by name: `open`, `colon`, `utf8`. */
  readonly accounts: Readonly<Record<string, Account>>;
}
