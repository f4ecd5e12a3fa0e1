/**
 * Our reference ingest source: a program of its own that pushes CMAF tracks to a publishing point until it is ended
 * (interface 1 of the ingest document), and does what its client-side clauses say when something goes wrong.
 */
import { alteredTracks } from './altered-track.ts';
import { deliver } from './delivery.ts';
import { openLine } from './line.ts';
import { probe } from './probe.ts';
import { sceneOf } from './open-scene.ts';
import type { Quirks } from './request.ts';
import { sharing } from './sharing.ts';
import { onClock } from './source-run.ts';
import type { SourceOptions } from './source-run.ts';

export interface IngestSourceOptions extends SourceOptions {
  /** One long request a track, one a fragment, or one a fragment of which each chunk is sent as it is made. */
  readonly requests: 'long' | 'short' | 'low-latency';
  /** Relative to the publishing point, with `{name}`, `{extension}` and, for short requests, `{number}`. */
  readonly template?: string;
  readonly gzip?: boolean;
  /** The number of the fragment that it begins with; 0 where absent. */
  readonly firstFragment?: number;
  /** How many fragments of each track are sent before it ends by itself; without end where absent. */
  readonly fragments?: number;
}

/**
 * Pushes its tracks until it is told to end (mfra, the last chunk, the response, FIN), trying again after failures as
 * the clauses say.
 *
 * @returns its exit code: 0 when it ended because it was told to, or had no more to send; 1 when it gave up
 */
export const ingestSource = (options: IngestSourceOptions): Promise<number> =>
  onClock(options, async (clock) => {
    const quirks: Quirks = new Set(options.quirks);
    const scene = sceneOf(options, quirks, clock);
    const tracks = alteredTracks(options.tracks, quirks, options.instance ?? 'first');
    const [first] = tracks;
    if (first === undefined) return 0;
    if (!(await probe(first, scene))) return scene.isStopping() ? 0 : 1;
    const open = quirks.has('one-connection-for-all') ? sharing() : openLine;
    const codes = await Promise.all(tracks.map((track) => deliver(track, scene, open)));
    return Math.max(...codes);
  });
