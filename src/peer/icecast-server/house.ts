/** What all connections of one server share. */
import type { Memory } from './memory.ts';
import type { Mounts } from './mounts.ts';
import type { Settings } from './settings.ts';

export interface House {
  readonly settings: Settings;
  readonly mounts: Mounts;
  readonly memory: Memory;
  /** Whether the connection is over TLS. */
  readonly secure: boolean;
  /** `http://host:port` */
  readonly origin: string;
  readonly sourceTimeoutMs: number;
  /** How long we read on after our last word, in milliseconds. */
  readonly patienceMs: number;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}
