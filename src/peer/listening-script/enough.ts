/** When a scenario has seen enough of a listener under test. */
import type { DelayName } from '../../scenario/timing.ts';
import { hold, overhear, settle, waitFor } from '../wait.ts';
import type { Scene } from './scene.ts';

/** Where a host is busy, whatever was due before the delay was over still has its turn. */
const turnsAfterDelay = 10;

/** Whether a further request came during the delay, or the stream of an earlier one began. */
const another = async ({ stage, tally }: Scene, delay: DelayName): Promise<boolean> => {
  const { asked, last } = tally;
  const came = (): boolean => tally.asked > asked || tally.last !== last;
  let heard = await overhear(stage, delay, came);
  for (let turn = 0; turn < turnsAfterDelay && !heard; turn += 1) {
    await settle();
    heard = came();
  }
  return heard;
};

/** Resolves when so much was read under the last act, or nothing more is read, or nobody asks any more. */
const readThrough = async (scene: Scene, bytes: number, quiet: DelayName): Promise<void> => {
  const { stage, tally } = scene;
  while (!stage.signal.aborted) {
    const { last } = tally;
    if (last !== undefined && last.read() >= bytes) return;
    if (last === undefined || last.over()) {
      if (!(await another(scene, quiet))) return;
      continue;
    }
    const before = last.read();
    const moved = (): boolean => last.read() > before || last.over() || tally.last !== last;
    if (!(await waitFor(stage, 'the listener to read on', 'payload', moved, last.conn))) return;
  }
};

/** Resolves when there is no more to see, or when the scene is over. */
export const enough = async (scene: Scene): Promise<void> => {
  const { until, stage, tally } = scene;
  if (!(await hold(stage, () => tally.asked > 0))) return;
  if ('read' in until) {
    await readThrough(scene, until.read, until.orQuietFor);
    return;
  }
  while (tally.asked < until.requests && (await another(scene, until.orQuietFor)));
};
