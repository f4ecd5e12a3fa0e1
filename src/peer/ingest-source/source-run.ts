/** What our ingest sources of both interfaces are told, and how they run until they are ended. */
import { setMaxListeners } from 'node:events';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import type { DialTls } from '../../wire/dial.ts';
import type { Account, Timing } from '../stage.ts';
import { mediaClock } from './media-clock.ts';
import type { MediaClock, Pace } from './media-clock.ts';
import type { NameServer } from './names.ts';

export interface SourceOptions {
  readonly host: string;
  readonly port: number;
  /** The path, and query, of the publishing point; the folder that is uploaded to, by interface 2. */
  readonly point: string;
  readonly user: string;
  readonly password: string;
  /** What it tries once the others were refused (DI-GEN-08a). */
  readonly updatedCredentials?: Account;
  readonly quirks: readonly SourceQuirk[];
  readonly tracks: readonly SourceTrack[];
  readonly tls?: DialTls;
  /** Where names are looked up; the system, where absent. */
  readonly nameserver?: NameServer;
  readonly timing: Timing;
  readonly pace: Pace;
  /** Kills it. */
  readonly signal: AbortSignal;
  /** Asks it to end cleanly: the last of the media, its responses, FIN. */
  readonly stop: AbortSignal;
  /** Told in a line what happens. */
  readonly log?: (line: string) => void;
  /** Which of two redundant sources it is. */
  readonly instance?: 'first' | 'second';
}

/** Runs a source on a clock of its own, which looks at once when the source is ended, and stops when it is killed. */
export const onClock = async (
  { pace, timing, signal, stop }: SourceOptions,
  run: (clock: MediaClock) => Promise<number>,
): Promise<number> => {
  const clock = mediaClock(pace, timing);
  const wake = (): void => {
    if (signal.aborted) clock.stop();
    else clock.ring();
  };
  // Every connection listens while it is made, however many there are.
  setMaxListeners(0, signal, stop);
  signal.addEventListener('abort', wake);
  stop.addEventListener('abort', wake);
  wake();
  try {
    return await run(clock);
  } finally {
    clock.stop();
    signal.removeEventListener('abort', wake);
    stop.removeEventListener('abort', wake);
  }
};
