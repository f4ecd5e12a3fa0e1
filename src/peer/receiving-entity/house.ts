/** What all connections of one receiving entity share. */
import type { Link } from '../../wire/link.ts';
import type { MoofReader } from './moofs.ts';
import type { ObjectStore } from './object-store.ts';
import type { Postponed } from './postponed.ts';
import type { Settings } from './settings.ts';
import type { Tracks } from './tracks.ts';
import type { Validation } from './validation.ts';

/** Times in milliseconds. */
export interface Patience {
  /** For a whole head, from its first byte. */
  readonly headMs: number;
  /** For the next byte of a body. */
  readonly bodyMs: number;
  /** For the next request on a connection. */
  readonly idleMs: number;
  /** For the rest of a body that was answered already, and for the other side's FIN. */
  readonly restMs: number;
}

export interface House {
  readonly settings: Settings;
  readonly tracks: Tracks;
  readonly validation: Validation | undefined;
  /** One for all: what it reads is used at once. */
  readonly moofs: MoofReader;
  readonly patience: Patience;
  /** Whether sources are asked for a certificate. */
  readonly demandsCertificate: boolean;
  /** Where answers that are no refusals wait for the end of the turn. */
  readonly atTurnEnd: Postponed;
  readonly log: (line: string) => void;
  /** Bodies that are under way: the connections, by path. */
  readonly bodies: Map<string, Set<Link>>;
  /** Where objects are (interface 2). */
  readonly store: ObjectStore | undefined;
  /** How long a reader is kept waiting in the middle of an object, in milliseconds: a quirk. */
  readonly tornMs: number;
  /** Publishing points that are known no more: a quirk. */
  readonly lostPoints: Set<string>;
  /** Publishing points are known no more: a quirk. */
  forgetsPoints: boolean;
  /** Every connection is closed from now on: a quirk. */
  fallen: boolean;
  /** No more connections are taken: a quirk. */
  dies(): void;
}
