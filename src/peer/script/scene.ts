/** What the parts of the scripted server share while a scenario is played. */
import type { Behaviour, Personality } from '../../scenario/behaviour.ts';
import { wordings } from '../../scenario/personality.ts';
import type { Wording } from '../../scenario/personality.ts';
import type { Link } from '../../wire/link.ts';
import type { Stage } from '../stage.ts';
import type { Places } from './answer-text.ts';

/** What the client has done so far. */
export interface Tally {
  /** Connections that were opened. */
  opened: number;
  /** Requests that were meant as a source, challenged ones included. */
  asked: number;
  /** Behaviours that were used up. */
  used: number;
  /** What we did: answers, and faults. */
  done: number;
  /** Bytes of body of the present request under the last behaviour. */
  lastBody: () => number;
}

/** What becomes of a connection after an answer: another request may come, we close it, or it is gone. */
export type After = 'goes-on' | 'closes' | 'is-over';

export const isOver = (link: Link): boolean => link.state.closed || link.state.broken !== undefined;

export interface Scene {
  readonly serve: readonly Behaviour[];
  /** Its signal ends the scene. */
  readonly stage: Stage;
  readonly wording: Wording;
  readonly places: Places;
  readonly tally: Tally;
  /** Resolves when no connection is open and nothing more is to be said on any. */
  quietened(): Promise<void>;
}

export const sceneOf = (
  serve: readonly Behaviour[],
  personality: Personality,
  stage: Stage,
  origins: { readonly own: string; readonly other: string },
  quietened: () => Promise<void>,
): Scene => ({
  serve,
  stage,
  wording: wordings[personality],
  places: { origin: origins.own, 'other-origin': origins.other, mount: stage.mount },
  tally: { opened: 0, asked: 0, used: 0, done: 0, lastBody: () => 0 },
  quietened,
});
