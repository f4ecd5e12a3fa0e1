/** The uploads of one rendition, one after the other: header, then segment, key and playlist again and again. */
import { concat, join } from '../../media/bytes.ts';
import { isDue } from './due.ts';
import type { Lane, Patience } from './lane.ts';
import { playlistFloor, playlistOf } from './playlists.ts';
import type { Publisher } from './publisher.ts';
import { removeOld } from './removal.ts';
import { added, isListed } from './rendition.ts';
import type { Entry, Rendition } from './rendition.ts';
import { keyOf, segmentOf } from './segments.ts';
import type { MediaSegment } from './segments.ts';

/** What all uploads of one rendition share. */
interface Delivery {
  readonly rendition: Rendition;
  readonly publisher: Publisher;
  readonly lane: Lane;
}

const encoder = new TextEncoder();

/** What is lost is tried again as often as this, at most, before older losses are forgotten. */
const mostLate = 20;

const isSaved = ({ publisher }: Delivery): boolean => {
  const { quirks } = publisher.scene;
  return !(['forgets-lost-objects', 'loses-the-fragment-in-flight', 'drops-refused-fragments'] as const).some(
    (quirk) => quirks.has(quirk),
  );
};

/** For as long as a segment lasts (DI-I2-FAIL-1b); until anything is taken there is no event. */
const mediaPatience = ({ rendition, publisher }: Delivery): Patience => {
  const { quirks } = publisher.scene;
  const { seconds } = rendition;
  const once = (
    ['gives-up-media-at-once', 'loses-the-fragment-in-flight', 'drops-refused-fragments'] as const
  ).some((quirk) => quirks.has(quirk));
  return {
    seconds,
    during: () => (quirks.has('insists-for-ever') || !publisher.hasBegun() ? Infinity : seconds),
    ...(once ? { attempts: 1 } : {}),
    isUrgent: true,
  };
};

const manifestPatience = ({ rendition: { seconds }, publisher }: Delivery): Patience => ({
  seconds,
  during: () => seconds,
  ...(publisher.scene.quirks.has('no-retry-of-manifests') ? { attempts: 1 } : {}),
  isUrgent: true,
});

const postponed = (delivery: Delivery, path: string, bytes: Uint8Array, done: () => void): void => {
  const { rendition, publisher } = delivery;
  if (!isSaved(delivery)) return;
  const other = publisher.scene.quirks.has('other-url-on-reconnect') ? '-again' : '';
  const parcel = publisher.parcel(`${path}${other}`, [bytes], rendition.track.contentType);
  const behind = rendition.entries.at(-1)?.segment.number ?? -1;
  publisher.late = [...publisher.late, { rendition, parcel, behind, done }].slice(-mostLate);
};

/** The CMAF header; until anything is taken there is no event, and it is tried for as long as it takes. */
const sendHeader = async (delivery: Delivery): Promise<void> => {
  const { rendition, publisher, lane } = delivery;
  const { track, seconds } = rendition;
  if (rendition.hasHeader) return;
  if (publisher.scene.quirks.has('omits-the-header')) {
    rendition.hasHeader = true;
    return;
  }
  const path = publisher.naming.header(track);
  const sent = await lane.send(publisher.parcel(path, [track.header], track.contentType), {
    seconds,
    during: () => (publisher.hasBegun() ? seconds : Infinity),
    isUrgent: false,
  });
  publisher.note(sent);
  const done = (): void => {
    rendition.hasHeader = true;
    publisher.changes.made += 1;
  };
  if (sent.how === 'taken') done();
  else postponed(delivery, path, track.header, done);
};

const publishesPlaylists = ({ publisher: { occasion, scene } }: Delivery): boolean =>
  occasion.plan.formats !== 'dash' && !scene.quirks.has('no-manifests');

