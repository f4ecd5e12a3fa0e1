/** The target ends and starts again. */
import { within } from '../wait.ts';
import type { Play } from './play.ts';

/**
 * Restarts the target and waits until it is back; requests that follow on a connection of before open a new one.
 *
 * @throws what keeps it from starting: that is for whoever runs the target to mend
 */
export const restart = async ({ stage, target, connections }: Play): Promise<void> => {
  const restarting = Promise.resolve(target.restart?.());
  const settled = restarting.catch(() => undefined);
  connections.restarted();
  if (await within(stage, 'that the target is back', 'startup', settled)) await restarting;
};
