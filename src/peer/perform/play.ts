/** What the steps of one performance share. */
import type { ServerTarget } from '../perform.ts';
import type { Stage } from '../stage.ts';
import type { Connections } from './connections.ts';
import type { Layout } from './layout.ts';
import type { Pages } from './pages.ts';

export interface Play {
  readonly stage: Stage;
  readonly target: ServerTarget;
  readonly connections: Connections;
  readonly pages: Pages;
  readonly layout: Layout;
}
