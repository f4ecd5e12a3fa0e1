/** What the manifests no longer name is deleted, some segments later (DI-I2-HTTP-02). */
import type { Lane, Sent } from './lane.ts';
import type { Publisher } from './publisher.ts';
import { forget, isThere } from './rendition.ts';
import type { Entry, Rendition } from './rendition.ts';
import { segmentsOfKey } from './segments.ts';

/** How often the removal of one object is tried. */
const removalsAtMost = 3;

/** The lowest number that some manifest at the receiving entity names. */
const lowestNamed = ({ floor, seconds }: Rendition, publisher: Publisher): number => {
  const { plan } = publisher.occasion;
  const { addressing, origin, now, window } = publisher.context(false);
  const playlist = plan.formats === 'dash' ? Infinity : floor.playlist;
  if (plan.formats === 'hls') return playlist;
  // What a template of a duration names depends on the time of those who read it.
  const byTime = Math.floor((now - origin) / 1000 / seconds) - window - 1;
  return Math.min(playlist, floor.mpd, addressing === 'duration' ? byTime : Infinity);
};

/** Whether there is nothing further to be done about a removal. */
const isSettled = (sent: Sent): boolean =>
  sent.how === 'taken' || (sent.failure.what === 'refused' && sent.failure.response.status < 500);

/** Deletes segments and keys that have been out of every manifest for as long as a manifest is, and one segment more. */
export const removeOld = async (rendition: Rendition, publisher: Publisher, lane: Lane): Promise<void> => {
  const { scene, naming } = publisher;
  const { quirks } = scene;
  const { track, seconds, keys } = rendition;
  if (quirks.has('never-deletes')) return;
  const { window } = publisher.context(false);
  const before = lowestNamed(rendition, publisher) - window - 1;
  const newest = rendition.entries.at(-1)?.segment.number ?? 0;
  const early = newest - Math.floor(window / 2);
  const patience = { seconds, during: () => 0, attempts: 1, isUrgent: true };
  const isOld = (entry: Entry): boolean =>
    isThere(entry) &&
    entry.removal !== 'done' &&
    entry.segment.number < (quirks.has('deletes-early') ? early : before);
  for (const entry of rendition.entries.filter(isOld)) {
    if (publisher.isEnding()) return;
    const sent = await lane.send(publisher.removal(naming.media(track, entry.segment)), patience);
    const tries = Number(entry.removal) + 1;
    entry.removal = isSettled(sent) || tries >= removalsAtMost ? 'done' : tries;
  }
  for (const key of [...keys].filter((number) => (number + 1) * segmentsOfKey <= before)) {
    await lane.send(publisher.removal(naming.key(track, key)), patience);
    keys.delete(key);
  }
  forget(rendition, before);
};
