/** What all that is uploaded to one receiving entity has in common. */
import type { OpenLine } from '../ingest-source/delivery.ts';
import { below } from '../ingest-source/place.ts';
import type { Place } from '../ingest-source/place.ts';
import type { Scene } from '../ingest-source/scene.ts';
import { isTransportable } from '../../media/ts/transport-stream.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import type { PresentationPlan } from '../../scenario/scenario.ts';
import { laneOf } from './lane.ts';
import type { Lane, Parcel, Sent } from './lane.ts';
import { sendsTransportStreams, typeOf, writtenNumber } from './naming.ts';
import type { Naming, NamingOptions } from './naming.ts';
import type { MpdContext } from './presentation-mpd.ts';
import { renditionOf } from './rendition.ts';
import type { Rendition } from './rendition.ts';
import { areEncrypted, keyOf } from './segments.ts';

export type FullPlan = PresentationPlan & { readonly formats: 'dash' | 'hls' | 'both' };

/** The event that is published. */
export interface Occasion {
  readonly plan: FullPlan;
  /** The name of the event. */
  readonly event: string;
  /** When the time of the media was 0, in milliseconds since 1970. */
  readonly origin: number;
  /** How many segments of each track there are to be sent. */
  readonly segments: number;
  /** Whether some receiving entity has taken anything. */
  readonly progress: { hasBegun: boolean };
}

export interface Publisher {
  readonly scene: Scene;
  readonly occasion: Occasion;
  readonly naming: Naming;
  readonly isSecondReceiver: boolean;
  readonly renditions: readonly Rendition[];
  lane(name: string): Lane;
  /** What is to be uploaded to a path below the publishing point. */
  parcel(path: string, pieces: readonly Uint8Array[], usualType?: string): Parcel;
  removal(path: string): Parcel;
  /** What manifests are made of, at this moment. */
  context(isOver: boolean): MpdContext;
  /** Takes note of what became of an upload. */
  note(sent: Sent): void;
  /** Whether anything was ever taken, by this receiving entity or another one. */
  hasBegun(): boolean;
  /** Nothing further is to be sent: the source was asked to end, was killed, or gives up. */
  isEnding(): boolean;
  /** The exit code, once the source gives up. */
  givenUp(): number | undefined;
  /** Counts how often something changed that an MPD says, and up to which of these the newest MPD goes that is there. */
  readonly changes: { made: number; covered: number };
  /** What could not be uploaded in its time, the oldest first. */
  late: readonly LateObject[];
}

export interface LateObject {
  readonly rendition: Rendition;
  readonly parcel: Parcel;
  /** The number of the newest segment when it was lost; later ones go first. -1 where there was none. */
  readonly behind: number;
  /** It was uploaded after all. */
  done(): void;
}

/** How many segments a manifest lists where the plan does not say. */
const usualWindow = 4;
/** So many objects refused for good, one after the other and no success between, are reason to stop (DI-GEN-08b). */
const refusalsAtMost = 4;

/** A reason for which a source with these quirks ends at once. */
const endsAtOnce = [
  'never-retries',
  'gives-up-on-403',
  'stops-on-503',
  'dies-of-415',
  'does-not-retry-a-timeout',
  'ignores-redirects',
] as const;

/** Which tracks the formats of the plan have a place for. */
const publishedTracks = (
  tracks: readonly SourceTrack[],
  { formats }: FullPlan,
  isTransported: boolean,
): readonly SourceTrack[] =>
  tracks.filter(
    (track) => (!isTransported || isTransportable(track)) && (formats !== 'hls' || track.kind !== 'metadata'),
  );

export interface PublisherOptions {
  readonly scene: Scene;
  readonly occasion: Occasion;
  readonly tracks: readonly SourceTrack[];
  readonly names: NamingOptions;
  readonly naming: Naming;
  readonly open: OpenLine;
}

const isRefusal = (sent: Sent): boolean =>
  sent.how === 'failed' &&
  sent.failure.what === 'refused' &&
  [401, 403].includes(sent.failure.response.status);

export const publisherOf = ({
  scene,
  occasion,
  tracks,
  names,
  naming,
  open,
}: PublisherOptions): Publisher => {
  const { quirks, home, clock } = scene;
  const { plan, event, origin } = occasion;
  const isTransported = sendsTransportStreams(plan, quirks);
  let taken = 0;
  let refused = 0;
  let code: number | undefined;
  let lastInstant = 0;

  const placeOf = (path: string): Place => ({ ...home, target: below(home.target, path) });
  const isEnding = (): boolean => scene.isStopping() || code !== undefined;
  const publisher: Publisher = {
    scene,
    occasion,
    naming,
    isSecondReceiver: names.isSecondReceiver,
    renditions: publishedTracks(tracks, plan, isTransported).map((track) =>
      renditionOf(track, isTransported),
    ),
    lane: (name) => laneOf(name, scene, open, () => code !== undefined || scene.kill.aborted),
    parcel: (path, pieces, usualType = 'application/octet-stream') => ({
      method: 'PUT',
      place: placeOf(path),
      contentType: typeOf(path, usualType, quirks),
      pieces,
    }),
    removal: (path) => ({ method: 'DELETE', place: placeOf(path), pieces: [] }),
    context: (isOver) => {
      // Versions of one manifest are told apart by their times.
      lastInstant = Math.max(Date.now(), lastInstant + 1);
      return {
        naming,
        quirks,
        window: plan.window ?? usualWindow,
        firstSegment: scene.firstFragment,
        isOver,
        hasHeaders: !isTransported,
        keyNumber: (track, segment) => (areEncrypted(plan) ? keyOf(event, track, segment).number : undefined),
        addressing: plan.addressing ?? 'number',
        origin,
        now: lastInstant,
        writtenNumber: (number) => writtenNumber(number, names),
      };
    },
    note: (sent) => {
      if (sent.how === 'taken') {
        taken += 1;
        occasion.progress.hasBegun = true;
        refused = 0;
      } else if (sent.isFinal) {
        const forGood = taken === 0 || endsAtOnce.some((quirk) => quirks.has(quirk));
        if (forGood) code ??= 1;
      }
      if (isRefusal(sent) && !quirks.has('retries-forever') && !quirks.has('hammers')) refused += 1;
      if (refused >= refusalsAtMost) code ??= 1;
      clock.ring();
    },
    hasBegun: () => occasion.progress.hasBegun,
    isEnding,
    givenUp: () => code,
    changes: { made: 0, covered: 0 },
    late: [],
  };
  return publisher;
};
