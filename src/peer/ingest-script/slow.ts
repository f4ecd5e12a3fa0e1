/** Reads a connection at a share of the rate at which its media plays. */
import type { Link } from '../../wire/link.ts';
import type { Stage } from '../stage.ts';
import { hold, pause } from '../wait.ts';
import { isGone } from './scene.ts';
import type { Visit } from './intake.ts';

/** Bytes a second where nothing is known of the media: 128 kbit/s. */
const usualRate = 16 * 1024;

const bytesPerSecond = ({ rate }: Visit): number =>
  rate === undefined || rate.seconds <= 0 ? usualRate : Math.max(rate.bytes / rate.seconds, 1);

/**
 * Takes one slice after the other, and reads nothing for as long as each would have lasted. What the kernels of both
 * sides take besides is beyond our reach, so a source notices it only once they are full.
 */
export const readSlowly = async (link: Link, visit: Visit, rate: number, stage: Stage): Promise<void> => {
  const { state } = link;
  const share = Math.max(rate, 0.001);
  let before = state.bytesReceived;
  for (;;) {
    link.resume();
    const came = await hold(stage, () => state.bytesReceived > before || state.finReceived || isGone(link));
    if (!came || state.finReceived || isGone(link)) return;
    link.pause();
    const seconds = (state.bytesReceived - before) / (bytesPerSecond(visit) * share);
    before = state.bytesReceived;
    const timing = { ...stage.timing, delay: () => seconds * stage.timing.delay('second') };
    await pause({ ...stage, timing }, 'second');
  }
};
