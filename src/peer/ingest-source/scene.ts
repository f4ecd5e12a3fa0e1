/** What all tracks of an ingest source share while it runs. */
import type { DialTls } from '../../wire/dial.ts';
import type { Recorder } from '../../wire/recorder.ts';
import type { Account, Timing } from '../stage.ts';
import type { MediaClock } from './media-clock.ts';
import type { Names } from './names.ts';
import type { Place } from './place.ts';
import type { Quirks } from './request.ts';

export interface Scene {
  readonly quirks: Quirks;
  readonly timing: Timing;
  readonly clock: MediaClock;
  readonly names: Names;
  readonly recorder: Recorder;
  /** The POST URL. */
  readonly home: Place;
  readonly requests: 'long' | 'short' | 'low-latency';
  readonly template: string;
  readonly gzip: boolean;
  readonly firstFragment: number;
  /** How many fragments of each track there are to be sent. */
  readonly fragments: number;
  /** What it offers over TLS. */
  security(): Promise<DialTls | undefined>;
  /** The credentials of the next request: those that were given, or, once these were refused, the updated ones. */
  account(): Account;
  refusedAccount(): void;
  /** Ends everything at once, as SIGKILL does. */
  readonly kill: AbortSignal;
  /** Whether the source was asked to end. */
  isStopping(): boolean;
  log(line: string): void;
}
