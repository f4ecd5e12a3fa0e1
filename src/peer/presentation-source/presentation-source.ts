/**
 * Our reference ingest source of interface 2: a program of its own that pushes a whole presentation, its media objects
 * and its manifests for DASH, HLS or both, to a store until it is ended, deletes what has left the manifests, and does
 * what its client-side clauses say when something goes wrong.
 */
import { randomBytes } from 'node:crypto';
import type { PresentationPlan } from '../../scenario/scenario.ts';
import { alteredTracks } from '../ingest-source/altered-track.ts';
import { openLine } from '../ingest-source/line.ts';
import { sceneOf } from '../ingest-source/open-scene.ts';
import type { Quirks } from '../ingest-source/request.ts';
import type { Scene } from '../ingest-source/scene.ts';
import { sharing } from '../ingest-source/sharing.ts';
import { onClock } from '../ingest-source/source-run.ts';
import type { SourceOptions } from '../ingest-source/source-run.ts';
import { namingOf } from './naming.ts';
import type { NamingOptions } from './naming.ts';
import { publishLate } from './publish-late.ts';
import { publishManifests } from './publish-manifests.ts';
import { publishRendition } from './publish-rendition.ts';
import { publisherOf } from './publisher.ts';
import type { Occasion } from './publisher.ts';

export interface PresentationSourceOptions extends SourceOptions {
  readonly plan: PresentationPlan & { readonly formats: 'dash' | 'hls' | 'both' };
  /** The name of the event, which stands in the path of every object; made of the time where absent. */
  readonly event?: string;
  /** Where clients will fetch what it uploads: manifests then name objects by absolute URLs below it. */
  readonly deliveryUrl?: string;
  /** A second receiving entity, with the same publishing point. */
  readonly second?: { readonly host: string; readonly port: number };
  /** The number of the segment that it begins with; 0 where absent. */
  readonly firstSegment?: number;
  /** How many segments of each track are sent before it ends by itself; without end where absent. */
  readonly segments?: number;
}

/** The time that a name begins with, as we write it: 20261121T204500Z. */
const timeOfName = (event: string): number | undefined => {
  const [, year, month, day, hour, minute, second] =
    /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(event) ?? [];
  if (second === undefined) return undefined;
  const time = Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second}Z`,
  );
  return Number.isNaN(time) ? undefined : time;
};

/** An event has its beginning in its name, so that no other one is called the same (DI-I2-NAME-03). */
const eventNamed = (now: Date): string =>
  `${now.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;

/**
 * When the time of the media was 0: now, for a source that begins with that; what the name of an event says that several
 * sources have in common, or else the beginning of 1970.
 */
const originOf = (
  { event, plan }: PresentationSourceOptions,
  { firstFragment }: Scene,
  seconds: number,
): number => {
  const told = event === undefined ? undefined : timeOfName(event);
  if (told !== undefined) return told;
  if (event !== undefined && plan.addressing !== 'duration') return 0;
  return Date.now() - Math.round(firstFragment * seconds * 1000);
};

/** Everything for one receiving entity. @returns the exit code */
const publishTo = async (
  options: PresentationSourceOptions,
  scene: Scene,
  occasion: Occasion,
  isSecondReceiver: boolean,
): Promise<number> => {
  const { quirks, home, firstFragment } = scene;
  const { plan, event } = occasion;
  const tracks = alteredTracks(options.tracks, quirks, options.instance ?? 'first');
  const names: NamingOptions = {
    plan,
    quirks,
    event,
    home,
    deliveryUrl: options.deliveryUrl,
    firstSegment: firstFragment,
    isSecondReceiver,
  };
  const open = quirks.has('one-connection-for-all') ? sharing() : openLine;
  const publisher = publisherOf({ scene, occasion, tracks, names, naming: namingOf(names), open });
  await Promise.all([
    ...publisher.renditions.map((rendition) => publishRendition(rendition, publisher)),
    publishManifests(publisher),
    publishLate(publisher),
  ]);
  return publisher.givenUp() ?? 0;
};

/**
 * Publishes until it is told to end (last manifests with the end of the event in them), trying again after failures as
 * the clauses say.
 *
 * @returns its exit code: 0 when it ended because it was told to, or had no more to send; 1 when it gave up
 */
export const presentationSource = (options: PresentationSourceOptions): Promise<number> =>
  onClock(options, async (clock) => {
    const quirks: Quirks = new Set(options.quirks);
    const { plan, segments = Infinity, firstSegment, second } = options;
    const progress = { hasBegun: false };
    const event = options.event ?? eventNamed(new Date());
    const receivers = [
      { host: options.host, port: options.port },
      ...(second === undefined || quirks.has('one-receiver-only') ? [] : [second]),
    ];
    const codes = await Promise.all(
      receivers.map((receiver, i) => {
        const scene = sceneOf(
          {
            ...options,
            ...receiver,
            requests: 'short',
            ...(firstSegment === undefined ? {} : { firstFragment: firstSegment }),
          },
          quirks,
          clock,
        );
        const [track] = options.tracks;
        const seconds = track === undefined ? 0 : track.fragmentDuration / track.timescale;
        const origin = originOf(options, scene, seconds);
        return publishTo(options, scene, { plan, event, origin, segments, progress }, i > 0);
      }),
    );
    return Math.min(...codes);
  });
