/** Deadlines and delays by name, scaled. */
import { deadlines, delays } from '../scenario/timing.ts';
import type { Timing } from '../peer/stage.ts';

/**
 * @param deadlineScale multiplies what we wait for others (`--timeout-scale`)
 * @param delayScale multiplies what we make others wait; less than 1 only against our own peers
 */
export const timingOf = (deadlineScale: number, delayScale: number): Timing => ({
  deadline: (name) => deadlines[name] * deadlineScale,
  delay: (name) => delays[name] * delayScale,
});
