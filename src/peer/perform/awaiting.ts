/** The steps that wait: for what ought to come, or for what ought not to. */
import type { Awaited, Step } from '../../scenario/stimulus.ts';
import { overhear, waitFor } from '../wait.ts';
import { finalOf, isOver } from './connections.ts';
import type { Line } from './connections.ts';
import type { Play } from './play.ts';
import { awaitedWords } from './step-words.ts';

const hasCome = (line: Line, what: Awaited): boolean => {
  switch (what.kind) {
    case 'go-ahead':
      return line.link.state.heads.length > line.headsBefore;
    case 'final':
      return finalOf(line) !== undefined;
    case 'payload':
      return line.link.state.payloadReceived >= what.bytes;
    case 'closed':
      return isOver(line);
  }
};

/** It has come, or never will: the connection is over. */
const isDecided = (line: Line, what: Awaited): boolean => hasCome(line, what) || isOver(line);

export const awaitOn = async (
  { stage, connections }: Play,
  step: Extract<Step, { do: 'await' }>,
): Promise<void> => {
  const line = connections.find(step.conn);
  if (line === undefined) return;
  await waitFor(stage, awaitedWords(step.what), step.within, () => isDecided(line, step.what), line.link.id);
};

export const overhearOn = async (
  { stage, connections }: Play,
  step: Extract<Step, { do: 'overhear' }>,
): Promise<void> => {
  const line = connections.find(step.conn);
  if (line) await overhear(stage, step.during, () => isDecided(line, step.what));
};