/** Keys that the listed segments need and that are not there (DI-HLS-ORD-2). */
const sendKeys = async (delivery: Delivery, next?: number): Promise<boolean> => {
  const { rendition, publisher, lane } = delivery;
  const { track, keys, entries } = rendition;
  const { keyNumber, window } = publisher.context(false);
  const listed = entries.filter(isListed).slice(-window);
  const numbers = [...listed.map(({ segment }) => segment.number), ...(next === undefined ? [] : [next])];
  for (const segment of numbers) {
    const number = keyNumber(track, segment);
    if (number === undefined || keys.has(number)) continue;
    const { bytes } = keyOf(publisher.occasion.event, track, segment);
    const path = publisher.naming.key(track, number);
    const sent = await lane.send(publisher.parcel(path, [bytes]), manifestPatience(delivery));
    publisher.note(sent);
    if (sent.how !== 'taken') return false;
    keys.add(number);
  }
  return true;
};

const sendPlaylist = async (delivery: Delivery, isOver: boolean): Promise<void> => {
  const { rendition, publisher, lane } = delivery;
  const { track, entries } = rendition;
  if (!rendition.hasHeader || !entries.some(isListed)) return;
  if (rendition.hasPlaylist && publisher.scene.quirks.has('manifest-once')) return;
  const context = publisher.context(isOver);
  const text = playlistOf(rendition, context);
  const floor = playlistFloor(rendition, context);
  const parcel = publisher.parcel(
    publisher.naming.playlist(track),
    [encoder.encode(text)],
    'application/vnd.apple.mpegurl',
  );
  const sent = await lane.send(parcel, manifestPatience(delivery));
  publisher.note(sent);
  if (sent.how !== 'taken') return;
  rendition.hasPlaylist = true;
  rendition.floor.playlist = floor;
};

/** Key and playlist: nothing is named that is not there. */
const sendManifests = async (delivery: Delivery, isOver = false): Promise<void> => {
  if (!publishesPlaylists(delivery)) return;
  if (delivery.publisher.scene.quirks.has('playlist-before-key')) {
    await sendPlaylist(delivery, isOver);
    await sendKeys(delivery);
  } else if (await sendKeys(delivery)) await sendPlaylist(delivery, isOver);
};

/** A source that names segments before it uploads them has done so everywhere. */
const announce = async (delivery: Delivery): Promise<void> => {
  const { publisher, rendition } = delivery;
  const { clock } = publisher.scene;
  publisher.changes.made += 1;
  const { made } = publisher.changes;
  clock.ring();
  await sendManifests(delivery);
  if (publisher.occasion.plan.formats === 'hls') return;
  await clock.until(() => publisher.changes.covered >= made || publisher.isEnding(), 2 * rendition.seconds);
};

/** Further uploads of a segment by sources that deviate. */
const sendAside = async (delivery: Delivery, segment: MediaSegment): Promise<void> => {
  const { rendition, publisher, lane } = delivery;
  const { track } = rendition;
  const { scene, naming } = publisher;
  const once = { ...mediaPatience(delivery), attempts: 1 };
  if (scene.quirks.has('leaves-the-path') && segment.number % 5 === 4) {
    const outside = scene.home.target.replace(/\/[^/]*\/?$/, '');
    const parcel = publisher.parcel(naming.media(track, segment), segment.pieces, track.contentType);
    const target = `${outside}/${naming.media(track, segment)}`;
    await lane.send({ ...parcel, place: { ...parcel.place, target } }, once);
  }
  if (scene.quirks.has('formats-disagree')) {
    await lane.send(publisher.parcel(naming.copy(track, segment), segment.pieces, track.contentType), once);
  }
};

