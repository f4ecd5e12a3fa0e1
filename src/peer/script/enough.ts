/** When a scenario has seen enough of a client under test. */
import type { Until } from '../../scenario/behaviour.ts';
import type { DelayName } from '../../scenario/timing.ts';
import { hold, overhear, pause, settle, within } from '../wait.ts';
import type { Scene } from './scene.ts';

/** What shows that the two sides are at it. */
const signs = ({ tally }: Scene): string =>
  [tally.opened, tally.asked, tally.done, tally.lastBody() > 0].join(' ');

/** Where a host is busy, whatever was due before the delay was over still has its turn. */
const turnsAfterDelay = 10;

/** Resolves once nothing of the kind was seen during the delay. */
const quiet = async (scene: Scene, delay: DelayName, sign: (scene: Scene) => string): Promise<void> => {
  const before = sign(scene);
  const stirred = () => sign(scene) !== before;
  let loud = await overhear(scene.stage, delay, stirred);
  for (let turn = 0; turn < turnsAfterDelay && !loud; turn += 1) {
    await settle();
    loud = stirred();
  }
  if (loud && !scene.stage.signal.aborted) await quiet(scene, delay, sign);
};

/** What the client is waited for to do, as a noun phrase. */
export const untilWords = (until: Until): string => {
  if ('bodyBytes' in until) return `${String(until.bodyBytes)} bytes of body`;
  if ('window' in until) return 'a body, and the time to watch it';
  if ('requests' in until) return `${String(until.requests)} source requests, or none for a while`;
  return `${String(until.stopAfter)} bytes of body, and its end when asked`;
};

/**
 * Resolves when there is no more to see, or when the scene is over.
 *
 * @param askToStop tells the client to end its stream; called at most once
 */
export const enough = async (until: Until, scene: Scene, askToStop: () => void): Promise<void> => {
  const { stage, tally } = scene;
  const body = (bytes: number) => hold(stage, () => tally.lastBody() >= bytes);
  const quietOnceAsked = async (delay: DelayName, sign: (scene: Scene) => string) => {
    if (await hold(stage, () => tally.asked > 0)) await quiet(scene, delay, sign);
  };
  if ('bodyBytes' in until) {
    const waits: Promise<unknown>[] = [body(until.bodyBytes)];
    if (until.orQuietFor !== undefined) waits.push(quietOnceAsked(until.orQuietFor, signs));
    await Promise.race(waits);
  } else if ('window' in until) {
    if (await body(1)) await pause(stage, until.window);
  } else if ('requests' in until) {
    await Promise.race([
      hold(stage, () => tally.asked >= until.requests),
      quietOnceAsked(until.orQuietFor, ({ tally: now }) => String(now.asked)),
    ]);
  } else if (await body(until.stopAfter)) {
    askToStop();
    await within(stage, 'the end of the stream that the client was asked to end', 'close', scene.quietened());
  }
};
