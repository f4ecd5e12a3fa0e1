/** What the parts of the scripted receiving entity share while a scenario is played. */
import type { Reception } from '../../scenario/ingest/act.ts';
import type { Link } from '../../wire/link.ts';
import type { Stage } from '../stage.ts';
import type { Doors } from './doors.ts';
import type { Intake } from './intake.ts';

/** What the source has done so far. */
export interface Tally {
  /** Connections that were opened, TLS handshakes that failed too. */
  opened: number;
  /** Requests, whatever became of them. */
  requests: number;
  /** Those after the last act. */
  requestsSince: number;
  /** Whole fragments of the first track, or media objects of the first rendition that were taken. */
  fragments: number;
  /** Slices of payload, lookups of names and attempts to connect: signs that it is at it. */
  stirrings: number;
  /** What we did: answers, and faults. */
  done: number;
  /** Deeds that take a while and are under way: nobody is expected to do anything meanwhile. */
  busy: number;
  /** A black hole is being made: who comes meanwhile is not heard, and reset with the others. */
  falling: boolean;
}

/** A connection, and what we do with it. */
export interface Visitor {
  readonly link: Link;
  /** It came to our second listener, which is another authority. */
  readonly elsewhere: boolean;
  /** It came to the second of two receiving entities, which is our second listener: no act is about it. */
  readonly second: boolean;
  /** Its requests are answered no more. */
  silent: boolean;
  /** It is read, and what it says is passed over: it was answered for good. */
  dismissed: boolean;
  /** Says that it is not waited for any more. */
  leave(): void;
}

export interface Scene {
  /** Its signal ends the scene. */
  readonly stage: Stage;
  readonly reception: Reception;
  readonly origins: { readonly own: string; readonly other: string };
  readonly doors: Doors;
  readonly tally: Tally;
  readonly intake: Intake;
  /** Connections that are open. */
  readonly visitors: Set<Visitor>;
  /** Tells the addresses of after a move from now on. */
  move(): void;
  /** Kills the first instance of the source. */
  killSource(): void;
  /** Ends the scene because of something that is no doing of the source. */
  fail(reason: unknown): void;
}

export const isGone = ({ state }: Link): boolean => state.closed || state.broken !== undefined;

/** What there is besides what the source brings. */
export type Grounds = Omit<Scene, 'intake'>;

/** Visitors of the receiving entity that acts are about. */
export const concerned = ({ visitors }: Grounds): readonly Visitor[] =>
  [...visitors].filter(({ second }) => !second);

export const sceneOf = (
  parts: Omit<Grounds, 'tally' | 'visitors'>,
  intakeOf: (grounds: Grounds) => Intake,
): Scene => {
  const grounds: Grounds = {
    ...parts,
    visitors: new Set(),
    tally: {
      opened: 0,
      requests: 0,
      requestsSince: 0,
      fragments: 0,
      stirrings: 0,
      done: 0,
      busy: 0,
      falling: false,
    },
  };
  return { ...grounds, intake: intakeOf(grounds) };
};
