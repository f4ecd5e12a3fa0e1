/**
 * Our reference ingest source: a program of its own that pushes CMAF tracks to a publishing point until it is ended
 * (interface 1 of the ingest document), and does what its client-side clauses say when something goes wrong.
 */
import { setMaxListeners } from 'node:events';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import type { DialTls } from '../../wire/dial.ts';
import type { Account, Timing } from '../stage.ts';
import { alteredTracks } from './altered-track.ts';
import { deliver } from './delivery.ts';
import { openLine } from './line.ts';
import { mediaClock } from './media-clock.ts';
import type { Pace } from './media-clock.ts';
import type { NameServer } from './names.ts';
import { probe } from './probe.ts';
import { sceneOf } from './open-scene.ts';
import type { Quirks } from './request.ts';
import { sharing } from './sharing.ts';

export interface IngestSourceOptions {
  readonly host: string;
  readonly port: number;
  /** The path, and query, of the publishing point. */
  readonly point: string;
  readonly user: string;
  readonly password: string;
  /** What it tries once the others were refused (DI-GEN-08a). */
  readonly updatedCredentials?: Account;
  readonly quirks: readonly SourceQuirk[];
  readonly tracks: readonly SourceTrack[];
  /** One long request a track, one a fragment, or one a fragment of which each chunk is sent as it is made. */
  readonly requests: 'long' | 'short' | 'low-latency';
  /** Relative to the publishing point, with `{name}`, `{extension}` and, for short requests, `{number}`. */
  readonly template?: string;
  readonly gzip?: boolean;
  readonly tls?: DialTls;
  /** Where names are looked up; the system, where absent. */
  readonly nameserver?: NameServer;
  readonly timing: Timing;
  readonly pace: Pace;
  /** The number of the fragment that it begins with; 0 where absent. */
  readonly firstFragment?: number;
  /** How many fragments of each track are sent before it ends by itself; without end where absent. */
  readonly fragments?: number;
  /** Kills it. */
  readonly signal: AbortSignal;
  /** Asks it to end cleanly: mfra, the last chunk, the response, FIN. */
  readonly stop: AbortSignal;
  /** Told in a line what happens. */
  readonly log?: (line: string) => void;
  /** Which of two redundant sources it is. */
  readonly instance?: 'first' | 'second';
}

/**
 * Pushes its tracks until it is told to end, trying again after failures as the clauses say.
 *
 * @returns its exit code: 0 when it ended because it was told to, or had no more to send; 1 when it gave up
 */
export const ingestSource = async (options: IngestSourceOptions): Promise<number> => {
  const quirks: Quirks = new Set(options.quirks);
  const { signal, stop } = options;
  const clock = mediaClock(options.pace, options.timing);
  const scene = sceneOf(options, quirks, clock);
  const tracks = alteredTracks(options.tracks, quirks, options.instance ?? 'first');
  const wake = (): void => {
    if (signal.aborted) clock.stop();
    else clock.ring();
  };
  // Every track listens while it connects, however many there are.
  setMaxListeners(0, signal, stop);
  signal.addEventListener('abort', wake);
  stop.addEventListener('abort', wake);
  wake();
  try {
    const [first] = tracks;
    if (first === undefined) return 0;
    if (!(await probe(first, scene))) return scene.isStopping() ? 0 : 1;
    const open = quirks.has('one-connection-for-all') ? sharing() : openLine;
    const codes = await Promise.all(tracks.map((track) => deliver(track, scene, open)));
    return Math.max(...codes);
  } finally {
    clock.stop();
    signal.removeEventListener('abort', wake);
    stop.removeEventListener('abort', wake);
  }
};
