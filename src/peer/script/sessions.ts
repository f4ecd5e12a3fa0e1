/** Two sessions of the same client: it is asked to end the first one, and started again. */
import { sessionAgain } from '../../scenario/behaviour.ts';
import type { Until } from '../../scenario/behaviour.ts';
import { waitFor, within } from '../wait.ts';
import { enough, untilWords } from './enough.ts';
import type { Scene } from './scene.ts';

/** Asks for the ends and beginnings of sessions, and is told of them. */
export interface Sessions {
  /** Resolves when the first session is over. */
  readonly firstOver: Promise<void>;
  askToStop(): void;
  start(): void;
}

/** What was seen in the first session does not count for the second. */
const forget = ({ tally }: Scene): void => {
  tally.opened = 0;
  tally.asked = 0;
  tally.used = 0;
  tally.lastBody = () => 0;
};

const session = (until: Until, scene: Scene, askToStop: () => void): Promise<boolean> =>
  within(scene.stage, untilWords(until), 'behaviour', enough(until, scene, askToStop));

/** Resolves when both were seen, or a deadline has passed; `false` where the second never began. */
export const bothSessions = async (until: Until, scene: Scene, sessions: Sessions): Promise<boolean> => {
  const { stage } = scene;
  await Promise.race([session(until, scene, sessions.askToStop), sessions.firstOver]);
  if (stage.signal.aborted) return false;
  sessions.askToStop();
  if (!(await within(stage, 'the end of the first session', 'close', sessions.firstOver))) return false;
  forget(scene);
  stage.recorder.record({ event: 'step', index: scene.serve.length, step: sessionAgain });
  sessions.start();
  const came = () => scene.tally.opened > 0;
  if (!(await waitFor(stage, 'a connection of the client that was started again', 'startup', came))) {
    return false;
  }
  return session(until, scene, () => undefined);
};
