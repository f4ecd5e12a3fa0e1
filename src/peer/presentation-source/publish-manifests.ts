/** The uploads of the manifests that are about all renditions: the MPD, and the multivariant playlist. */
import type { Lane, Patience } from './lane.ts';
import { multivariantOf } from './playlists.ts';
import { mpdOf, namedInMpd } from './presentation-mpd.ts';
import type { Publisher } from './publisher.ts';
import type { Rendition } from './rendition.ts';

const encoder = new TextEncoder();

interface Office {
  readonly publisher: Publisher;
  readonly lane: Lane;
  /** Of a segment. */
  readonly seconds: number;
}

const patience = ({ publisher, seconds }: Office): Patience => ({
  seconds,
  during: () => seconds,
  ...(publisher.scene.quirks.has('no-retry-of-manifests') ? { attempts: 1 } : {}),
  isUrgent: true,
});

/** @returns whether the MPD is there, or is not to be tried again as it is */
const sendMpd = async (office: Office, isOver: boolean): Promise<boolean> => {
  const { publisher, lane } = office;
  const { changes, naming, scene } = publisher;
  const context = publisher.context(isOver);
  const { made } = changes;
  const named = publisher.renditions.flatMap((rendition) => {
    const [first] = rendition.hasHeader ? namedInMpd(rendition, context) : [];
    return first === undefined ? [] : [{ rendition, floor: first.segment.number }];
  });
  if (named.length === 0) return true;
  const text = mpdOf(
    named.map(({ rendition }) => rendition),
    context,
  );
  const parcel = publisher.parcel(naming.mpd, [encoder.encode(text)], 'application/dash+xml');
  const sent = await lane.send(parcel, patience(office));
  publisher.note(sent);
  if (sent.how !== 'taken') {
    const isDone = sent.isFinal || scene.quirks.has('no-retry-of-manifests');
    if (isDone) changes.covered = made;
    return isDone;
  }
  changes.covered = made;
  for (const { rendition, floor } of named) rendition.floor.mpd = floor;
  scene.clock.ring();
  return true;
};

/** Whether every rendition has come as far, so that one version is about all of them. */
const isEven = (renditions: readonly Rendition[]): boolean =>
  renditions.every(
    ({ hasHeader, entries }) =>
      hasHeader && entries.at(-1)?.segment.number === renditions[0]?.entries.at(-1)?.segment.number,
  );

/** Publishes the manifests of a presentation until all of its renditions are over, and then once more. */
export const publishManifests = async (publisher: Publisher): Promise<void> => {
  const { scene, occasion, renditions, changes, naming } = publisher;
  const { clock, quirks, kill } = scene;
  const { formats } = occasion.plan;
  if (quirks.has('no-manifests')) return;
  const lane = publisher.lane('manifests');
  const seconds = Math.max(0, ...renditions.map((each) => each.seconds));
  const office = { publisher, lane, seconds };
  let playlists = 0;
  let mpds = 0;
  let changedAt: number | undefined;
  let listedAt: number | undefined;

  const isOver = (): boolean => renditions.every((each) => each.isOver);
  /** A change waits for those of the other renditions, but not for long. */
  const isMpdDue = (): boolean => {
    if (formats === 'hls' || changes.made <= changes.covered) return false;
    if (mpds > 0 && quirks.has('manifest-once')) return false;
    if (!renditions.some(({ hasHeader, entries }) => hasHeader && entries.length > 0)) return false;
    changedAt ??= clock.now();
    return isEven(renditions) || clock.now() - changedAt >= (mpds === 0 ? seconds : seconds / 2);
  };
  const withPlaylists = (): readonly Rendition[] => renditions.filter(({ hasPlaylist }) => hasPlaylist);
  const isMultivariantDue = (): boolean => {
    const there = withPlaylists().length;
    if (formats === 'dash' || there <= playlists) return false;
    if (playlists > 0 && quirks.has('manifest-once')) return false;
    listedAt ??= clock.now();
    return there === renditions.length || clock.now() - listedAt >= seconds || isOver();
  };
  const sendMultivariant = async (): Promise<void> => {
    const listed = withPlaylists();
    const text = multivariantOf(
      listed.map(({ track }) => track),
      publisher.context(false),
    );
    const parcel = publisher.parcel(
      naming.multivariant,
      [encoder.encode(text)],
      'application/vnd.apple.mpegurl',
    );
    const sent = await lane.send(parcel, patience(office));
    publisher.note(sent);
    if (sent.how === 'taken' || quirks.has('no-retry-of-manifests')) playlists = listed.length;
  };

  for (;;) {
    await clock.until(() => isOver() || kill.aborted || isMpdDue() || isMultivariantDue());
    if (kill.aborted || publisher.givenUp() !== undefined) break;
    if (isMultivariantDue()) await sendMultivariant();
    if (isOver()) break;
    if (!isMpdDue()) continue;
    changedAt = undefined;
    if (await sendMpd(office, false)) mpds += 1;
  }
  const isLast = !kill.aborted && publisher.givenUp() === undefined && publisher.hasBegun();
  if (isLast && formats !== 'hls' && !(mpds > 0 && quirks.has('manifest-once'))) await sendMpd(office, true);
  lane.leave();
};
