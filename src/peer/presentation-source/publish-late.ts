/** What could not be uploaded in its time goes out when there is nothing else to do (DI-I2-FAIL-1b3). */
import type { LateObject, Publisher } from './publisher.ts';

/** What is due now is uploaded, and so is something newer than what was lost. */
const isItsTurn = ({ rendition: { isBusy, entries }, behind }: LateObject): boolean =>
  !isBusy && (entries.at(-1)?.segment.number ?? -1) > behind;

/** Uploads what is late, on a connection of its own, until all renditions are over. */
export const publishLate = async (publisher: Publisher): Promise<void> => {
  const { scene, renditions, changes } = publisher;
  const { clock, kill } = scene;
  const lane = publisher.lane('late');
  const isOver = (): boolean =>
    kill.aborted || publisher.isEnding() || renditions.every((each) => each.isOver);
  for (;;) {
    await clock.until(() => isOver() || publisher.late.some(isItsTurn));
    if (isOver()) break;
    const next = publisher.late.find(isItsTurn);
    if (next === undefined) continue;
    const { seconds } = next.rendition;
    const sent = await lane.send(next.parcel, { seconds, during: () => 0, attempts: 1, isUrgent: true });
    if (sent.how === 'taken') {
      publisher.note(sent);
      publisher.late = publisher.late.filter((each) => each !== next);
      next.done();
      changes.made += 1;
      clock.ring();
    } else await clock.until(isOver, seconds);
  }
  lane.leave();
};
