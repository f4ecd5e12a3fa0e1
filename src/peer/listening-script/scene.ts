/** What the parts of the server that a listener is tested with share while a scenario is played. */
import type { ListenerAct, ListenerUntil } from '../../scenario/icy2/listening.ts';
import type { Link } from '../../wire/link.ts';
import type { Stage } from '../stage.ts';

/** A stream that is being served under the last act of the script. */
export interface Serving {
  readonly conn: number;
  /** Bytes of the body that the listener has read, at least. */
  read(): number;
  over(): boolean;
}

/** What the listener has done so far. */
export interface Tally {
  /** Connections that were opened. */
  opened: number;
  /** Requests of the mount point. */
  asked: number;
  /** Acts that were used up. */
  used: number;
  /** The latest stream under the last act. */
  last?: Serving;
}

export const isOver = (link: Link): boolean =>
  link.state.closed || link.state.broken !== undefined || link.state.finReceived;

export interface Scene {
  readonly play: readonly ListenerAct[];
  readonly until: ListenerUntil;
  /** Its signal ends the scene. */
  readonly stage: Stage;
  readonly origin: string;
  readonly tally: Tally;
}
