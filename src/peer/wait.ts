/** Waiting for events with a deadline; never for a duration. */
import type { DeadlineName, DelayName } from '../scenario/timing.ts';
import type { Stage } from './stage.ts';

/** Turns of the event loop granted after a timer fired, so that bytes already in the kernel are seen first. */
const turnsOfGrace = 4;

/** Lets what is in the kernel already be seen. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < turnsOfGrace; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/**
 * Calls `look` after each thing that is recorded, until it says that it has seen enough. What is recorded may run
 * ahead of the state of a link by as much as the rest of the same turn, so `look` comes again at its end.
 */
const whenever = (stage: Stage, look: () => boolean): void => {
  let over = false;
  let queued = false;
  const again = () => {
    queued = false;
    if (!over) over = look();
  };
  stage.recorder.onRecord(() => {
    if (over) return;
    over = look();
    if (over || queued) return;
    queued = true;
    queueMicrotask(again);
  });
};

/** Resolves `true` once the condition holds, `false` when the time is over or the run is interrupted. */
const holdsWithin = (stage: Stage, condition: () => boolean, milliseconds: number): Promise<boolean> => {
  if (condition()) return Promise.resolve(true);
  return new Promise((resolve) => {
    let over = false;
    const end = (held: boolean) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      stage.signal.removeEventListener('abort', interrupted);
      resolve(held);
    };
    const interrupted = () => {
      end(false);
    };
    const timer = setTimeout(() => {
      void settle().then(() => {
        end(condition());
      });
    }, milliseconds);
    stage.signal.addEventListener('abort', interrupted);
    whenever(stage, () => {
      if (!over && condition()) end(true);
      return over;
    });
    if (stage.signal.aborted) end(false);
  });
};

/** Waits for something that ought to happen; a deadline that runs out is put into the trace. */
export const waitFor = async (
  stage: Stage,
  awaited: string,
  name: DeadlineName,
  condition: () => boolean,
  conn?: number,
): Promise<boolean> => {
  const milliseconds = stage.timing.deadline(name);
  const held = await holdsWithin(stage, condition, milliseconds);
  if (!held && !stage.signal.aborted) {
    stage.recorder.record({
      event: 'deadline',
      name,
      awaited,
      milliseconds,
      ...(conn === undefined ? {} : { conn }),
    });
  }
  return held;
};

/** Listens for something that ought not to happen; resolves `true` if it did. */
export const overhear = (stage: Stage, name: DelayName, condition: () => boolean): Promise<boolean> =>
  holdsWithin(stage, condition, stage.timing.delay(name));

/** Lets a delay pass that is part of the stimulus. */
export const pause = async (stage: Stage, name: DelayName): Promise<void> => {
  await holdsWithin(stage, () => false, stage.timing.delay(name));
};

/** Waits for something that need not happen, without a deadline: somebody else ends the scene by its signal. */
export const hold = (stage: Stage, condition: () => boolean): Promise<boolean> => {
  if (condition()) return Promise.resolve(true);
  return new Promise((resolve) => {
    let over = false;
    const end = (held: boolean) => {
      if (over) return;
      over = true;
      stage.signal.removeEventListener('abort', interrupted);
      resolve(held);
    };
    const interrupted = () => {
      end(false);
    };
    stage.signal.addEventListener('abort', interrupted);
    whenever(stage, () => {
      if (!over && condition()) end(true);
      return over;
    });
    if (stage.signal.aborted) end(false);
  });
};

/** As `waitFor`, for what a promise tells and no event. */
export const within = async (
  stage: Stage,
  awaited: string,
  name: DeadlineName,
  promise: Promise<unknown>,
): Promise<boolean> => {
  let happened = false;
  const over = new AbortController();
  void promise.then(() => {
    happened = true;
    over.abort();
  });
  const waiting: Stage = { ...stage, signal: AbortSignal.any([stage.signal, over.signal]) };
  await waitFor(waiting, awaited, name, () => happened);
  return happened;
};
