/** Asking again until the target has noticed: that a source has come, or that one has gone. */
import { performance } from 'node:perf_hooks';
import type { Step } from '../../scenario/stimulus.ts';
import { waitFor } from '../wait.ts';
import { isOver } from './connections.ts';
import type { Line } from './connections.ts';
import { sleepUntil } from './pace.ts';
import type { Play } from './play.ts';
import { headOf } from './sending.ts';

/** How long we let a target alone after the first try, in milliseconds; after each further one twice as long. */
const firstRest = 25;
const longestRest = 400;

type InsistStep = Extract<Step, { do: 'insist' }>;

/** What the first answer says; `undefined` where none came. */
const said = (line: Line): InsistStep['until'] | undefined => {
  const head = line.link.state.heads[line.headsBefore];
  if (head?.kind !== 'response') return undefined;
  return head.status < 300 ? 'accepted' : 'refused';
};

const attempt = async (play: Play, step: InsistStep, index: number): Promise<boolean> => {
  const { stage, connections } = play;
  const line = await connections.openAfresh(step.conn);
  if (line === undefined) return false;
  connections.begin(line, step.plan.framing);
  await connections.send(line, (link) => link.sendHead(headOf(play, line, step.plan, index)));
  await waitFor(
    stage,
    'an answer',
    step.within,
    () => said(line) !== undefined || isOver(line),
    line.link.id,
  );
  return said(line) === step.until;
};

/** The last connection stays open under its name; those before it are closed. */
export const insist = async (play: Play, step: InsistStep, index: number): Promise<void> => {
  const { stage, connections } = play;
  const milliseconds = stage.timing.deadline(step.within);
  const until = performance.now() + milliseconds;
  for (let rest = firstRest; ; rest = Math.min(rest * 2, longestRest)) {
    if (await attempt(play, step, index)) return;
    if (stage.signal.aborted) return;
    if (performance.now() >= until) {
      const awaited = `that the request is ${step.until}`;
      const conn = connections.find(step.conn)?.link.id;
      const deadline = { event: 'deadline', name: step.within, awaited, milliseconds } as const;
      stage.recorder.record(conn === undefined ? deadline : { ...deadline, conn });
      return;
    }
    await connections.close(step.conn);
    await sleepUntil(performance.now() + rest, stage.signal);
  }
};