/** One segment, in its time or, once that is over, not (DI-I2-FAIL-1b, 1b2). */
const sendSegment = async (
  delivery: Delivery,
  segment: MediaSegment,
  after: number,
  earlier: Promise<unknown>,
): Promise<Entry> => {
  const { rendition, publisher, lane } = delivery;
  const { track, seconds } = rendition;
  const { scene, naming, occasion } = publisher;
  const { quirks, clock } = scene;
  const early = quirks.has('manifest-first') ? added(rendition, segment, 'announced') : undefined;
  if (early !== undefined) await announce(delivery);
  if (quirks.has('key-before-segment') && publishesPlaylists(delivery))
    await sendKeys(delivery, segment.number);
  const path = naming.media(track, segment);
  const pieces =
    quirks.has('header-with-first-segment') && after === 0
      ? [concat(track.header, ...segment.pieces)]
      : segment.pieces;
  const flows = occasion.plan.lowLatency === true && !quirks.has('waits-for-whole-objects');
  const parcel = {
    ...publisher.parcel(path, pieces, track.contentType),
    ...(flows
      ? {
          made: (piece: number) =>
            clock.until(() => isDue(scene, after, seconds, piece / pieces.length) || publisher.isEnding()),
        }
      : {}),
  };
  const isWithheld = quirks.has('names-missing-objects') && segment.number % 4 === 3;
  const sent = isWithheld ? ({ how: 'taken' } as const) : await lane.send(parcel, mediaPatience(delivery));
  await earlier;
  publisher.note(sent);
  const entry = early ?? added(rendition, segment, 'lost');
  entry.state = sent.how === 'taken' ? 'there' : 'lost';
  if (sent.how !== 'taken') {
    scene.log(`${track.name}: goes on without ${path}`);
    postponed(delivery, path, join(pieces), () => {
      entry.state = 'late';
    });
  }
  return entry;
};

/** A segment with all that goes with it, before the next one (DI-HLS-ORD-0), and after what is under way. */
const step = async (
  delivery: Delivery,
  number: number,
  after: number,
  earlier: Promise<unknown>,
): Promise<boolean> => {
  const { rendition, publisher } = delivery;
  const { occasion, scene, isSecondReceiver } = publisher;
  const segment = segmentOf(rendition.track, number, { ...occasion, ...scene, isSecondReceiver });
  if (segment === undefined) return true;
  rendition.isBusy = true;
  const { state } = await sendSegment(delivery, segment, after, earlier);
  publisher.changes.made += 1;
  scene.clock.ring();
  if (!scene.kill.aborted && publisher.givenUp() === undefined) {
    if (state === 'there') {
      await sendAside(delivery, segment);
      await sendManifests(delivery);
    }
    await removeOld(rendition, publisher, delivery.lane);
  }
  rendition.isBusy = false;
  return state === 'there';
};

/** Publishes a rendition until there is no more of it, and ends its playlist. */
export const publishRendition = async (rendition: Rendition, publisher: Publisher): Promise<void> => {
  const { scene, occasion } = publisher;
  const { clock, quirks, firstFragment } = scene;
  const { track, seconds } = rendition;
  const lanes = [publisher.lane(track.name)];
  if (quirks.has('overlapping-segments')) lanes.push(publisher.lane(track.name));
  const deliveries = lanes.map((lane): Delivery => ({ rendition, publisher, lane }));
  const [delivery] = deliveries;
  if (delivery === undefined) return;
  await sendHeader(delivery);
  // A source that does not wait for answers sends two segments at once.
  const overlaps = quirks.has('overlapping-segments');
  let running: Promise<boolean> = Promise.resolve(true);
  const isAtEnd = (after: number): boolean =>
    publisher.isEnding() || after >= occasion.segments || (clock.isOver() && !clock.isDue(after, seconds));
  for (let after = 0; ; after += 1) {
    if (publisher.hasBegun() || rendition.hasHeader) clock.begin();
    const last = overlaps && after % 2 === 0 ? after + 1 : after;
    await clock.until(() => isAtEnd(after) || isDue(scene, last, seconds));
    if (isAtEnd(after) || scene.kill.aborted) break;
    const lane = deliveries[after % deliveries.length] ?? delivery;
    running = step(lane, firstFragment + after, after, running);
    if (overlaps && after % 2 === 0) continue;
    const isThere = await running;
    if (!isThere && quirks.has('skips-to-the-live-edge')) after = Math.max(after, clock.edge(seconds));
  }
  await running;
  if (!scene.kill.aborted && publisher.givenUp() === undefined && publisher.hasBegun())
    await sendManifests(delivery, true);
  rendition.isOver = true;
  clock.ring();
  for (const { lane } of deliveries) lane.leave();
};
