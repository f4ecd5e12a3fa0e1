/** What all connections of one server share. */
import type { Mounts } from './mounts.ts';
import type { Settings } from './settings.ts';

export interface House {
  readonly settings: Settings;
  readonly mounts: Mounts;
  /** `http://host:port` */
  readonly origin: string;
  readonly sourceTimeoutMs: number;
  /** How long we read on after our last word, in milliseconds. */
  readonly patienceMs: number;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}
