/**
 * The time of an ingest source, in seconds of media: when a fragment is there to be sent, and how long it has waited
 * for something. Everything that it waits for is looked at on each beat, and whenever something was received.
 */
import { performance } from 'node:perf_hooks';
import type { Timing } from '../stage.ts';

/** In real time, as fast as it is taken, or one fragment of each track whenever a step comes. */
export type Pace = 'real-time' | 'fast' | AsyncIterable<void>;

export interface MediaClock {
  /** Seconds since the clock was made. What the host held up is not counted: nobody else could act either. */
  now(): number;
  /** The first fragment is there from now on; later calls mean nothing. */
  begin(): void;
  /** Whether a fragment is there, so many after the first, of so many seconds each. */
  isDue(after: number, seconds: number): boolean;
  /** How many fragments after the first the newest one is; -1 where it is whatever is taken. */
  edge(seconds: number): number;
  /** There will be no further fragment. */
  isOver(): boolean;
  /** Looks whether what is waited for is so. */
  ring(): void;
  /** Resolves `true` once it is so; `false` after so many seconds, or once the clock is stopped. */
  until(isSo: () => boolean, seconds?: number): Promise<boolean>;
  /** Ends every wait. */
  stop(): void;
}

/** Seconds of media between two beats. */
const beatSeconds = 0.12;
/** What the host held up is made up for, up to so many seconds of media, and at no more than this speed. */
const catchUpSeconds = 4;
const catchUpSpeed = 2;

interface Waiter {
  readonly isSo: () => boolean;
  readonly until: number;
  readonly end: (held: boolean) => void;
}

export const mediaClock = (pace: Pace, timing: Timing): MediaClock => {
  const second = timing.delay('second');
  const beatMilliseconds = Math.max(1, beatSeconds * second);
  const waiters = new Set<Waiter>();
  /** Milliseconds, of our patience, of the media, and of media that is late. */
  let patience = 0;
  let media = 0;
  let late = 0;
  let begun: number | undefined;
  let steps = 0;
  let over = false;
  let stopped = false;
  let last = performance.now();

  const now = (): number => patience / second;
  const look = (): void => {
    for (const waiter of waiters) {
      const held = waiter.isSo();
      if (!held && !stopped && waiter.until > now()) continue;
      waiters.delete(waiter);
      waiter.end(held);
    }
  };
  const advance = (): void => {
    const passed = performance.now() - last;
    last += passed;
    const counted = Math.min(passed, 2 * beatMilliseconds);
    const made = Math.min(passed + late, catchUpSpeed * counted);
    late = Math.min(late + passed - made, catchUpSeconds * second);
    patience += counted;
    media += made;
  };
  let timer: NodeJS.Timeout | undefined;
  const beat = (): void => {
    advance();
    look();
    if (!stopped) timer = setTimeout(beat, beatMilliseconds);
  };
  timer = setTimeout(beat, beatMilliseconds);

  const takeSteps = async (all: AsyncIterable<void>): Promise<void> => {
    for await (const step of all) {
      void step;
      if (stopped) return;
      steps += 1;
      look();
    }
    over = true;
    look();
  };

  const mediaSeconds = (): number => (begun === undefined ? -1 : (media - begun) / second);

  return {
    now,
    begin: () => {
      if (begun !== undefined) return;
      begun = media;
      if (typeof pace !== 'string') void takeSteps(pace);
    },
    isDue: (after, seconds) => {
      if (pace === 'fast') return true;
      return pace === 'real-time' ? after * seconds <= mediaSeconds() : after < steps;
    },
    edge: (seconds) => {
      if (pace === 'fast') return -1;
      return pace === 'real-time' ? Math.floor(mediaSeconds() / seconds) : steps - 1;
    },
    isOver: () => over,
    ring: look,
    until: (isSo, seconds = Infinity) => {
      if (isSo()) return Promise.resolve(true);
      if (stopped) return Promise.resolve(false);
      return new Promise((resolve) => {
        waiters.add({ isSo, until: now() + seconds, end: resolve });
      });
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      look();
    },
  };
};
